/* L1: Markdown on which cmark 0.30.2 takes quadratic time (CVE-2023-22486,
 * CVE-2023-24824; mended in 0.30.3) is refused before it is parsed. */
#ifndef JIEBAO_TEXT_MARKDOWN_GUARD_H
#define JIEBAO_TEXT_MARKDOWN_GUARD_H

#include "base/str.h"

/* Why body is refused, an English phrase; or the absent string. */
Str md_refusal(Str body);

#endif

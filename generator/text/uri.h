/* L1 text: addresses in pages, RFC 3986. */
#ifndef JIEBAO_TEXT_URI_H
#define JIEBAO_TEXT_URI_H

#include "base/buf.h"

/* s, tidied at both ends, where it is an http or https address; else the absent
 * string: no address goes on behind white space or a control, where an
 * attribute lost its end. */
Str uri_web(Str s);

/* The absolute http or https address that a link `ref` on the page at `base`
 * means (section 5.2, a backslash in its path being a slash as in browsers),
 * made safe by url_safe; the absent string where `ref` is of another scheme,
 * or relative and `base` has no host. */
Str uri_resolve(Arena *a, Str base, Str ref);

#endif

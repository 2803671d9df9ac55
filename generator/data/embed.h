/* Files that are part of the executable (data/embed.c). The views live as
 * long as the program. */
#ifndef JIEBAO_DATA_EMBED_H
#define JIEBAO_DATA_EMBED_H

#include "base/str.h"

/* Interface and message texts, see base/lang.h. */
Str embed_lang_zh(void);
Str embed_lang_en(void);
/* The gazetteer, see model/place.h. */
Str embed_divisions(void);

#endif

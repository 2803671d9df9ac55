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
/* Places that were, see model/place.h. */
Str embed_former_divisions(void);
/* Traditional characters, see text/expand.h. */
Str embed_traditional_table(void);
/* Syllables and their characters, see emit/spell_pinyin.h. */
Str embed_pinyin_table(void);
/* Synonyms of every site, see model/synonyms.h. */
Str embed_synonyms_conf(void);

#endif

/* L3 emit: a passage about a topic, as pages show it. */
#ifndef JIEBAO_EMIT_PASSAGE_HTML_H
#define JIEBAO_EMIT_PASSAGE_HTML_H

#include "emit/listing.h"

/* Its text with the words that made it count in <mark>. */
Str passage_html(const Passage *p, Arena *a);
/* The page's address with the id of a part of it. */
Str url_fragment(Arena *a, Str url, Str id);
/* The clauses around the first word of a report's first passage about a topic:
 * sets `html` and `passage_url` of item, both absent where there is none. */
void val_glimpse(const Emit *e, Val *item, Arena *a, Str from, int topic,
                 int32_t ref);

#endif

/* L1: the text of a report in few bits (docs/search-index.md, "Text codes"):
 * a character that follows another as it did the last time is told so, any
 * other by a code of the text's own, the shorter the more frequent. */
#ifndef JIEBAO_TEXT_TEXTCODE_H
#define JIEBAO_TEXT_TEXTCODE_H

#include "text/symbols.h"
#include "text/utf8.h"

/* Writes v, n characters of which none is 0. `table` is one number a scalar
 * value, all 0, and is left so. */
void textcode_put(BitOut *out, const Rune *v, ptrdiff_t n, uint32_t *table,
                  Arena scratch);

/* Reads as many lines, each with the U+000A that ends it. False: damaged. */
bool textcode_get(BitIn *in, ptrdiff_t lines, Arena *a, Str *out);

#endif

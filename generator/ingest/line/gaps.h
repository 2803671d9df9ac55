/* L3 ingest: spaces between Chinese characters that nobody meant. */
#ifndef JIEBAO_INGEST_LINE_GAPS_H
#define JIEBAO_INGEST_LINE_GAPS_H

#include "text/utf8.h"

/* Takes out of the n characters at v the spaces that are certainly stray, and
 * returns how many characters are left:
 * - letters set apart: four or more characters with a space between each two,
 *   some of which make a word (工 作 总 结);
 * - the only space in a clause of running text, outside quotes and brackets,
 *   that parts a common word or stands beside 的 (限额以上批 发业).
 * Spaces that part names, titles, halves of a slogan stay. */
ptrdiff_t gaps_close(Rune *v, ptrdiff_t n);

#endif

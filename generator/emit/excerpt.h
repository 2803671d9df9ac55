/* L3 emit: the first words of a text, as lists and descriptions show them. */
#ifndef JIEBAO_EMIT_EXCERPT_H
#define JIEBAO_EMIT_EXCERPT_H

#include "text/markdown.h"

/* The first words of doc, at most n characters and "…", in perm. What a reader
 * of a list learns nothing from is passed over where there is other text: rows
 * of tables, and lines without a sentence (a session's line, a salutation). It
 * ends with a sentence, else behind a clause, else between words: a number is
 * never shown in part. */
Str excerpt_make(const MdDoc *doc, ptrdiff_t n, Arena *perm, Arena scratch);
/* Bytes of s that are at most n characters and end as an excerpt does. */
ptrdiff_t excerpt_end(Str s, ptrdiff_t n);
/* Where to begin so as to show what stands at byte `at` of s: behind the clause
 * or sentence before it, else at most n characters before it. */
ptrdiff_t excerpt_begin(Str s, ptrdiff_t at, ptrdiff_t n);

#endif

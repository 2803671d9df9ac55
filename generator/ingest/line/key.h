/* L3 ingest: the form in which rules look at a line, and small questions that
 * several of them ask. */
#ifndef JIEBAO_INGEST_LINE_KEY_H
#define JIEBAO_INGEST_LINE_KEY_H

#include "text/utf8.h"

/* s without white space and bullets in front, full-width ASCII and its kin
 * made ASCII, letters lower-case, traditional characters of the patterns made
 * simplified: what patterns are written in. Two lines with the same key say
 * the same. */
Str key_of(Arena *a, Str s);
/* The simplified character for a traditional one that patterns need. */
Rune rune_simple(Rune r);
/* Whether any of the words (ended by NULL) is in, starts or ends s; the longest
 * length in bytes that matched, or 0. */
ptrdiff_t has_any(Str s, const char *const *words);
ptrdiff_t starts_any(Str s, const char *const *words);
ptrdiff_t ends_any(Str s, const char *const *words);
/* How many times needle stands in s. */
int count_of(Str s, Str needle);
/* Offset behind the first stop of s that is typed as on an ASCII keyboard, or
 * -1: behind a Han character, and in front of another one or at the end. */
ptrdiff_t ascii_stop(Str s);
/* Whether s has a sentence's end: 。 ； or the like of them in ASCII. */
bool has_sentence(Str s);
/* s as it stands in a title: tidied, no space beside Han characters or between
 * the parts of a letter-spaced line, full-width punctuation where Chinese. */
Str tidy_title(Arena *a, Str s);

#endif

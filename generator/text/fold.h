/* L1: the folded text that searching and comparing work on (libutf8proc; only
 * included by fold.c): NFKC (UAX #15), then lower case, no white space. Lower
 * case is each character's own full mapping (Unicode SpecialCasing without its
 * conditions), and a final sigma is a sigma: what a character becomes never
 * depends on where a word ends, so that a part of a text folds to a part of its
 * fold. White space is what rune_is_space says. In JavaScript, pinned by
 * tests/fold_cases.json:
 *     s.toWellFormed().normalize("NFKC").toLowerCase().replace(/ς/g, "σ")
 *         .replace(/[\s\u0085\u200b]+/gu, "")
 * The loose fold has marks that stand for each other as one, too, all dashes as
 * "-" (docs/search-index.md): character for character of the fold. */
#ifndef JIEBAO_TEXT_FOLD_H
#define JIEBAO_TEXT_FOLD_H

#include "text/utf8.h"

/* Appends the folded form of s; ill-formed bytes become U+FFFD. */
void fold_add(Buf *out, Str s);
Str fold(Arena *a, Str s);
/* The loose fold; of what is folded already. */
Str fold_loose(Arena *a, Str s);
Str fold_loosen(Arena *a, Str folded);
/* Has the folded text a mark that may stand in another form, too? */
bool fold_is_loose(Str folded);
/* The loose fold as UTF-16 code units, *n of them: what the search index
 * counts. */
uint16_t *fold_utf16(Arena *a, Str s, ptrdiff_t *n);
/* NFKC without white space, case kept: how texts are compared for loss. */
Str fold_nfkc(Arena *a, Str s);
/* NFC, nothing else: names and titles. */
Str fold_nfc(Arena *a, Str s);

#endif

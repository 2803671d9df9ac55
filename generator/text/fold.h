/* L1: the folded text that searching and comparing work on: NFKC, lower case,
 * no white space (libutf8proc; only included by fold.c). Pinned against the
 * JavaScript reader by tests/fold_cases.json:
 *     s.normalize("NFKC").toLowerCase().replace(/\s+/gu, "")  */
#ifndef JIEBAO_TEXT_FOLD_H
#define JIEBAO_TEXT_FOLD_H

#include "base/buf.h"

/* Appends the folded form of s; ill-formed bytes become U+FFFD. */
void fold_add(Buf *out, Str s);
Str fold(Arena *a, Str s);
/* NFKC without white space, case kept: how texts are compared for loss. */
Str fold_nfkc(Arena *a, Str s);
/* NFC, nothing else: names and titles. */
Str fold_nfc(Arena *a, Str s);

#endif

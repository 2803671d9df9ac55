/* L1: how else a search word may be spelled: synonyms, traditional and
 * simplified characters, pinyin. Pure functions on folded words (text/fold.h);
 * the theme's search-expand.js is the same in JavaScript, and
 * tests/search/expand_cases.json pins both. See docs/search-index.md. */
#ifndef JIEBAO_TEXT_EXPAND_H
#define JIEBAO_TEXT_EXPAND_H

#include "text/utf8.h"

/* At most so many spellings of a word beside its own. */
enum { MOST_SPELLINGS = 8 };

typedef enum SpellingWhy {
    WHY_SYNONYM,
    WHY_TRADITIONAL, /* typed so; the spelling is simplified */
    WHY_SIMPLIFIED,  /* typed so; the spelling is traditional */
    WHY_PINYIN,
    WHY_MARKS /* other dashes, dots, brackets; found by the search itself */
} SpellingWhy;
/* "synonym", "traditional", "simplified", "pinyin", "marks". */
Str spelling_why(SpellingWhy why);

typedef struct Spelling {
    Str text; /* folded */
    SpellingWhy why;
} Spelling;

/* Traditional characters and what they may stand for. */
typedef struct HanTable HanTable;
/* Reads data/traditional.txt: lines of entries with spaces between, each a
 * traditional character and the simplified ones that it may stand for, the
 * likeliest first; behind an entry "=" stand those that occur in simplified
 * text, too. "#" begins a comment line. */
HanTable *han_table(Str text, Arena *perm);
/* Appends r's entry, as in the table's text; nothing where it has none. */
void han_put_entry(Buf *b, const HanTable *t, Rune r);
/* Traditional, and never used in simplified text; a character that a
 * traditional one stands for. Some are both (后 台 里). */
enum { HAN_TRADITIONAL = 1, HAN_SIMPLIFIED = 2 };
/* What each character below U+10000 is, by its number: for loops over text. */
const uint8_t *han_kinds(const HanTable *t);
static inline bool han_is_traditional(const HanTable *t, Rune r)
{
    return r < 0x10000 && (han_kinds(t)[r] & HAN_TRADITIONAL);
}
static inline bool han_is_simplified(const HanTable *t, Rune r)
{
    return r < 0x10000 && (han_kinds(t)[r] & HAN_SIMPLIFIED);
}

/* Words that mean the same: each in place of any other. Folded. */
typedef struct SynonymGroup {
    Str *v;
    int n;
} SynonymGroup;

typedef struct Speller {
    const HanTable *han;
    const HanTable *archive; /* of the characters that traditional text of the
                                archive has; NULL: it has no such text */
    const SynonymGroup *groups;
    int ngroups;
} Speller;

/* The other spellings of a folded word, at most MOST_SPELLINGS, none twice and
 * none the word itself: *out in perm, with their texts. A word is taken for
 * traditional where it has a character that simplified text never has; one
 * that is `lost` (nothing contains it as it stands) also where it has one that
 * simplified text has in another meaning. */
int spellings_of(const Speller *s, Str word, bool lost, Arena *perm,
                 Spelling **out);

/* A word that may be pinyin, as letters alone: "yang'lao" gives yanglao. The
 * absent string for any other. */
Str pinyin_letters(Str word, Arena *a);
/* What the letters may stand for: terms, or their first characters, of one
 * file of the search's dictionary (lines `term syllable syllable ...`, several
 * readings of a character with commas between), the likeliest first. At most
 * MOST_SPELLINGS; returns how many, *out in perm. */
int pinyin_terms(Str lines, Str letters, Arena *perm, Spelling **out);

#endif

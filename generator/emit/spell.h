/* L3 emit: what the search needs to be forgiving about spelling: a dictionary
 * of the archive's terms by the first letter of their pinyin, the table of
 * traditional characters, synonyms. The files are in docs/search-index.md,
 * "Other spellings"; the readers are search-expand.js and text/expand.h. */
#ifndef JIEBAO_EMIT_SPELL_H
#define JIEBAO_EMIT_SPELL_H

#include "emit/emit.h"
#include "model/synonyms.h"

/* A term of the dictionary; the smaller rank is shown first. */
typedef enum TermRank {
    TERM_TOPIC,
    TERM_KEYWORD, /* of a topic, or a synonym */
    TERM_PLACE,
    TERM_HEADING, /* what many headings say */
} TermRank;

typedef struct Term {
    Str text;
    TermRank rank;
    Str pinyin; /* syllables with spaces between; absent: to be looked up */
} Term;

typedef struct Terms {
    Term *v; /* by text, each once, with its best rank */
    ptrdiff_t n;
} Terms;

/* The site's terms, Han characters alone, two to eight of them (places: as
 * long as they are). Of headings those that are in two reports at least, and
 * in one of about 128 of a larger archive: so there are never more than some
 * thousands, and a new report hardly ever changes them. Needs the digests. */
Terms spell_terms(const Emit *e, const Synonyms *syn, Arena *perm);

/* data/pinyin.txt, by character. */
typedef struct Syllables Syllables;
Syllables *syllables_read(Str table, Arena *perm);
/* Appends "syllable,syllable ..." for each character; false (and nothing is
 * appended) where one is unknown. */
bool syllables_put(Buf *b, const Syllables *s, Str term);

/* Publishes search/spell/, and appends what the manifest says of it:
 * [version, letters, traditional characters, synonyms]. */
void emit_spell(Emit *e, Buf *manifest);

#endif

/* L3 ingest: what import changed, found by comparing the source with the
 * Markdown that came of it. Nothing that a step did can be missing: whatever is
 * not equal is a change, and what is known of the steps only names its rule and
 * keeps the changes small. docs/ledger.md has the form that others read. */
#ifndef JIEBAO_INGEST_RECORD_H
#define JIEBAO_INGEST_RECORD_H

#include "text/charset.h"

/* Rules of repairs; the ids, which are stable, in record_rules. */
typedef enum RepairRule {
    REPAIR_PUNCTUATION,
    REPAIR_SPACE,
    REPAIR_WIDE_SPACE,
    REPAIR_INDENT,
    REPAIR_BLANK_LINE,
    REPAIR_BROKEN_WORD,
    REPAIR_LETTER_SPACED,
    REPAIR_JOINED,
    REPAIR_PARAGRAPH_SPLIT,
    REPAIR_HEADING_SPLIT,
    REPAIR_LINE_END,
    REPAIR_BULLET,
    REPAIR_TABLE,
    REPAIR_ENTITY,
    REPAIR_CONTROL,
    REPAIR_MOVED,
    REPAIR_OTHER,
    REPAIR_RULES
} RepairRule;
extern const Str record_rules[REPAIR_RULES];

typedef struct Change {
    int32_t at, was; /* where in the source's text, how many bytes of it */
    int32_t to, now; /* what stands there instead: bytes of `plain` */
    const Str *rule; /* its id */
    bool removed;    /* not part of the report; else a repair */
} Change;

typedef struct Record {
    Str text;       /* the source as read: docs/ledger.md, "The text" */
    Str plain;      /* the Markdown taken back to plain text */
    Change *v;      /* in order; `text` is `plain` with all of them undone */
    int n, cap;     /* cap: room in v */
    bool html;      /* what the source is; else plain text */
    bool complete;  /* false: more changes than are worth recording */
    int32_t *lines; /* of HTML: for each line of `text` that of the source */
    int nlines;
    const LostBytes *lost; /* bytes that are no characters, in order */
    int nlost;
} Record;

#endif

/* L2: content/ledger/SLUG.json as read back: where a report comes from and
 * what import did to it. docs/ledger.md is the form. */
#ifndef JIEBAO_MODEL_PROVENANCE_H
#define JIEBAO_MODEL_PROVENANCE_H

#include "model/report.h"

typedef struct RemovedLine {
    Str rule, text;
    int line; /* of the source's text, 1-based */
} RemovedLine;

/* Equal repairs, or several of them. */
typedef struct Repair {
    Str rule, was, now;
    int64_t count; /* places */
    int line;      /* of the first place; 0: unknown */
} Repair;

typedef struct Provenance {
    Str source, source_sha256, encoding;         /* what is missing is absent */
    Str url, encoding_forced, encoding_declared; /* what it was read with */
    Date captured;
    Str markdown_sha256, previous_sha256;
    Str front_matter, body_sha256; /* as import wrote them */
    uint32_t overridden;           /* bit 1u << FieldId */
    RemovedLine *removed;          /* in order */
    int nremoved;
    Repair *repaired;
    int nrepaired;
    int64_t lost_bytes; /* that are no character of the encoding */
    bool incomplete;    /* the record was cut */
} Provenance;

/* False: that is no such record. Members of an unexpected form are taken as
 * missing. The result lives as long as perm. */
bool provenance_read(Str json, Arena *perm, Provenance *out);
/* Whether a Markdown file of that SHA-256 is as import wrote it: now, or (a run
 * was cut off in between) the time before. */
bool provenance_wrote(const Provenance *p, Str sha);
/* The front matter as import wrote it; false where it is not known. */
bool provenance_base(const Provenance *p, Str slug, Arena *perm, Report *out);

#endif

/* L3 ingest: what the first paragraphs of a report say of its years. */
#ifndef JIEBAO_INGEST_REPORT_YEARS_OPENING_H
#define JIEBAO_INGEST_REPORT_YEARS_OPENING_H

#include "ingest/line/kind.h"
#include "ingest/report/outline.h"

/* Years that sentences speak of. */
typedef struct OpeningYears {
    YearSpan summary, plan; /* the first with a cue */
    YearSpan said, meant;   /* likewise, of what the text announces itself as */
    YearSpan leading; /* a paragraph begins with: 2022年，某街道... */
} OpeningYears;

/* The first paragraphs, sentence by sentence; what they announce adds to
 * `kinds`. */
OpeningYears opening_read(const Outline *o, Date published, KindSet *kinds,
                          Arena scratch);

static inline YearSpan years_of(int year)
{
    return (YearSpan){(int16_t)year, (int16_t)year};
}
/* Sets a field that is not given yet. */
static inline void years_take(YearSpan *field, YearSpan found)
{
    if (!years_given(*field) && years_given(found))
        *field = found;
}

#endif

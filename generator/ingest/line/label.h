/* L3 ingest: the labels of page heads and what they are followed by: one table
 * for 索引号, 发布机构, 发布日期, 来源 and all that pages print beside them. */
#ifndef JIEBAO_INGEST_LINE_LABEL_H
#define JIEBAO_INGEST_LINE_LABEL_H

#include "text/utf8.h"

typedef enum Field {
    F_OTHER, /* known, not kept */
    F_LONG,  /* known, not kept, its value may be a paragraph */
    F_TITLE,
    F_INDEX,
    F_PUBLISHER,
    F_ORIGIN,
    F_AUTHOR, /* kept where it is an office */
    F_DATE,
    F_ISSUED /* 发布: by whom, or when */
} Field;

/* A strong label needs no colon: it says nothing else in a page's head. The
 * rank of a date tells how surely it is that of publication. */
typedef struct Label {
    const char *name;
    Field field;
    bool strong;
    int rank;
} Label;

static inline bool label_dates(const Label *l)
{
    return l->field == F_DATE || l->field == F_ISSUED;
}

/* Ranks of dates that no label of the table names. */
enum {
    RANK_META = 25,
    RANK_BARE = 30,
    RANK_WRITTEN = 46, /* as signatures have it: 2023年3月28日 */
    RANK_UPDATE = 50,
    RANK_FOOT = 60, /* and more: a label's that stands below the text */
    RANK_SCRIPT = 62,
    RANK_ADDRESS = 150,
    RANK_NONE = 199
};

enum { MAX_SEGMENTS = 32 };

/* A label found in a line, and what stands between it and the next one. */
typedef struct Segment {
    const Label *label;
    ptrdiff_t at;    /* where the label starts */
    ptrdiff_t value; /* where its value starts */
    bool colon;      /* a colon or the border of a cell follows it */
    Str text;        /* the value, trimmed */
} Segment;
typedef struct Segments {
    Segment v[MAX_SEGMENTS];
    int n;
} Segments;

/* The labels of a line in order, each with its value: it ends at the next
 * label or the border of a cell. A label that is only a word of the text is
 * none. At most MAX_SEGMENTS. */
void find_segments(Str s, Segments *out);
/* The longest label whose name starts at byte i of s, or NULL; *end is behind
 * the name. Whether it stands as a label there is not asked. */
const Label *label_at(Str s, ptrdiff_t i, ptrdiff_t *end);
/* s without separators (white space, colons, bars, closing brackets in front,
 * opening ones behind) at both ends. */
Str trim_value(Str s);
/* The character at byte i, or 0 at the end. */
Rune rune_at(Str s, ptrdiff_t i);

#endif

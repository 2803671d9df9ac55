/* L3 emit: long lists cut into pages that stay as they are when a report is
 * added. Lists are in order of accession: page 1 (NAME.html) has the newest
 * entries, NAME-2.html the oldest, higher numbers newer ones. */
#ifndef JIEBAO_EMIT_LISTING_H
#define JIEBAO_EMIT_LISTING_H

#include "emit/page.h"

/* A part of a list: items first .. first + n - 1. */
typedef struct Slice {
    int first, n;
} Slice;

/* What a full page has at most; page 1 up to half as much again. */
typedef struct ListLimits {
    int entries; /* 132 at most */
    int bytes;
} ListLimits;
enum {
    LIST_BYTES = 150 << 10,  /* of a page of entries */
    PASSAGE_BYTES = 80 << 10 /* of one with passages: three or more topics
                                have such pages to rewrite for a report */
};

/* Cuts a list of n items, whose HTML takes about weight[i] bytes each, into
 * pages: v[0] is page 1, v[k] page k + 1. Page 1 is never nearly empty.
 * Returns how many there are, at least 1. */
int list_cut(const int32_t *weight, int n, ListLimits most, Arena *perm,
             Slice **v);

/* About how many bytes an entry takes in a list. */
int32_t entry_weight(const Emit *e, int32_t entry);

/* The pager of page `page` (1-based) of `pages`; nothing where there is only
 * one. `path_of` gives the output path of a page. */
typedef Str PagePath(const void *ctx, int page, Arena *a);
void val_pager(Val *root, Arena *a, Str from, int page, int pages,
               PagePath *path_of, const void *ctx);
/* What a pager depends on. Full pages know nothing of how many there are. */
void inputs_pager(Buf *in, int page, int pages);

/* A date as the site's language writes it: 2023年1月9日, else 2023-01-09. */
void put_date_text(Buf *b, const Emit *e, Date d);
/* The members of an entry in a list (docs/templates.md, "entry") on the page
 * `from`. All are set, so that none is looked up further out. */
void val_entry(const Emit *e, Val *item, Arena *a, Str from, int32_t entry);
/* The same without what comes from the body (excerpt, chars, topics): for
 * neighbours in the read phase, whose digests other threads are making. */
void val_entry_front(const Emit *e, Val *item, Arena *a, Str from,
                     int32_t entry);
/* Topics of a report as a list `topics`. */
void val_topics(const Emit *e, Val *item, Arena *a, Str from,
                const TopicFinding *found);

/* A district as readers know it: with its city's name in front where the
 * archive has several cities. */
Str district_label(const Emit *e, const District *d, Arena *a);
/* What labels of districts depend on besides their entries. */
void inputs_labels(Buf *in, const Emit *e);
/* An entry that stands under its district's name. */
void inputs_entry_of_district(Buf *in, const Emit *e, int32_t entry);
/* Its members `name` and `url`. */
void val_district(const Emit *e, Val *item, Arena *a, Str from,
                  const District *d);
/* Adds to each item of list a member `share`, the length of a bar from 0 to
 * 20: its number `of` against the largest, rounded up. */
void val_shares(Val *list, Arena *a, Str of);
/* s, cut to n characters with an ellipsis. */
Str text_cut(Arena *a, Str s, int n);
/* Years with an en dash between; the absent string for none. */
Str years_text(Arena *a, YearSpan y);

#endif

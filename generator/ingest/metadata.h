/* L3 ingest: what a page says of itself: 索引号, 发布机构, 发布日期 ... */
#ifndef JIEBAO_INGEST_METADATA_H
#define JIEBAO_INGEST_METADATA_H

#include "ingest/page.h"

/* Whether the text begins with a label of the table and is made of labels and
 * their values; *head (may be NULL) is the offset of its first label where the
 * line begins with something else, e.g. the title: then false, and *head >= 0
 * says that from there on it would be such a line. */
bool meta_line(Str text, ptrdiff_t *head);
/* The same of a table, in which a cell of another kind may stand in front. */
bool meta_table(Str text);
/* Reads labels and values of all pieces that bear any outside the body, and
 * of the page's meta tags; marks these pieces ROLE_META. */
void meta_read(Page *page, Arena *perm, Arena scratch);
/* What the page does not say and its address does: the day. To be called when
 * all that it says is read. */
void meta_infer(Page *page);
/* A line of nothing but a date, with or without a time. */
bool is_date_line(Str key, Date *out);
/* The date in figures of a line that has little else, as pages print beside a
 * column's name: 2021-06-18 总结, 某网 2021-07-27 17:30:25 报告; or 0. */
Date date_with_words(Str text);
/* A line of nothing but an index number: 430103/2022-00123. */
bool is_index_line(Str key);

#endif

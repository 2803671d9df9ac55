/* L3 ingest: what <title> says of an article: its headline, beside the names
 * of column and site. */
#ifndef JIEBAO_INGEST_LINE_HEADLINE_TAG_H
#define JIEBAO_INGEST_LINE_HEADLINE_TAG_H

#include "base/buf.h"

enum { TAG_PARTS = 8 };

typedef struct HeadlineTag {
    Str key;             /* of all of it */
    Str part[TAG_PARTS]; /* between marks such as _ - | and spaces, in order */
    int n;
} HeadlineTag;

/* The parts of a page's <title>; keys in perm. */
HeadlineTag headline_tag(Str title_tag, Arena *perm);
/* How well a line with this key is known from it: 8 where it is a part or
 * several, no site's name; less where it only is in it; 0; -1 where it names
 * the owner of the site. */
int headline_known(const HeadlineTag *tag, Str key, Arena scratch);
/* The headline by it alone, where no line has it: what stands before the first
 * name of a column or site; or the absent string. */
Str headline_of_tag(const HeadlineTag *tag);
/* Whether that is sure: the name of the site stands behind it. */
bool headline_in_tag(const HeadlineTag *tag);

#endif

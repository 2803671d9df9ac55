/* L3 ingest: what stands around an article: comments, teasers, tools. */
#ifndef JIEBAO_INGEST_HTML_MAIN_ASIDES_H
#define JIEBAO_INGEST_HTML_MAIN_ASIDES_H

#include "ingest/html/html_facts.h"

typedef enum Aside {
    ASIDE_NOT,
    ASIDE_NAMED, /* by a name that may also be that of a part of the article */
    ASIDE_SURE   /* by its form, or a name that says all */
} Aside;

/* By DomNode.id: whether the node lies in an element that by its name or its
 * form is not the article. A name is believed of an element with much of the
 * page's text only where an article is left without it. In a. */
Aside *main_asides(const HtmlFacts *facts, Arena *a);

/* Whether a class, an id or a comment has the word in it, in any case. */
bool name_has(Str s, Str word);

#endif

/* L3 ingest: what is known of each node of a page before blocks are made. */
#ifndef JIEBAO_INGEST_HTML_HTML_FACTS_H
#define JIEBAO_INGEST_HTML_HTML_FACTS_H

#include "text/dom.h"

/* Of one node; counts are of characters that are not white space. */
typedef struct NodeFacts {
    int chars;      /* of text in its subtree, what is dropped not counted */
    int link_chars; /* those inside links */
    int links;      /* <a href> with text */
    int files;      /* links to documents to download (.pdf .doc .zip ...),
                       by their address or their text */
    int fields;     /* below it, to type in */
    int tables;     /* <table> below it */
    int headings;   /* h1..h6 below it, or itself */
    int level;      /* 1..6 inside a heading, else 0 */
    const DomNode *link; /* the <a href> that it is in, or NULL */
    const DomNode *item; /* the li, dt or dd that it is in, or NULL */
    bool block;   /* it begins and ends a paragraph, by its tag or style */
    bool dropped; /* script, style, form fields: never text */
    bool hidden;  /* not displayed */
    bool chrome;  /* hidden, navigation, footer, a list of links */
    bool bold, centred, pre, sup, sub;
} NodeFacts;

typedef struct HtmlFacts {
    const Dom *dom;
    NodeFacts *v; /* by DomNode.id */
} HtmlFacts;

HtmlFacts html_facts(const Dom *dom, Arena *a);

/* Elements that begin and end a paragraph. */
bool tag_is_block(DomTag tag);
/* h1..h6: 1..6, else 0. */
int tag_level(DomTag tag);
/* The value of a property in an element's style attribute, in lower case and
 * without white space, into buf; the absent string where it has none. */
Str style_of(const DomNode *n, Str property, char *buf, ptrdiff_t cap);
/* Whether what a text field holds is markup: what a script shows from there. */
bool field_is_markup(const DomNode *field);
/* Whether what a text field holds is data or a template of a script, which
 * shows by its braces. */
bool field_is_data(Str text);
/* The next word of a class or id attribute; false at the end. */
bool next_token(Str *rest, Str *token);

#endif

/* L3 ingest: a paragraph that is being put together from the inline content
 * of a page, and the blocks that it becomes. */
#ifndef JIEBAO_INGEST_HTML_HTML_PARA_H
#define JIEBAO_INGEST_HTML_HTML_PARA_H

#include "ingest/blocks/block_list.h"
#include "ingest/html/html_facts.h"

/* An image, or a link to a document with its place in the paragraph. */
typedef struct ParaLink {
    ptrdiff_t from, to; /* offsets in the raw text; equal for an image */
    const DomNode *el;  /* the img or a */
} ParaLink;

typedef struct Para {
    Buf raw;
    const DomNode *start; /* the first text of it, or NULL: it is empty */
    int chars, link_chars, bold_chars;
    ParaLink *links;
    int nlinks, cap_links;
    const DomNode *before;    /* the text node that was added last */
    bool apart;               /* a boundary stands before what comes next */
    const DomNode *last_item; /* the list item that has its block already */
    Arena *a;                 /* the raw text and the links */
    const HtmlFacts *facts;
    BlockList *out;
    const DomNode **nodes; /* for each block of out, where it comes from */
    int cap_nodes;
} Para;

void para_text(Para *p, const DomNode *text);
void para_image(Para *p, const DomNode *img);
/* Text that is not in the source: the number of a list item. */
void para_literal(Para *p, const DomNode *where, Str s);
/* <br>: the line is a block of its own. */
void para_break(Para *p);
/* The edge of a block element. */
void para_edge(Para *p);
/* Appends text of sup or sub in superscript or subscript characters, where
 * there is one for each of it. */
void para_raise(Buf *b, Str s, bool sub);
/* Notes that the newest block comes from n. */
void para_note(Para *p, const DomNode *n);
/* div.main>p: the block elements above n, nearest last, at most three. */
Str node_path(Arena *a, const DomNode *n);

#endif

/* L1: HTML as a tree (gumbo; only included by dom.c): parsed as browsers do,
 * then copied into an arena, so that no object of the library outlives the
 * call. */
#ifndef JIEBAO_TEXT_DOM_H
#define JIEBAO_TEXT_DOM_H

#include "base/arena.h"

typedef enum DomTag {
    DOM_OTHER,
#define DOM_TAG(id) DOM_##id,
#include "text/dom_tags.h"
#undef DOM_TAG
    DOM_TAG_COUNT
} DomTag;

typedef enum DomKind { DOM_ELEMENT, DOM_TEXT, DOM_COMMENT } DomKind;

typedef struct DomAttr {
    Str name; /* lower case */
    Str value;
} DomAttr;

typedef struct DomNode {
    DomKind kind;
    DomTag tag; /* of an element */
    Str name;   /* of an element: its tag in lower case; "" for unknown ones */
    Str text;   /* of text and comments, character references decoded */
    DomAttr *attrs;
    int nattrs;
    int line;  /* 1-based, where it starts in the source */
    int id;    /* its place in document order, the root is 0 */
    int end;   /* the id behind its last descendant: the descendants of a node
                  are v[id + 1] to v[end - 1] */
    int depth; /* of the root: 0 */
    struct DomNode *parent, *first, *last, *next;
} DomNode;

typedef struct Dom {
    DomNode **v; /* all nodes in document order; v[0] is the document, an
                    element without name or attributes */
    int n;
} Dom;

/* Parses html (UTF-8). False where the markup would take the library more
 * than linear time or memory (size, number and depth of tags, attributes,
 * formatting left open): *limit then says what is too much: a key
 * "why.html-..." of the language files. */
bool dom_parse(Str html, Arena *perm, Arena scratch, Dom *out, Str *limit);

/* The value of an attribute, or the absent string. */
Str dom_attr(const DomNode *n, Str name);
/* Whether n lies within el, or is el. */
static inline bool dom_within(const DomNode *n, const DomNode *el)
{
    return n->id >= el->id && n->id < el->end;
}

#endif

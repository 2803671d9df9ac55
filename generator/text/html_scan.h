/* L1: HTML cut into tags and text, in linear time whatever the input: for
 * looking at a page before it is parsed, and for reading what must not be
 * parsed. For trees see text/dom.h. */
#ifndef JIEBAO_TEXT_HTML_SCAN_H
#define JIEBAO_TEXT_HTML_SCAN_H

#include "base/buf.h"

typedef enum HtmlPieceKind {
    HTML_TEXT,
    HTML_START, /* <name ...> */
    HTML_END,   /* </name> */
    HTML_OTHER  /* comment, document type, the inside of script and style */
} HtmlPieceKind;

typedef struct HtmlPiece {
    HtmlPieceKind kind;
    Str text;   /* its bytes; of a tag without "<" and ">" */
    Str name;   /* of a tag, as written */
    int nattrs; /* of a start tag: its attributes */
} HtmlPiece;

typedef struct HtmlScan {
    Str s;
    ptrdiff_t at;
    Str raw;      /* script or style: its end is looked for next */
    bool gone[5]; /* what is known not to occur any more */
} HtmlScan;

HtmlScan html_scan(Str s);
/* The next piece, or false at the end. "<" before anything but a letter, "/",
 * "!" or "?" is text; what has no end ends at the next ">". */
bool html_scan_next(HtmlScan *scan, HtmlPiece *out);

/* Appends s with its character references decoded: the numeric ones (128 to
 * 159 as windows-1252, as the HTML standard has it) and those names that
 * Chinese pages use; others stay as they are. */
void html_unescape(Buf *out, Str s);
/* s where every numeric reference is of a number that a character may have:
 * beyond, it means U+FFFD to the HTML standard, and to gumbo whatever its int
 * overflows to. As long as s, and s itself where nothing had to change. */
Str html_tame_references(Str s, Arena *a);
/* The same of those that are no ASCII characters, as they are left in plain
 * text: &nbsp; &ldquo; &#12288;. What may be meant as it stands there, &amp;
 * and &lt;, stays. */
void html_unescape_marks(Buf *out, Str s);

#endif

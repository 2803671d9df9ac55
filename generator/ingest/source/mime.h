/* L3 ingest: header fields, as mail (RFC 5322, 2045), HTTP (RFC 9112) and web
 * archives (ISO 28500) have them, and pages saved whole as MIME (RFC 2557:
 * .mht, .mhtml). */
#ifndef JIEBAO_INGEST_SOURCE_MIME_H
#define JIEBAO_INGEST_SOURCE_MIME_H

#include "ingest/source/container.h"

/* Offset behind the empty line that ends the header s starts with, or -1. */
ptrdiff_t head_end(Str s);
/* The first field of that name (case ignored), its folded lines joined by a
 * space; absent where there is none. */
Str head_field(Arena *a, Str head, Str name);
/* text/html of "text/html; charset=gbk", as written. */
Str head_word(Str value);
/* The value of a parameter, without quotes; absent where there is none. */
Str head_param(Arena *a, Str value, Str name);
/* The charset of a Content-Type, or CHARSET_NONE. */
Charset head_charset(Arena *a, Str type);

/* Whether bytes are a MIME message of several parts. */
bool mhtml_looks(Str bytes);
/* Its page: the part that is named as the start, else the first of HTML, else
 * the first of plain text. False: it has none. */
bool mhtml_page(Str bytes, Arena *a, ContainedPage *out);

#endif

/* L3 ingest: an HTTP reply as a web archive keeps it: status line, header,
 * body in the codings in which it was sent (RFC 9110, 9112). */
#ifndef JIEBAO_INGEST_SOURCE_HTTP_REPLY_H
#define JIEBAO_INGEST_SOURCE_HTTP_REPLY_H

#include "ingest/source/container.h"

typedef struct HttpReply {
    int status;      /* 100..599 */
    Str type;        /* "text/html", as written; may be absent */
    Charset charset; /* that Content-Type names, or CHARSET_NONE */
    bool chunked;
    Str coding; /* Content-Encoding; may be absent */
} HttpReply;

/* Reads status line and header (all up to head_end). False: it is none. */
bool http_reply(Str head, Arena *a, HttpReply *out);

typedef enum HttpBody {
    HTTP_BODY_OK,
    HTTP_BODY_LARGE,  /* more than max bytes once unpacked */
    HTTP_BODY_CODING, /* in a coding that is not read here: brotli, zstd */
    HTTP_BODY_DAMAGED /* cut off or damaged within its coding */
} HttpBody;
/* Undoes chunks and gzip or deflate. Some archives keep the header as it was
 * and the body without its codings: what is not coded is taken as it is. */
HttpBody http_body(const HttpReply *r, Str body, int64_t max, Arena *a,
                   Arena scratch, Str *out);

#endif

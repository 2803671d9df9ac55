/* L4: the preview server (libmicrohttpd, only included by http.c): loopback
 * only, GET and HEAD only, no other hosts' names (DNS rebinding), answers from
 * the list of files that the last build left. */
#ifndef JIEBAO_CMD_HTTP_H
#define JIEBAO_CMD_HTTP_H

#include "base/arena.h"

typedef struct Http Http;

/* Listens on 127.0.0.1:port; with port 0 or `search` the next free one is
 * taken. *port tells which it is. NULL with errno where none is free. */
Http *http_start(Str root, int *port, bool search, Arena *perm);
/* The files of root as they are now become what is served; open pages reload
 * themselves. */
void http_refresh(Http *h);
void http_stop(Http *h);

#endif

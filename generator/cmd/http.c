#define _GNU_SOURCE /* O_NOFOLLOW, O_CLOEXEC, strdup-free helpers */
#include "cmd/http.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/map.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
    PORTS_TRIED = 20,
    WAIT_SECONDS = 20,
    LARGEST_PAGE = 64 << 20,
    CONNECTIONS = 64
};

/* Under this prefix are the two scripts that reload a page. They are scripts
 * because the pages' Content-Security-Policy allows nothing else. */
#define OWN "_jiebao/"
#define RELOAD_TAG "<script src=\"/" OWN "reload.js?v="
#define RELOAD_END "\" defer></script></body>"

/* Waits once the page has been loaded: until then the browser would count the
 * waiting as loading. The tag says which version the page is of. */
static const char reload_js[] =
    "var jiebaoSeen=+document.currentScript.src.split('=')[1];\n"
    "function jiebaoWait(){var s=document.createElement('script');"
    "s.src='/" OWN "wait.js?v='+jiebaoSeen;"
    "s.onerror=function(){setTimeout(jiebaoWait,1000)};"
    "document.head.appendChild(s)}\n"
    "function jiebaoVersion(v){if(v!==jiebaoSeen)location.reload();"
    "else jiebaoWait()}\n"
    "addEventListener('load',function(){setTimeout(jiebaoWait,0)});\n";

struct Http {
    struct MHD_Daemon *daemon;
    Str root;
    int port;
    pthread_mutex_t lock; /* guards all below */
    pthread_cond_t changed;
    Arena start, arena; /* of the list of files, made anew by http_refresh */
    Map files;          /* "years/2022.html" -> itself */
    int version;        /* counts the refreshes */
    bool stopping;
};

typedef struct Type {
    Str end;
    const char *type;
} Type;

static const Type types[] = {
    {STR_INIT(".html"), "text/html; charset=utf-8"},
    {STR_INIT(".css"), "text/css; charset=utf-8"},
    {STR_INIT(".js"), "text/javascript; charset=utf-8"},
    {STR_INIT(".json"), "application/json; charset=utf-8"},
    {STR_INIT(".csv"), "text/csv; charset=utf-8"},
    {STR_INIT(".xml"), "application/xml; charset=utf-8"},
    {STR_INIT(".md"), "text/markdown; charset=utf-8"},
    {STR_INIT(".txt"), "text/plain; charset=utf-8"},
    {STR_INIT(".svg"), "image/svg+xml"},
    {STR_INIT(".png"), "image/png"},
    {STR_INIT(".ico"), "image/x-icon"},
};

static const char *type_of(Str path)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_ends(path, types[i].end))
            return types[i].type;
    return "application/octet-stream";
}

static enum MHD_Result answer(struct MHD_Connection *c, unsigned status,
                              struct MHD_Response *r, const char *type)
{
    MHD_add_response_header(r, "Content-Type", type);
    MHD_add_response_header(r, "Cache-Control", "no-store");
    MHD_add_response_header(r, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(r, "Cross-Origin-Resource-Policy", "same-origin");
    enum MHD_Result ok = MHD_queue_response(c, status, r);
    MHD_destroy_response(r);
    return ok;
}

static enum MHD_Result answer_text(struct MHD_Connection *c, unsigned status,
                                   Str text, const char *type)
{
    char *copy = malloc((size_t)text.n + 1); /* freed by the library */
    if (!copy)
        return MHD_NO;
    memcpy(copy, text.s, (size_t)text.n);
    return answer(c, status,
                  MHD_create_response_from_buffer((size_t)text.n, copy,
                                                  MHD_RESPMEM_MUST_FREE),
                  type);
}

static enum MHD_Result answer_method(struct MHD_Connection *c)
{
    static char text[] = "405\n";
    struct MHD_Response *r = MHD_create_response_from_buffer(
        sizeof text - 1, text, MHD_RESPMEM_PERSISTENT);
    MHD_add_response_header(r, "Allow", "GET, HEAD");
    return answer(c, MHD_HTTP_METHOD_NOT_ALLOWED, r, "text/plain");
}

/* Only names of this machine: a page elsewhere that points its own name here
 * gets nothing. */
static bool host_allowed(const Http *h, struct MHD_Connection *c)
{
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
    Str host = str_of(MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Host"));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Str name = str_of(names[i]);
        if (!str_starts(host, name))
            continue;
        Str port = str_skip(host, name.n);
        if (!port.n || (port.s[0] == ':' &&
                        str_to_int(str_skip(port, 1), 65535) == h->port))
            return true;
    }
    return false;
}

/* Blocks until the version differs from the one the page knows. */
static enum MHD_Result answer_wait(Http *h, struct MHD_Connection *c)
{
    const char *v = MHD_lookup_connection_value(c, MHD_GET_ARGUMENT_KIND, "v");
    int64_t known = str_to_int(str_of(v), INT32_MAX);
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += WAIT_SECONDS;
    pthread_mutex_lock(&h->lock);
    while (h->version == known && !h->stopping &&
           !pthread_cond_timedwait(&h->changed, &h->lock, &until))
        ;
    int version = h->version;
    pthread_mutex_unlock(&h->lock);
    Arena a = arena_new(1 << 20), start = a;
    Buf b = buf_in(&a);
    buf_lit(&b, "jiebaoVersion(");
    buf_int(&b, version);
    buf_lit(&b, ");\n");
    enum MHD_Result ok =
        answer_text(c, MHD_HTTP_OK, buf_str(&b), type_of(S(".js")));
    arena_free(start);
    return ok;
}

static int version_now(Http *h)
{
    pthread_mutex_lock(&h->lock);
    int version = h->version;
    pthread_mutex_unlock(&h->lock);
    return version;
}

static enum MHD_Result answer_page(Http *h, struct MHD_Connection *c,
                                   unsigned status, Str path)
{
    Str page;
    int version = version_now(h); /* before the page is read */
    Arena a = arena_new((size_t)LARGEST_PAGE * 4), start = a;
    enum MHD_Result ok = MHD_NO;
    if (fs_read(path, LARGEST_PAGE, false, &a, &page, NULL)) {
        ptrdiff_t end = str_find(page, S("</body>"), 0);
        Buf b = buf_in(&a);
        buf_add(&b, str_head(page, end < 0 ? page.n : end));
        if (end >= 0) {
            buf_lit(&b, RELOAD_TAG);
            buf_int(&b, version);
            buf_lit(&b, RELOAD_END);
        }
        buf_add(&b, str_skip(page, end < 0 ? page.n : end + S("</body>").n));
        ok = answer_text(c, status, buf_str(&b), type_of(S(".html")));
    }
    arena_free(start);
    return ok;
}

static enum MHD_Result answer_file(struct MHD_Connection *c, const char *path)
{
    FsStat st;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return MHD_NO;
    if (!fs_stat_fd(fd, &st) || st.kind != FS_FILE) {
        close(fd);
        return MHD_NO;
    }
    return answer(c, MHD_HTTP_OK,
                  MHD_create_response_from_fd((size_t)st.size, fd),
                  type_of(str_of(path)));
}

/* The file for an address, from the list alone; absent: there is none. */
static Str find_file(Http *h, Str url, Arena *a)
{
    Str path = str_starts(url, S("/")) ? str_skip(url, 1) : url;
    if (!path.n || str_ends(path, S("/")))
        path = str_concat(a, path, S("index.html"));
    pthread_mutex_lock(&h->lock);
    bool known = map_get(&h->files, path) != NULL;
    pthread_mutex_unlock(&h->lock);
    return known ? str_join3(a, h->root, S("/"), path) : (Str){0};
}

/* MHD_NO: a build took the file away since it was listed. */
static enum MHD_Result answer_known(Http *h, struct MHD_Connection *c,
                                    unsigned status, Str file, Arena scratch)
{
    return str_ends(file, S(".html"))
               ? answer_page(h, c, status, file)
               : answer_file(c, str_cstr(&scratch, file));
}

static enum MHD_Result answer_url(Http *h, struct MHD_Connection *c, Str url)
{
    if (str_eq(url, S("/" OWN "reload.js")))
        return answer_text(c, MHD_HTTP_OK, str_of(reload_js),
                           type_of(S(".js")));
    if (str_eq(url, S("/" OWN "wait.js")))
        return answer_wait(h, c);
    Arena a = arena_new(1 << 20), start = a;
    Str file = find_file(h, url, &a);
    enum MHD_Result ok = MHD_NO;
    if (str_given(file))
        ok = answer_known(h, c, MHD_HTTP_OK, file, a);
    if (!ok && str_given(file = find_file(h, S("404.html"), &a)))
        ok = answer_known(h, c, MHD_HTTP_NOT_FOUND, file, a);
    if (!ok)
        ok = answer_text(c, MHD_HTTP_NOT_FOUND, S("404\n"), "text/plain");
    arena_free(start);
    return ok;
}

static enum MHD_Result on_request(void *ctx, struct MHD_Connection *c,
                                  const char *url, const char *method,
                                  const char *version, const char *upload,
                                  size_t *upload_size, void **per_request)
{
    Http *h = ctx;
    Str verb = str_of(method);
    (void)version, (void)upload, (void)per_request;
    *upload_size = 0;
    if (!host_allowed(h, c))
        return answer_text(c, MHD_HTTP_FORBIDDEN, S("403\n"), "text/plain");
    if (!str_eq(verb, S("GET")) && !str_eq(verb, S("HEAD")))
        return answer_method(c);
    return answer_url(h, c, str_of(url));
}

static struct MHD_Daemon *listen_on(Http *h, int port)
{
    struct sockaddr_in addr = {.sin_family = AF_INET,
                               .sin_port = htons((uint16_t)port)};
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION,
        (uint16_t)port, NULL, NULL, on_request, h, MHD_OPTION_SOCK_ADDR, &addr,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)(2 * WAIT_SECONDS),
        MHD_OPTION_END);
}

Http *http_start(Str root, int *port, bool search, Arena *perm)
{
    Http *h = NEW(perm, Http);
    h->root = root;
    h->start = h->arena = arena_new((size_t)1 << 30);
    pthread_mutex_init(&h->lock, NULL);
    pthread_cond_init(&h->changed, NULL);
    int tries = search ? PORTS_TRIED : 1;
    for (int i = 0; i < tries && !h->daemon && *port + i <= 65535; i++)
        h->daemon = listen_on(h, *port + i);
    if (!h->daemon)
        return NULL;
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_BIND_PORT);
    *port = h->port = info ? info->port : *port;
    return h;
}

void http_refresh(Http *h)
{
    FsList files;
    pthread_mutex_lock(&h->lock);
    arena_rewind(&h->arena, h->start);
    h->files = (Map){0};
    if (fs_list(h->root, true, &h->arena, &files))
        for (ptrdiff_t i = 0; i < files.n; i++)
            if (files.v[i].st.kind == FS_FILE)
                *map_slot(&h->files, files.v[i].path, &h->arena) = &files.v[i];
    h->version++;
    pthread_cond_broadcast(&h->changed);
    pthread_mutex_unlock(&h->lock);
}

void http_stop(Http *h)
{
    pthread_mutex_lock(&h->lock);
    h->stopping = true;
    pthread_cond_broadcast(&h->changed);
    pthread_mutex_unlock(&h->lock);
    MHD_stop_daemon(h->daemon);
    arena_free(h->start);
}

#include "emit/adopt.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* A page's title and description stand before its generator. */
enum { SIGNATURE_WITHIN = 4096 };

typedef enum Proof {
    PROOF_META,   /* a page's meta generator */
    PROOF_CALL,   /* the call that a file of the search index consists of */
    PROOF_BESIDE, /* the page of the same name is ours */
    PROOF_NAME    /* its name, where anything at all is ours */
} Proof;

/* Where outputs of each kind lie. Nothing deeper or elsewhere is looked at: a
 * copy of an older site, kept in a folder of its own, is not ours to remove. */
typedef struct Place {
    Str folder; /* with its "/"; "": the output folder itself */
    Str start;  /* of the file's name */
    Str end;
    bool below; /* sub-folders too */
    Proof proof;
} Place;

static const Place places[] = {
    {STR_INIT(""), STR_INIT(""), STR_INIT(".html"), false, PROOF_META},
    {STR_INIT("reports/"), STR_INIT(""), STR_INIT(".html"), false, PROOF_META},
    {STR_INIT("notes/"), STR_INIT(""), STR_INIT(".html"), false, PROOF_META},
    {STR_INIT("districts/"), STR_INIT(""), STR_INIT(".html"), false,
     PROOF_META},
    {STR_INIT("years/"), STR_INIT(""), STR_INIT(".html"), false, PROOF_META},
    {STR_INIT("topics/"), STR_INIT(""), STR_INIT(".html"), true, PROOF_META},
    {STR_INIT("search/"), STR_INIT(""), STR_INIT(".js"), true, PROOF_CALL},
    {STR_INIT("reports/"), STR_INIT(""), STR_INIT(".md"), false, PROOF_BESIDE},
    {STR_INIT("data/"), STR_INIT("reports"), STR_INIT(".json"), false,
     PROOF_NAME},
    {STR_INIT("data/"), STR_INIT("reports"), STR_INIT(".csv"), false,
     PROOF_NAME},
    {STR_INIT(""), STR_INIT("sitemap"), STR_INIT(".xml"), false, PROOF_NAME},
    {STR_INIT(""), STR_INIT("SHA256SUMS"), STR_INIT(""), false, PROOF_NAME},
    {STR_INIT("sha256/"), STR_INIT(""), STR_INIT(".txt"), false, PROOF_NAME},
};

static bool lies_in(const Place *p, Str name)
{
    return str_starts(name, p->start) && str_ends(name, p->end);
}

/* False, with errno 0 where it can be read and says no such thing. */
static bool file_says(Str file, Proof proof, Arena scratch)
{
    char *head = arena_bytes(&scratch, SIGNATURE_WITHIN);
    int fd = open(str_cstr(&scratch, file),
                  O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return false;
    ptrdiff_t n = fs_read_full(fd, head, SIGNATURE_WITHIN);
    int err = n < 0 ? errno : 0;
    close(fd);
    errno = err;
    Str text = {head, n < 0 ? 0 : n};
    return proof == PROOF_META
               ? str_has(text, S("<meta name=\"generator\" content=\"jiebao"))
               : str_starts(text, S("jiebao.shard(\""));
}

static bool is_ours(State *s, Str dir, Str path, Proof proof, Arena scratch)
{
    Str stem = str_head(path, str_rfind_byte(path, '.'));
    Str file = str_join3(&scratch, dir, S("/"), path);
    switch (proof) {
    case PROOF_META:
    case PROOF_CALL:
        return file_says(file, proof, scratch);
    case PROOF_BESIDE:
        return state_output(s, str_concat(&scratch, stem, S(".html"))) != NULL;
    case PROOF_NAME:
        break;
    }
    return true;
}

/* Returns an errno, or 0. */
static int adopt_file(State *s, Str dir, const Place *p, const FsEntry *f,
                      Arena scratch)
{
    Str path = str_concat(&scratch, p->folder, f->path);
    Output *o = state_output(s, path);
    if (f->st.kind != FS_FILE) /* below zero: the reason why it is not known */
        return f->st.size < 0 ? (int)-f->st.size : 0;
    errno = 0;
    if ((o && o->in_place) || !lies_in(p, f->path) ||
        !is_ours(s, dir, path, p->proof, scratch))
        return fs_failed(errno) ? errno : 0;
    o = state_own(s, path);
    *o = (Output){.path = o->path}; /* what is known of it is too old */
    state_claim(s, o);
    return 0;
}

static bool adopt(State *s, Str dir, const Place *p, Arena scratch, Diags *d)
{
    FsList l = {0};
    Str folder = str_join3(&scratch, dir, S("/"), p->folder);
    int err = fs_list(folder, p->below, &scratch, &l) ? 0 : errno;
    for (ptrdiff_t i = 0; i < l.n && !err; i++)
        err = adopt_file(s, dir, p, &l.v[i], scratch);
    if (!fs_failed(err))
        return true;
    DIAG1(d, OPEN, folder, 0, fs_reason(err));
    return false;
}

bool adopt_outputs(State *s, Str dir, Arena scratch, Diags *d)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if ((places[i].proof != PROOF_NAME || state_noutputs(s) > 0) &&
            !adopt(s, dir, &places[i], scratch, d))
            return false;
    return true;
}

#include "archive/ledger.h"
#include "cmd/check_parts.h"

/* content/raw holds sources by their hash, content/ledger what import did for
 * a report (archive/intake.c). */

/* The part of a file's name before the dot. */
static Str stem(Str path)
{
    ptrdiff_t dot = str_rfind_byte(path, '.');
    return dot < 0 ? path : str_head(path, dot);
}

/* Hashes of sources that another copy replaced. */
static Map replaced_sources(const Check *k)
{
    LedgerIndex x;
    Arena *a = k->perm;
    ledger_read(k->site.dir, &x, a, k->scratch[0]);
    return x.replaced;
}

static FsList list(const Check *k, Str folder)
{
    FsList l;
    Str dir = str_concat(k->perm, k->site.dir, folder);
    if (!fs_list(dir, false, k->perm, &l))
        l.n = 0; /* nothing was imported */
    return l;
}

static void check_sources(Check *k)
{
    Map known = {0}, there = {0};
    FsList raw = list(k, S("/content/raw"));
    for (ptrdiff_t i = 0; i < raw.n; i++)
        *map_slot(&there, stem(raw.v[i].path), k->perm) = k;
    for (ptrdiff_t i = 0; i < k->site.nentries; i++) {
        const Report *r = &k->site.entries[i].r;
        if (!r->source_sha256.n)
            continue;
        *map_slot(&known, r->source_sha256, k->perm) = k;
        if (!map_get(&there, r->source_sha256))
            DIAG1(&k->all, SOURCE_GONE,
                  check_path(&k->site.entries[i], k->perm),
                  r->lines[FIELD_SOURCE_SHA256], r->source_sha256);
    }
    Map replaced = replaced_sources(k);
    for (ptrdiff_t i = 0; i < raw.n; i++)
        if (!map_get(&known, stem(raw.v[i].path)) &&
            !map_get(&replaced, stem(raw.v[i].path)))
            DIAG0(&k->all, ORPHAN_SOURCE,
                  str_concat(k->perm, S("content/raw/"), raw.v[i].path), 0);
}

/* A report that cannot be read has its file still: its ledger is no orphan. */
static void check_ledger(Check *k)
{
    Map slugs = {0};
    FsList reports = list(k, S("/content/reports"));
    FsList ledger = list(k, S("/content/ledger"));
    for (ptrdiff_t i = 0; i < reports.n; i++)
        *map_slot(&slugs, stem(reports.v[i].path), k->perm) = k;
    for (ptrdiff_t i = 0; i < ledger.n; i++) {
        Str path = ledger.v[i].path;
        if (str_ends(path, S(".json")) && !map_get(&slugs, stem(path)))
            DIAG0(&k->all, ORPHAN_LEDGER,
                  str_concat(k->perm, S("content/ledger/"), path), 0);
    }
}

void check_files(Check *k)
{
    check_sources(k);
    check_ledger(k);
}

#include "archive/intake.h"
#include "cmd/check_parts.h"

#include <errno.h>
#include <stdlib.h>

enum { REPORT_MAX = 64 << 20 };

/* The bytes of line `number` (1-based) of s with its line end, as offsets. */
static void find_line(Str s, int number, ptrdiff_t *from, ptrdiff_t *to)
{
    *from = *to = 0;
    for (int i = 0; i < number; i++) {
        ptrdiff_t nl = str_find(s, S("\n"), *to);
        *from = *to;
        *to = nl < 0 ? s.n : nl + 1;
    }
}

/* The file with `id: N` as the line that has the id now, or, where none has,
 * right behind the opening "---". All else stays byte for byte. */
static Str with_id(Str file, const Report *r, int32_t id, Arena *a)
{
    ptrdiff_t from, to;
    find_line(file, r->lines[FIELD_ID] ? r->lines[FIELD_ID] : 1, &from, &to);
    Str line = str_span(file.s + from, file.s + to);
    if (!r->lines[FIELD_ID])
        from = to;
    Buf b = buf_in(a);
    buf_add(&b, str_head(file, from));
    buf_lit(&b, "id: ");
    buf_int(&b, id);
    buf_add(&b, str_ends(line, S("\r\n")) ? S("\r\n") : S("\n"));
    buf_add(&b, str_skip(file, to));
    return buf_str(&b);
}

/* Does the new file say the same, but for the id? It does not where the id was
 * written in some unusual way (over two lines, in one line with another). */
static bool only_id_differs(Str file, const Report *was, int32_t id,
                            Arena scratch)
{
    Diags said = diags_in(&scratch);
    Str front, body;
    Report now, then = *was;
    int line;
    Buf a = buf_in(&scratch), b;
    if (!report_split(file, &front, &body, &line) ||
        !report_parse(front, S(""), was->slug, &scratch, &said, &now) ||
        now.id != id)
        return false;
    now.id = then.id = 0;
    report_put_front_matter(&a, &now);
    Str one = str_dup(&scratch, buf_str(&a));
    b = buf_in(&scratch);
    report_put_front_matter(&b, &then);
    return str_eq(one, buf_str(&b));
}

static bool give_id(Check *k, const Entry *e, int32_t id, Arena scratch)
{
    Str path = check_path(e, &scratch), file;
    Str full = str_join3(&scratch, k->site.dir, S("/"), path);
    if (!fs_read(full, REPORT_MAX, false, &scratch, &file, NULL) ||
        !hash128_eq(hash128(file), e->hash))
        return false; /* changed just now: the next run sees to it */
    Str fixed = with_id(file, &e->r, id, &scratch);
    if (!only_id_differs(fixed, &e->r, id, scratch))
        return false;
    if (!fs_write_atomic(full, fixed, true, scratch)) {
        DIAG1(&k->all, WRITE, path, 0, fs_reason(errno));
        return false;
    }
    Buf b = buf_in(&scratch);
    buf_int(&b, id);
    DIAG1(&k->all, FIXED_ID, path, e->r.lines[FIELD_ID], buf_str(&b));
    return true;
}

static int by_slug(const void *a, const void *b)
{
    const Entry *const *x = a, *const *y = b;
    return str_cmp((*x)->r.slug, (*y)->r.slug);
}

/* Numbers are given in order of slug. An id counts as the report's own where
 * no entry with the same id has an earlier slug. */
static ptrdiff_t find_unnumbered(const Check *k, const Entry **out,
                                 Arena scratch)
{
    const Site *s = &k->site;
    const Entry **v = NEW_N(&scratch, const Entry *, s->nentries);
    Map taken = {0};
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s->nentries; i++)
        v[i] = &s->entries[i];
    if (s->nentries)
        qsort(v, (size_t)s->nentries, sizeof *v, by_slug);
    for (ptrdiff_t i = 0; i < s->nentries; i++) {
        Str id = {(const char *)&v[i]->r.id, sizeof v[i]->r.id};
        if (!v[i]->r.id || map_get(&taken, id))
            out[n++] = v[i];
        else
            *map_slot(&taken, id, &scratch) = &taken;
    }
    return n;
}

int check_fix(Check *k)
{
    Intake in;
    int fixed = 0;
    if (!intake_lock(k->site.dir, *k->perm, &k->all))
        return 0;
    const Entry **v = NEW_N(k->perm, const Entry *, k->site.nentries);
    ptrdiff_t n = find_unnumbered(k, v, *k->perm);
    if (!n)
        return 0;
    if (!intake_open(&in, k->site.dir, false, k->perm, k->scratch[0], &k->all))
        return 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        if (in.index.last == INT32_MAX) {
            DIAG0(&k->all, NO_NUMBER, check_path(v[i], k->perm), 0);
            break;
        }
        if (!give_id(k, v[i], in.index.last + 1, k->scratch[0]))
            continue;
        in.index.last++;
        in.settled = false;
        fixed++;
    }
    Str ledger = str_concat(k->perm, k->site.dir, S("/content/ledger"));
    if (fixed && fs_mkdirs(ledger, *k->perm))
        intake_close(&in, k->scratch[0], &k->all);
    return fixed;
}

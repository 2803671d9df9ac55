#include "emit/receipt.h"

#include "text/json.h"

static const Str names[CAUSE_COUNT] = {
    [CAUSE_FIRST] = STR_INIT("first-build"),
    [CAUSE_PROGRAM] = STR_INIT("program"),
    [CAUSE_CONF] = STR_INIT("site-conf"),
    [CAUSE_THEME] = STR_INIT("theme"),
    [CAUSE_BASE_URL] = STR_INIT("base-url"),
    [CAUSE_NEW] = STR_INIT("new-report"),
    [CAUSE_EDITED] = STR_INIT("edited-report"),
    [CAUSE_GONE] = STR_INIT("removed-report"),
    [CAUSE_OUTPUT] = STR_INIT("output"),
};

Str cause_name(Cause c)
{
    return names[c];
}

static uint32_t global_causes(const MadeWith *before, const MadeWith *now)
{
    static const MadeWith none = {0};
    uint32_t mask = 0;
    if (!memcmp(before, &none, sizeof none))
        return 1 << CAUSE_FIRST;
    if (!hash128_eq(before->program, now->program))
        mask |= 1 << CAUSE_PROGRAM;
    if (!hash128_eq(before->conf, now->conf))
        mask |= 1 << CAUSE_CONF;
    if (!hash128_eq(before->theme, now->theme))
        mask |= 1 << CAUSE_THEME;
    if (!hash128_eq(before->base_url, now->base_url))
        mask |= 1 << CAUSE_BASE_URL;
    return mask;
}

/* The slug of an output that is of one report's own, else nothing. */
static Str own_slug(Str path)
{
    Str rest = path, folder = str_cut(&rest, S("/"));
    if (!str_eq(folder, S("reports")) && !str_eq(folder, S("notes")))
        return (Str){0};
    return str_head(rest, str_rfind_byte(rest, '.'));
}

static Cause cause_of_change(OutputChange c)
{
    return c == OUTPUT_ADDED     ? CAUSE_NEW
           : c == OUTPUT_REMOVED ? CAUSE_GONE
                                 : CAUSE_EDITED;
}

/* An asset is a theme's own: no template changes with it. */
static uint32_t asset_causes(const PublishResult *files)
{
    for (ptrdiff_t i = 0; i < files->nchanges; i++)
        if (str_starts(files->changes[i].path, S("assets/")))
            return 1 << CAUSE_THEME;
    return 0;
}

/* slug -> its PublishChange; the lists of slugs. */
static Map find_reports(Receipt *r, Arena *perm)
{
    Map m = {0};
    ptrdiff_t caps[CAUSE_COUNT] = {0};
    for (ptrdiff_t i = 0; i < r->n; i++) {
        const PublishChange *c = &r->v[i];
        Str slug = own_slug(c->path);
        if (!slug.n || !str_ends(c->path, S(".md")))
            continue;
        Cause why = cause_of_change(c->change);
        strlist_push(perm, &r->reports[why], &caps[why], slug);
        *map_slot(&m, slug, perm) = (void *)(uintptr_t)c;
        r->causes |= 1U << why;
    }
    return m;
}

static uint32_t causes_of(const Receipt *r, const Map *reports,
                          const PublishChange *c)
{
    Str slug = own_slug(c->path);
    const PublishChange *own = slug.n ? map_get(reports, slug) : NULL;
    if (own)
        return 1U << cause_of_change(own->change);
    return r->causes ? r->causes : 1 << CAUSE_OUTPUT;
}

Receipt receipt_make(const MadeWith *before, const MadeWith *now,
                     const PublishResult *files, Arena *perm)
{
    Receipt r = {.v = files->changes, .n = files->nchanges};
    uint32_t *because = NEW_N(perm, uint32_t, r.n), all = 0;
    r.causes = r.n ? global_causes(before, now) : 0;
    if (!r.causes)
        r.causes = asset_causes(files);
    Map reports = find_reports(&r, perm);
    for (ptrdiff_t i = 0; i < r.n; i++) {
        because[i] = causes_of(&r, &reports, &r.v[i]);
        all |= because[i];
    }
    r.because = because;
    r.causes |= all;
    return r;
}

/* --- texts
 * ---------------------------------------------------------------------------
 */

static void put_causes(JsonOut *j, uint32_t mask)
{
    json_open(j, '[');
    for (int c = 0; c < CAUSE_COUNT; c++)
        if (mask >> c & 1)
            json_str(j, names[c]);
    json_close(j, ']');
}

static void put_number(JsonOut *j, Str key, int64_t v)
{
    json_key(j, key);
    json_int(j, v);
}

static void put_reports(JsonOut *j, const Receipt *r)
{
    for (int c = CAUSE_NEW; c <= CAUSE_GONE; c++) {
        json_key(j, names[c]);
        json_open(j, '[');
        for (ptrdiff_t i = 0; i < r->reports[c].n; i++)
            json_str(j, r->reports[c].v[i]);
        json_close(j, ']');
    }
}

static void put_totals(JsonOut *j, const BuildResult *b)
{
    /* the last phase is not over: it writes the receipt */
    static const Str phases[PHASE_SAVE] = {STR_INIT("load"), STR_INIT("read"),
                                           STR_INIT("emit")};
    put_number(j, S("reports"), b->reports);
    put_number(j, S("added"), b->files.added);
    put_number(j, S("changed"), b->files.changed);
    put_number(j, S("removed"), b->files.removed);
    put_number(j, S("unchanged"), b->files.unchanged);
    put_number(j, S("bytes"), b->files.bytes);
    json_key(j, S("milliseconds"));
    json_open(j, '{');
    for (int i = 0; i < PHASE_SAVE; i++)
        put_number(j, phases[i], b->ns[i] / 1000000);
    json_close(j, '}');
}

static void put_change(JsonOut *j, const PublishChange *c, uint32_t because)
{
    static const Str changes[] = {
        [OUTPUT_SAME] = STR_INIT("same"),
        [OUTPUT_ADDED] = STR_INIT("added"),
        [OUTPUT_CHANGED] = STR_INIT("changed"),
        [OUTPUT_REMOVED] = STR_INIT("removed"),
    };
    json_open(j, '{');
    json_key(j, S("path"));
    json_str(j, c->path);
    json_key(j, S("change"));
    json_str(j, changes[c->change]);
    put_number(j, S("bytes"), c->size);
    json_key(j, S("because"));
    put_causes(j, because);
    json_close(j, '}');
}

Str receipt_json(const Receipt *r, const BuildResult *b, Arena *a)
{
    Buf out = buf_in(a);
    JsonOut j = {.b = &out};
    json_open(&j, '{');
    put_totals(&j, b);
    json_key(&j, S("because"));
    put_causes(&j, r->causes);
    put_reports(&j, r);
    json_key(&j, S("changes"));
    json_open(&j, '[');
    for (ptrdiff_t i = 0; i < r->n; i++) {
        buf_byte(&out, '\n');
        put_change(&j, &r->v[i], r->because[i]);
    }
    json_close(&j, ']');
    json_close(&j, '}');
    buf_byte(&out, '\n');
    return buf_str(&out);
}

Str receipt_paths(const Receipt *r, Arena *a)
{
    Buf b = buf_in(a);
    for (ptrdiff_t i = 0; i < r->n; i++) {
        buf_add(&b, r->v[i].path);
        buf_byte(&b, '\n');
    }
    return buf_str(&b);
}

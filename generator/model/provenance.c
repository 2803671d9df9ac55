#include "model/provenance.h"

static Str text_of(const Json *j, Str key)
{
    const Json *m = json_get(j, key);
    return m && m->kind == JSON_STRING ? m->str : (Str){0};
}

/* A whole number of a member; 0 where it is none that a record can have. */
static int number_of(const Json *m)
{
    bool fits = m && m->kind == JSON_NUMBER && m->num >= 1 && m->num < 1 << 30;
    return fits ? (int)m->num : 0;
}

static const Json *list_of(const Json *j, Str key, int *n)
{
    const Json *l = json_get(j, key);
    *n = 0;
    if (!l || l->kind != JSON_ARRAY)
        return NULL;
    for (const Json *m = l->child; m; m = m->next)
        ++*n;
    return l->child;
}

static void read_removed(const Json *j, Arena *perm, Provenance *out)
{
    const Json *m = list_of(j, S("removed"), &out->nremoved);
    out->removed = NEW_N(perm, RemovedLine, out->nremoved);
    for (int i = 0; m; i++, m = m->next)
        out->removed[i] =
            (RemovedLine){.rule = text_of(m, S("rule")),
                          .text = text_of(m, S("text")),
                          .line = number_of(json_get(m, S("line")))};
}

/* The places of a group: [line, column, column ...], or a bare line. */
static void count_places(const Json *at, Repair *r)
{
    int n;
    for (const Json *m = list_of(at, S("at"), &n); m; m = m->next) {
        int line = number_of(m->kind == JSON_ARRAY ? m->child : m);
        int columns = 0;
        for (const Json *c = m->child; c; c = c->next)
            columns++;
        r->count += columns > 1 ? columns - 1 : 1;
        if (!r->line)
            r->line = line;
    }
}

static void read_repaired(const Json *j, Arena *perm, Provenance *out)
{
    const Json *m = list_of(j, S("repaired"), &out->nrepaired);
    out->repaired = NEW_N(perm, Repair, out->nrepaired);
    for (int i = 0; m; i++, m = m->next) {
        Repair *r = &out->repaired[i];
        *r = (Repair){.rule = text_of(m, S("rule")),
                      .was = text_of(m, S("was")),
                      .now = text_of(m, S("now"))};
        count_places(m, r);
    }
}

static void read_overridden(const Json *j, Provenance *out)
{
    int n;
    for (const Json *m = list_of(j, S("overridden"), &n); m; m = m->next) {
        FieldId f = field_by_name(m->str);
        if (f != FIELD_UNKNOWN)
            out->overridden |= 1u << f;
    }
}

static void read_lost(const Json *j, Provenance *out)
{
    int n;
    for (const Json *m = list_of(j, S("lost"), &n); m; m = m->next)
        out->lost_bytes += text_of(m, S("bytes")).n / 2;
}

bool provenance_read(Str json, Arena *perm, Provenance *out)
{
    const Json *j = json_parse(json, perm);
    *out = (Provenance){0};
    if (!j || j->kind != JSON_OBJECT)
        return false;
    out->source = text_of(j, S("source"));
    out->source_sha256 = text_of(j, S("source_sha256"));
    out->encoding = text_of(j, S("encoding"));
    out->url = text_of(j, S("url"));
    out->encoding_forced = text_of(j, S("encoding_forced"));
    out->encoding_declared = text_of(j, S("encoding_declared"));
    out->captured = date_parse_iso(text_of(j, S("captured")));
    out->markdown_sha256 = text_of(j, S("markdown_sha256"));
    out->previous_sha256 = text_of(j, S("previous_sha256"));
    out->front_matter = text_of(j, S("front_matter"));
    out->body_sha256 = text_of(j, S("body_sha256"));
    const Json *complete = json_get(j, S("complete"));
    out->incomplete =
        complete && complete->kind == JSON_BOOL && complete->num == 0;
    read_overridden(j, out);
    read_removed(j, perm, out);
    read_repaired(j, perm, out);
    read_lost(j, out);
    return true;
}

bool provenance_wrote(const Provenance *p, Str sha)
{
    return sha.n &&
           (str_eq(p->markdown_sha256, sha) || str_eq(p->previous_sha256, sha));
}

bool provenance_base(const Provenance *p, Str slug, Arena *perm, Report *out)
{
    Diags ignored = diags_in(perm);
    return p->front_matter.n &&
           report_parse(p->front_matter, slug, slug, perm, &ignored, out);
}

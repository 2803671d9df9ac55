#include "model/overrides.h"

#include "model/place_match.h"
#include "text/ini.h"

/* What names the source and the report is not a matter of correcting. */
static const uint32_t fixed_fields = 1u << FIELD_ID | 1u << FIELD_SOURCE |
                                     1u << FIELD_SOURCE_SHA256 |
                                     1u << FIELD_INFERRED;

/* The fields of a place, by level. */
static const FieldId level_fields[PLACE_LEVELS] = {
    [PLACE_PROVINCE] = FIELD_PROVINCE,
    [PLACE_CITY] = FIELD_CITY,
    [PLACE_DISTRICT] = FIELD_DISTRICT,
    [PLACE_STREET] = FIELD_STREET,
};

typedef struct Reading {
    Overrides *o;
    Str text;
    Arena *perm;
    Diags *d;
    OverrideSet **tail;
    OverrideSet *set; /* NULL: its heading was refused */
} Reading;

/* A hash as its sections have it, or the absent string. */
static Str read_hash(Str s, Arena *perm)
{
    Buf b = buf_in(perm);
    if (s.n < OVERRIDE_DIGITS || s.n > 64)
        return (Str){0};
    for (ptrdiff_t i = 0; i < s.n; i++) {
        char c = s.s[i];
        bool upper = c >= 'A' && c <= 'F';
        if (!upper && !(c >= 'a' && c <= 'f') && !(c >= '0' && c <= '9'))
            return (Str){0};
        buf_byte(&b, (char)(upper ? c - 'A' + 'a' : c));
    }
    return buf_str(&b);
}

static OverrideSet *find_head(const Overrides *o, Str hash)
{
    return o ? map_get(&o->by_head, str_head(hash, OVERRIDE_DIGITS)) : NULL;
}

/* The section whose hash is the beginning of this one, or the other way
 * round: both are of one source. */
static OverrideSet *find_overlap(const Overrides *o, Str hash)
{
    OverrideSet *set = find_head(o, hash);
    while (set && !str_starts(hash, set->hash) && !str_starts(set->hash, hash))
        set = set->same_head;
    return set;
}

OverrideSet *overrides_find(const Overrides *o, Str sha)
{
    OverrideSet *set = find_head(o, sha);
    while (set && !str_starts(sha, set->hash))
        set = set->same_head;
    return set;
}

/* The line of the heading above line `below`. */
static int heading_line(Str text, int below)
{
    Str line;
    int at = 0;
    for (int n = 1; n < below && str_line(&text, &line); n++)
        if (str_starts(str_trim(line), S("[")))
            at = n;
    return at ? at : below;
}

static OverrideSet *add_set(Reading *x, Str hash, int line)
{
    OverrideSet *set = NEW(x->perm, OverrideSet);
    *set = (OverrideSet){.hash = hash, .line = line};
    void **slot =
        map_slot(&x->o->by_head, str_head(hash, OVERRIDE_DIGITS), x->perm);
    set->same_head = *slot;
    *slot = set;
    *x->tail = set;
    x->tail = &set->next;
    return set;
}

static OverrideSet *open_section(Reading *x, const IniEntry *e)
{
    int line = heading_line(x->text, e->line);
    Str hash = read_hash(e->section, x->perm);
    if (!str_given(hash)) {
        DIAG1(x->d, OVERRIDE_HASH, x->o->file, line, e->section);
        return NULL;
    }
    OverrideSet *set = find_overlap(x->o, hash);
    if (set && !str_eq(set->hash, hash)) {
        DIAG2(x->d, OVERRIDE_TWICE, x->o->file, line, e->section, set->hash);
        return NULL;
    }
    return set ? set : add_set(x, hash, line);
}

static bool has_field(const OverrideSet *set, FieldId f)
{
    for (int i = 0; i < set->n; i++)
        if (set->v[i].field == f)
            return true;
    return false;
}

static void push(OverrideSet *set, Override v, Arena *perm)
{
    if (set->n == set->cap) {
        set->cap = set->cap ? set->cap * 2 : 8;
        Override *more = NEW_N(perm, Override, set->cap);
        for (int i = 0; i < set->n; i++)
            more[i] = set->v[i];
        set->v = more;
    }
    set->v[set->n++] = v;
}

static void read_entry(Reading *x, const IniEntry *e)
{
    Str file = x->o->file;
    FieldId f = field_by_name(e->key);
    Report r = {0};
    if (f == FIELD_UNKNOWN)
        DIAG1(x->d, OVERRIDE_FIELD, file, e->line, e->key);
    else if (fixed_fields & 1u << f)
        DIAG1(x->d, OVERRIDE_FIXED, file, e->line, e->key);
    else if (has_field(x->set, f))
        DIAG1(x->d, OVERRIDE_REPEATED, file, e->line, e->key);
    else if (f == FIELD_TITLE && !str_trim(e->value).n)
        DIAG0(x->d, NO_TITLE, file, e->line);
    else if (report_set_field(&r, f, e->value, file, e->line, x->perm, x->d))
        push(x->set, (Override){f, e->value}, x->perm);
}

void overrides_read(Str text, Str file, Arena *perm, Diags *d, Overrides *out)
{
    IniDoc doc;
    int line;
    *out = (Overrides){.file = file};
    Reading x = {.o = out, .text = text, .perm = perm, .d = d};
    x.tail = &out->first;
    if (!ini_read(text, perm, &doc, &line)) {
        DIAG0(d, OVERRIDE_SYNTAX, file, line);
        return;
    }
    for (ptrdiff_t i = 0; i < doc.n; i++) {
        const IniEntry *e = &doc.v[i];
        if (!i || e->section.s != doc.v[i - 1].section.s)
            x.set = open_section(&x, e);
        if (x.set)
            read_entry(&x, e);
    }
}

/* Names that were not corrected follow the place that the others decide; a
 * district that is not what the page said is concluded. */
static void follow_place(const Gazetteer *g, const Place *p, uint32_t firm,
                         Report *r)
{
    Str *const at[PLACE_LEVELS] = {&r->province, &r->city, &r->district,
                                   &r->street};
    Str names[PLACE_LEVELS];
    place_names(g, p, names);
    for (int i = 0; i <= (int)p->level; i++) {
        if (firm & 1u << i || str_eq(*at[i], names[i]))
            continue;
        *at[i] = names[i];
        if (i == PLACE_DISTRICT)
            r->inferred |= 1u << FIELD_DISTRICT;
    }
    r->division = place_division(g, p);
}

/* Nothing is left of a place that the names contradict. */
static void find_place(const Gazetteer *g, uint32_t done, const Place **place,
                       Report *r)
{
    uint32_t firm = 0;
    const Str names[PLACE_LEVELS] = {r->province, r->city, r->district,
                                     r->street};
    for (int i = 0; i < PLACE_LEVELS; i++)
        if (done & 1u << level_fields[i])
            firm |= 1u << i;
    if (!firm)
        return;
    Str division = r->division;
    *place = place_of_names(g, names, firm);
    r->division = (Str){0};
    if (*place)
        follow_place(g, *place, firm, r);
    if (done & 1u << FIELD_DIVISION)
        r->division = division;
}

uint32_t overrides_apply(const OverrideSet *set, const Gazetteer *g,
                         const Place **place, Report *r, Arena *perm)
{
    Diags none = diags_in(perm); /* the values are known to be valid */
    uint32_t done = 0;
    for (int i = 0; i < set->n; i++) {
        FieldId f = set->v[i].field;
        report_set_field(r, f, set->v[i].value, S(""), 0, perm, &none);
        done |= 1u << f;
    }
    find_place(g, done, place, r);
    if (done & 1u << FIELD_DIVISION && r->division.n)
        *place = place_by_code(g, r->division);
    r->inferred &= ~done;
    return done;
}

void overrides_meet(const Overrides *o, Str sha, Diags *d)
{
    OverrideSet *set = overrides_find(o, sha);
    if (!set || str_eq(set->met, sha))
        return;
    if (set->met.n)
        DIAG2(d, OVERRIDE_TWO, o->file, set->line, set->hash, sha);
    else
        set->met = sha;
}

void overrides_say_unmet(const Overrides *o, Diags *d)
{
    for (const OverrideSet *set = o->first; set; set = set->next)
        if (!set->met.n)
            DIAG1(d, OVERRIDE_UNMET, o->file, set->line, set->hash);
}

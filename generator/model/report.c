#include "model/report.h"

#include "text/utf8.h"

typedef enum FieldForm {
    FORM_TEXT,
    FORM_ID,
    FORM_DATE,
    FORM_YEARS,
    FORM_DIVISION,
    FORM_SHA256,
    FORM_NAMES, /* a list of names of fields */
    FORM_LIST
} FieldForm;

typedef struct FieldRule {
    Str name;
    FieldForm form;
    size_t at; /* of the member in Report */
} FieldRule;

#define RULE(name, form, member)                              \
    {                                                         \
        STR_INIT(name), FORM_##form, offsetof(Report, member) \
    }
static const FieldRule rules[FIELD_COUNT] = {
    [FIELD_ID] = RULE("id", ID, id),
    [FIELD_TITLE] = RULE("title", TEXT, title),
    [FIELD_KIND] = RULE("kind", TEXT, kind),
    [FIELD_PROVINCE] = RULE("province", TEXT, province),
    [FIELD_CITY] = RULE("city", TEXT, city),
    [FIELD_DISTRICT] = RULE("district", TEXT, district),
    [FIELD_STREET] = RULE("street", TEXT, street),
    [FIELD_DIVISION] = RULE("division", DIVISION, division),
    [FIELD_PUBLISHED] = RULE("published", DATE, published),
    [FIELD_SUMMARY_YEARS] = RULE("summary_years", YEARS, summary),
    [FIELD_PLAN_YEARS] = RULE("plan_years", YEARS, plan),
    [FIELD_PUBLISHER] = RULE("publisher", TEXT, publisher),
    [FIELD_INDEX_NO] = RULE("index_no", TEXT, index_no),
    [FIELD_SOURCE_URL] = RULE("source_url", TEXT, source_url),
    [FIELD_SOURCE] = RULE("source", TEXT, source),
    [FIELD_SOURCE_SHA256] = RULE("source_sha256", SHA256, source_sha256),
    [FIELD_INFERRED] = RULE("inferred", NAMES, inferred),
    [FIELD_TOPICS] = RULE("topics", LIST, topics),
};

Str field_name(FieldId f)
{
    return f >= 0 && f < FIELD_COUNT ? rules[f].name : S("");
}

FieldId field_by_name(Str name)
{
    for (int f = 0; f < FIELD_COUNT; f++)
        if (str_eq(rules[f].name, name))
            return (FieldId)f;
    return FIELD_UNKNOWN;
}

static const Str kinds[REPORT_KINDS] = {
    [REPORT_SUMMARY] = STR_INIT("工作总结"),
    [REPORT_PLAN] = STR_INIT("工作计划"),
    [REPORT_POINTS] = STR_INIT("工作要点"),
    [REPORT_BOTH] = STR_INIT("工作总结和计划"),
    [REPORT_HALF_YEAR] = STR_INIT("半年工作总结"),
    [REPORT_FIVE_YEARS] = STR_INIT("五年工作总结"),
    [REPORT_FIVE_YEAR_PLAN] = STR_INIT("五年规划"),
    [REPORT_GOVERNMENT] = STR_INIT("政府工作报告"),
    [REPORT_DUTY] = STR_INIT("述职报告"),
    [REPORT_SPECIAL] = STR_INIT("专项报告"),
};

Str report_kind_name(ReportKind k)
{
    return k >= 0 && k < REPORT_KINDS ? kinds[k] : S("");
}

ReportKind report_kind_by_name(Str name)
{
    for (int k = 0; k < REPORT_KINDS; k++)
        if (str_eq(kinds[k], name))
            return (ReportKind)k;
    return REPORT_KIND_OTHER;
}

static void *member(Report *r, FieldId f)
{
    return (char *)r + rules[f].at;
}

static const void *member_const(const Report *r, FieldId f)
{
    return (const char *)r + rules[f].at;
}

/* Names that Windows takes for devices, whatever follows the first dot. */
static bool reserved_on_windows(Str s)
{
    static const Str names[] = {STR_INIT("con"), STR_INIT("prn"),
                                STR_INIT("aux"), STR_INIT("nul")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(s, names[i]))
            return true;
    Str head = str_head(s, 3);
    return s.n == 4 && s.s[3] >= '0' && s.s[3] <= '9' &&
           (str_eq(head, S("com")) || str_eq(head, S("lpt")));
}

bool slug_valid(Str s)
{
    if (s.n < 1 || s.n > 80 || s.s[0] == '-' || s.s[s.n - 1] == '-')
        return false;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        char c = s.s[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
            return false;
    }
    return !reserved_on_windows(s);
}

static bool is_fence(Str line)
{
    return str_starts(line, S("---")) && str_trim(str_skip(line, 3)).n == 0;
}

bool report_split(Str file, Str *front, Str *body, int *body_line)
{
    if (str_starts(file, S("\xef\xbb\xbf")))
        file = str_skip(file, 3);
    Str rest = file, line;
    if (!str_line(&rest, &line) || !is_fence(line))
        return false;
    const char *begin = rest.s, *end;
    int n = 1;
    do {
        end = rest.s;
        if (!str_line(&rest, &line))
            return false;
        n++;
    } while (!is_fence(line));
    *front = str_span(begin, end);
    do {
        *body = rest;
        *body_line = ++n;
    } while (str_line(&rest, &line) && !str_trim(line).n);
    return true;
}

/* One field while it is read. */
typedef struct FieldRead {
    FieldId id;
    const YamlField *field;
    Str value; /* of a scalar, tidied */
    Str path;
    int line;
    Arena *perm;
    Diags *d;
} FieldRead;

static bool wrong(const FieldRead *f, Str why)
{
    DIAG2(f->d, BAD_FIELD, f->path, f->line, field_name(f->id), why);
    return false;
}

static bool all_of(Str s, const char *set)
{
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (!s.s[i] || !strchr(set, s.s[i]))
            return false;
    return true;
}

/* The items of a list; a scalar may hold several between commas. */
static StrList items(const FieldRead *f)
{
    StrList l = {0};
    ptrdiff_t cap = 0;
    for (ptrdiff_t i = 0; i < f->field->values.n; i++) {
        Str rest = f->field->values.v[i];
        while (str_given(rest)) {
            Str item =
                f->field->shape == YAML_LIST ? rest : str_cut(&rest, S(","));
            if (f->field->shape == YAML_LIST)
                rest = (Str){0};
            item = utf8_tidy(f->perm, item);
            if (item.n)
                strlist_push(f->perm, &l, &cap, item);
        }
    }
    return l;
}

static void read_names(const FieldRead *f, uint32_t *out)
{
    StrList l = items(f);
    for (ptrdiff_t i = 0; i < l.n; i++) {
        FieldId id = field_by_name(l.v[i]);
        if (id == FIELD_UNKNOWN)
            DIAG3(f->d, NO_SUCH_FIELD, f->path, f->line, field_name(f->id),
                  l.v[i], (Str){0});
        else
            *out |= 1u << id;
    }
}

/* A field of one value, which is given and not empty. */
static bool read_value(const FieldRead *f, FieldForm form, void *to)
{
    Str v = f->value, name = field_name(f->id);
    switch (form) {
    case FORM_ID: {
        int64_t id = str_to_int(v, INT32_MAX);
        if (id > 0)
            *(int32_t *)to = (int32_t)id;
        else
            DIAG1(f->d, BAD_ID, f->path, f->line, v);
        return id > 0;
    }
    case FORM_DATE:
        *(Date *)to = date_parse_iso(v);
        if (!*(Date *)to)
            DIAG2(f->d, BAD_DATE, f->path, f->line, name, v);
        return *(Date *)to != 0;
    case FORM_YEARS:
        if (years_parse(v, to))
            return true;
        *(YearSpan *)to = (YearSpan){0};
        DIAG2(f->d, BAD_YEARS, f->path, f->line, name, v);
        return false;
    case FORM_DIVISION:
        if (!all_of(v, "0123456789") || (v.n != 6 && v.n != 9)) {
            DIAG1(f->d, BAD_DIVISION, f->path, f->line, v);
            return false;
        }
        break;
    case FORM_SHA256:
        if (!all_of(v, "0123456789abcdef") || v.n != 64)
            return wrong(f, S("why.not-sha256"));
        break;
    case FORM_TEXT:
    case FORM_NAMES:
    case FORM_LIST:
        break;
    }
    *(Str *)to = v;
    return true;
}

static void read_field(FieldRead *f, Report *r)
{
    FieldForm form = rules[f->id].form;
    r->lines[f->id] = f->line;
    if (f->field->shape == YAML_NESTED) {
        wrong(f, S("why.yaml-nested"));
    } else if (form == FORM_NAMES) {
        read_names(f, member(r, f->id));
    } else if (form == FORM_LIST) {
        *(StrList *)member(r, f->id) = items(f);
    } else if (f->field->shape == YAML_LIST) {
        wrong(f, S("why.not-a-text"));
    } else {
        f->value = utf8_tidy(f->perm, f->field->values.v[0]);
        if (f->value.n)
            read_value(f, form, member(r, f->id));
    }
}

static void keep_unknown(Report *r, const YamlDoc *doc, Arena *perm)
{
    r->extra.v = NEW_N(perm, YamlField, doc->n);
    for (ptrdiff_t i = 0; i < doc->n; i++)
        if (field_by_name(doc->v[i].key) == FIELD_UNKNOWN)
            r->extra.v[r->extra.n++] = doc->v[i];
}

bool report_parse(Str front, Str path, Str slug, Arena *perm, Diags *d,
                  Report *out)
{
    YamlDoc doc;
    Str why;
    int line;
    *out = (Report){.slug = slug};
    if (!yaml_parse(front, perm, &doc, &why, &line)) {
        DIAG1(d, FRONT_MATTER, path, line + 1, why);
        return false;
    }
    for (ptrdiff_t i = 0; i < doc.n; i++) {
        FieldRead f = {.id = field_by_name(doc.v[i].key),
                       .field = &doc.v[i],
                       .path = path,
                       .line = doc.v[i].line + 1, /* after the first "---" */
                       .perm = perm,
                       .d = d};
        if (f.id != FIELD_UNKNOWN)
            read_field(&f, out);
    }
    keep_unknown(out, &doc, perm);
    if (!out->title.n)
        DIAG0(d, NO_TITLE, path, out->lines[FIELD_TITLE]);
    return out->title.n > 0;
}

/* The size of a field's member. */
static size_t form_size(FieldForm form)
{
    switch (form) {
    case FORM_ID:
        return sizeof(int32_t);
    case FORM_DATE:
        return sizeof(Date);
    case FORM_YEARS:
        return sizeof(YearSpan);
    case FORM_NAMES:
        return sizeof(uint32_t);
    case FORM_LIST:
        return sizeof(StrList);
    default:
        return sizeof(Str);
    }
}

bool report_set_field(Report *r, FieldId f, Str value, Str path, int line,
                      Arena *perm, Diags *d)
{
    const YamlField field = {.values = {&value, 1}};
    FieldRead read = {.id = f,
                      .field = &field,
                      .path = path,
                      .line = line,
                      .perm = perm,
                      .d = d};
    int errors = d->count[DIAG_ERROR], known = r->lines[f];
    memset(member(r, f), 0, form_size(rules[f].form));
    read_field(&read, r);
    r->lines[f] = known;
    return d->count[DIAG_ERROR] == errors;
}

void report_take_field(Report *r, FieldId f, const Report *from)
{
    memcpy(member(r, f), member_const(from, f), form_size(rules[f].form));
}

bool report_field_eq(const Report *a, const Report *b, FieldId f)
{
    FieldForm form = rules[f].form;
    const void *x = member_const(a, f), *y = member_const(b, f);
    if (form == FORM_ID || form == FORM_DATE || form == FORM_YEARS ||
        form == FORM_NAMES)
        return !memcmp(x, y, form_size(form));
    if (form != FORM_LIST)
        return str_eq(*(const Str *)x, *(const Str *)y);
    const StrList *l = x, *m = y;
    bool same = l->n == m->n;
    for (ptrdiff_t i = 0; i < l->n && same; i++)
        same = str_eq(l->v[i], m->v[i]);
    return same;
}

static StrList list_copy(StrList l, Arena *perm)
{
    StrList copy = {NEW_N(perm, Str, l.n), l.n};
    for (ptrdiff_t i = 0; i < l.n; i++)
        copy.v[i] = str_dup(perm, l.v[i]);
    return copy;
}

Report report_copy(const Report *r, Arena *perm)
{
    Report c = *r;
    c.slug = str_dup(perm, r->slug);
    for (FieldId f = 0; f < FIELD_COUNT; f++) {
        FieldForm form = rules[f].form;
        if (form == FORM_TEXT || form == FORM_DIVISION || form == FORM_SHA256)
            *(Str *)member(&c, f) = str_dup(perm, *(Str *)member(&c, f));
    }
    c.topics = list_copy(r->topics, perm);
    c.extra.v = NEW_N(perm, YamlField, r->extra.n);
    for (ptrdiff_t i = 0; i < r->extra.n; i++) {
        c.extra.v[i] = r->extra.v[i];
        c.extra.v[i].key = str_dup(perm, r->extra.v[i].key);
        c.extra.v[i].values = list_copy(r->extra.v[i].values, perm);
    }
    return c;
}

static void put_list(Buf *out, StrList l)
{
    buf_byte(out, '[');
    for (ptrdiff_t i = 0; i < l.n; i++) {
        if (i)
            buf_lit(out, ", ");
        yaml_scalar(out, l.v[i]);
    }
    buf_byte(out, ']');
}

/* The names of the fields whose bit is set, in their order. */
static StrList names_of(uint32_t bits, Str room[FIELD_COUNT])
{
    StrList l = {.v = room};
    for (int f = 0; f < FIELD_COUNT; f++)
        if (bits & 1u << f)
            room[l.n++] = rules[f].name;
    return l;
}

bool report_has(const Report *r, FieldId f)
{
    const void *p = member_const(r, f);
    switch (rules[f].form) {
    case FORM_ID:
        return *(const int32_t *)p > 0;
    case FORM_DATE:
        return *(const Date *)p != 0;
    case FORM_YEARS:
        return years_given(*(const YearSpan *)p);
    case FORM_NAMES:
        return *(const uint32_t *)p != 0;
    case FORM_LIST:
        return ((const StrList *)p)->n > 0;
    default:
        return ((const Str *)p)->n > 0;
    }
}

/* A number, date or span of years as it is written everywhere. */
static void put_plain(Buf *out, const Report *r, FieldId f)
{
    const void *p = member_const(r, f);
    if (rules[f].form == FORM_ID)
        buf_int(out, *(const int32_t *)p);
    else if (rules[f].form == FORM_DATE)
        date_put_iso(out, *(const Date *)p);
    else if (rules[f].form == FORM_YEARS)
        years_put(out, *(const YearSpan *)p);
    else
        buf_add(out, *(const Str *)p);
}

void report_put_front_matter(Buf *out, const Report *r)
{
    Str room[FIELD_COUNT];
    buf_lit(out, "---\n");
    for (FieldId f = 0; f < FIELD_COUNT; f++) {
        if (!report_has(r, f))
            continue;
        buf_add(out, rules[f].name);
        buf_lit(out, ": ");
        if (rules[f].form == FORM_NAMES)
            put_list(out, names_of(r->inferred, room));
        else if (rules[f].form == FORM_LIST)
            put_list(out, r->topics);
        else if (rules[f].form == FORM_TEXT)
            yaml_scalar(out, *(const Str *)member_const(r, f));
        else
            put_plain(out, r, f);
        buf_byte(out, '\n');
    }
    for (ptrdiff_t i = 0; i < r->extra.n; i++) {
        const YamlField *x = &r->extra.v[i];
        yaml_scalar(out, x->key);
        buf_byte(out, ':');
        if (x->shape != YAML_SCALAR || str_given(x->values.v[0]))
            buf_byte(out, ' ');
        if (x->shape == YAML_NESTED)
            buf_add(out, x->values.v[0]);
        else if (x->shape == YAML_LIST)
            put_list(out, x->values);
        else if (str_given(x->values.v[0]))
            yaml_scalar(out, x->values.v[0]);
        buf_byte(out, '\n');
    }
    buf_lit(out, "---\n");
}

static void json_list(JsonOut *j, StrList l)
{
    json_open(j, '[');
    for (ptrdiff_t i = 0; i < l.n; i++)
        json_str(j, l.v[i]);
    json_close(j, ']');
}

void report_put_json(JsonOut *j, const Report *r)
{
    Str room[FIELD_COUNT];
    char text[16];
    for (FieldId f = 0; f < FIELD_COUNT; f++) {
        if (!report_has(r, f))
            continue;
        json_key(j, rules[f].name);
        Buf b = {.s = text, .cap = sizeof text}; /* YYYY-YYYY, YYYY-MM-DD */
        switch (rules[f].form) {
        case FORM_ID:
            json_int(j, r->id);
            break;
        case FORM_DATE:
        case FORM_YEARS:
            put_plain(&b, r, f);
            json_str(j, buf_str(&b));
            break;
        case FORM_NAMES:
            json_list(j, names_of(r->inferred, room));
            break;
        case FORM_LIST:
            json_list(j, r->topics);
            break;
        default:
            json_str(j, *(const Str *)member_const(r, f));
        }
    }
    for (ptrdiff_t i = 0; i < r->extra.n; i++) {
        const YamlField *x = &r->extra.v[i];
        json_key(j, x->key);
        if (x->shape == YAML_NESTED)
            json_value(j, x->values.v[0]);
        else if (x->shape == YAML_LIST)
            json_list(j, x->values);
        else if (str_given(x->values.v[0]))
            json_str(j, x->values.v[0]);
        else
            json_null(j);
    }
}

Str report_field_text(const Report *r, FieldId f, Arena *a)
{
    Buf b = buf_in(a);
    const void *m = member_const(r, f);
    switch (rules[f].form) {
    case FORM_ID:
        if (r->id)
            buf_int(&b, r->id);
        return buf_str(&b);
    case FORM_DATE:
        date_put_iso(&b, *(const Date *)m);
        return buf_str(&b);
    case FORM_YEARS:
        years_put(&b, *(const YearSpan *)m);
        return buf_str(&b);
    case FORM_NAMES:
    case FORM_LIST:
        return S("");
    default:
        return *(const Str *)m;
    }
}

int report_year(const Report *r)
{
    if (years_given(r->summary))
        return r->summary.last;
    if (years_given(r->plan))
        return r->plan.first;
    return r->published / 10000;
}

Str report_place(const Report *r, Arena *a)
{
    Str top = r->city.n ? r->city : r->province;
    Str district = str_eq(r->district, top) ? S("") : r->district;
    return str_join3(a, top, district, r->street);
}

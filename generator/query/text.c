/* The texts of reports, as their files have them. */
#include "model/report.h"
#include "query/index.h"
#include "text/textcode.h"

/* A list's members, for a walk. */
typedef struct Walk {
    const Json *at;
} Walk;

static bool next_str(Walk *w, Str *out)
{
    if (!w->at || w->at->kind != JSON_STRING)
        return false;
    *out = w->at->str;
    w->at = w->at->next;
    return true;
}

static bool next_int(Walk *w, int min, int max, int *out)
{
    if (!w->at || w->at->kind != JSON_NUMBER || !(w->at->num >= min) ||
        !(w->at->num <= max))
        return false;
    *out = (int)w->at->num;
    w->at = w->at->next;
    return true;
}

static bool next_list(Walk *w, const Json **out)
{
    if (!w->at || w->at->kind != JSON_ARRAY)
        return false;
    *out = w->at;
    w->at = w->at->next;
    return true;
}

static bool next_line(Str *rest, Str *out)
{
    ptrdiff_t end = str_find(*rest, S("\n"), 0);
    if (end < 0)
        return false;
    *out = str_head(*rest, end);
    *rest = str_skip(*rest, end + 1);
    return true;
}

enum { MOST_LINES = 1 << 24 };

/* How many headings and blocks they tell of; -1: damaged. */
static ptrdiff_t lines_of(const Json *outline, const Json *runs)
{
    ptrdiff_t items = 0, n;
    for (const Json *j = outline->child; j; j = j->next)
        items++;
    n = items / 2;
    Walk w = {runs->child};
    while (w.at) {
        int heading, more;
        if (!next_int(&w, -1, INT32_MAX, &heading) ||
            !next_int(&w, 0, MOST_LINES - (int)n, &more))
            return -1;
        n += more;
    }
    return n > MOST_LINES ? -1 : n;
}

/* A heading stands under an earlier one, so that the way up ends. */
static bool read_headings(const Json *outline, Str *lines, IndexText *t)
{
    Walk w = {outline->child};
    for (int k = 0; w.at; k++) {
        IndexLine *h = &t->headings[k];
        if (!next_line(lines, &h->text) || !next_str(&w, &h->id) ||
            !next_int(&w, -1, k - 1, &h->parent))
            return false;
        t->nheadings = k + 1;
    }
    return true;
}

static bool read_blocks(const Json *runs, Str *lines, IndexText *t)
{
    Walk w = {runs->child};
    while (w.at) {
        int heading, n;
        if (!next_int(&w, -1, t->nheadings - 1, &heading) ||
            !next_int(&w, 0, INT32_MAX, &n))
            return false;
        while (n--) {
            IndexLine *b = &t->blocks[t->nblocks];
            if (!next_line(lines, &b->text))
                return false;
            b->parent = heading;
            t->nblocks++;
        }
    }
    return true;
}

static bool read_windows(const Json *list, IndexText *t)
{
    Walk w = {list->child};
    while (w.at)
        if (t->nwindows == MOST_WINDOWS ||
            !next_int(&w, 0, t->nblocks, &t->windows[t->nwindows++]))
            return false;
    return true;
}

/* What is said of a report beside its text. */
typedef struct Frame {
    const Json *outline, *runs, *windows;
    ptrdiff_t lines;
} Frame;

static bool read_frame(const Json *report, IndexText *t, Frame *f)
{
    Str *facts[] = {&t->slug,     &t->title,   &t->street, &t->published,
                    &t->district, &t->summary, &t->plan};
    Walk w = {report->child};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        if (!next_str(&w, facts[i]))
            return false;
    if (!slug_valid(t->slug) || !next_list(&w, &t->topics) ||
        !next_str(&w, &t->kind) || !next_list(&w, &f->outline) ||
        !next_list(&w, &f->runs) || !next_list(&w, &f->windows))
        return false;
    f->lines = lines_of(f->outline, f->runs);
    return f->lines >= 0;
}

/* Takes its lines from *lines. */
static bool read_lines(const Frame *f, Str *lines, Arena *a, IndexText *t)
{
    t->headings = NEW_N(a, IndexLine, f->lines);
    t->blocks = NEW_N(a, IndexLine, f->lines);
    return read_headings(f->outline, lines, t) &&
           read_blocks(f->runs, lines, t) && read_windows(f->windows, t);
}

/* [[report ...], codes] with n reports; one that the build could not read is
 * empty, and stays so in out. */
static bool read_texts(const Json *data, Arena *a, IndexText *out, int32_t n)
{
    Walk w = {data && data->kind == JSON_ARRAY ? data->child : NULL};
    const Json *reports;
    Str codes, lines;
    ptrdiff_t all = 0;
    int32_t k = 0;
    Frame *f = NEW_N(a, Frame, n);
    if (!next_list(&w, &reports) || !next_str(&w, &codes))
        return false;
    for (const Json *r = reports->child; r; r = r->next, k++) {
        if (k == n || r->kind != JSON_ARRAY ||
            (r->child && !read_frame(r, &out[k], &f[k])))
            return false;
        all += f[k].lines;
    }
    BitIn in = bits_in(codes);
    if (k != n || all > MOST_LINES || !textcode_get(&in, all, a, &lines))
        return false;
    for (k = 0; k < n; k++)
        if (f[k].outline && !read_lines(&f[k], &lines, a, &out[k]))
            return false;
    return true;
}

bool index_tail(Index *ix, IndexSegment *seg)
{
    if (seg->tail != NOT_READ || !index_order(ix, seg))
        return seg->tail == READ_WELL;
    Str name = str_join3(&ix->own, seg->name, S("/"), S("texts")), data;
    IndexText *list = NEW_N(&ix->own, IndexText, seg->n);
    seg->texts = NEW_N(&ix->own, IndexText, seg->slots);
    bool ok = index_load(ix, name, &ix->own, &data) &&
              read_texts(json_parse(data, &ix->own), &ix->own, list, seg->n);
    for (int32_t i = 0; ok && i < seg->n; i++)
        seg->texts[seg->slot_of[i]] = list[i];
    seg->tail = ok ? READ_WELL : READ_BADLY;
    if (!ok)
        index_note(ix, name);
    return ok;
}

/* False where the tail does not have it. */
static bool tail_text(Index *ix, IndexSegment *seg, int number, IndexText *out)
{
    if (!index_tail(ix, seg))
        return false;
    if (number <= seg->last)
        *out = seg->texts[number - seg->first];
    return str_given(out->slug);
}

bool index_text(Index *ix, int number, Arena *a, IndexText *out)
{
    Buf b = buf_in(a);
    buf_lit(&b, "text/");
    buf_int(&b, number / 1000);
    buf_byte(&b, '/');
    buf_int(&b, number);
    Str name = str_dup(a, buf_str(&b)), data;
    *out = (IndexText){0};
    for (int i = 0; i < ix->nsegments; i++)
        if (!ix->segments[i].bits && ix->segments[i].first <= number)
            return tail_text(ix, &ix->segments[i], number, out);
    if (!index_load(ix, name, a, &data))
        return false;
    if (read_texts(json_parse(data, a), a, out, 1) && str_given(out->slug))
        return true;
    index_note(ix, name);
    return false;
}

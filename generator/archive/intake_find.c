#include "archive/intake_find.h"

#include "archive/intake_disk.h"

#include <errno.h>

enum { LARGEST_FILE = 64 << 20, MOST = 8 };

const Sketch *intake_sketch(IntakeJob *job, Arena *a)
{
    if (!job->sketch) {
        Sketch *s = NEW(a, Sketch);
        *s = sketch_of(job->imp.markdown, *a);
        job->sketch = s;
    }
    return job->sketch;
}

Str intake_identity(const Report *r, Arena *a)
{
    Buf b = buf_in(a);
    bool placed = r->division.n || r->street.n;
    buf_add(&b, r->division);
    buf_byte(&b, '|');
    buf_add(&b, r->street);
    buf_byte(&b, '|');
    years_put(&b, r->summary);
    buf_byte(&b, '|');
    years_put(&b, r->plan);
    if (!placed || (!years_given(r->summary) && !years_given(r->plan)))
        buf_add(&b, r->title);
    return buf_str(&b);
}

bool intake_read(const Intake *in, const Known *k, Arena *a, Str *file)
{
    *file = k->waiting;
    if (k->waiting.n)
        return true;
    if (k->dreamt)
        return spool_get(&in->spool, &k->spooled, a, file);
    Str path = intake_in_site(in, intake_path(k->slug, a), a);
    return fs_read(path, LARGEST_FILE, true, a, file, NULL);
}

/* What is worth a comparison in full: the likeliest by their sketches. */
typedef struct Near {
    const Print *print;
    Known *v[MOST];
    int equal[MOST];
    int n;
} Near;

static bool comes_before(const Known *a, int a_equal, const Known *b,
                         int b_equal)
{
    if (a_equal != b_equal)
        return a_equal > b_equal;
    return a->id != b->id ? a->id < b->id : str_cmp(a->slug, b->slug) < 0;
}

static void consider(void *ctx, void *item)
{
    Near *x = ctx;
    Known *k = item;
    if (!print_near(x->print, &k->print))
        return;
    int equal = sketch_equal(&x->print->sketch, &k->print.sketch), at = x->n;
    for (int i = 0; i < x->n; i++)
        if (x->v[i] == k)
            return;
    while (at && comes_before(k, equal, x->v[at - 1], x->equal[at - 1]))
        at--;
    if (at == MOST)
        return;
    x->n += x->n < MOST;
    for (int i = x->n - 1; i > at; i--) {
        x->v[i] = x->v[i - 1];
        x->equal[i] = x->equal[i - 1];
    }
    x->v[at] = k;
    x->equal[at] = equal;
}

/* Of a text without a sketch. */
static void consider_identity(const Intake *in, const Report *r, Near *x,
                              Arena scratch)
{
    Known *k = map_get(&in->by_identity, intake_identity(r, &scratch));
    for (; k && x->n < MOST; k = k->again)
        if (print_same_origin(x->print, &k->print))
            x->v[x->n++] = k;
}

/* What the texts have in common; false, with a diagnostic: the report cannot be
 * read. */
static bool compare(const Intake *in, const Known *k, IntakeJob *job,
                    const Traits *mine, Arena scratch, Likeness *out)
{
    Str file, front, body;
    int line;
    *out = (Likeness){0};
    if (!intake_read(in, k, &scratch, &file)) {
        if (!fs_failed(errno))
            return true;
        DIAG1(&job->d, READ, intake_path(k->slug, &scratch), 0,
              fs_reason(errno));
        return false;
    }
    if (report_split(file, &front, &body, &line)) {
        Arena room = arena_carve(&scratch, (scratch.end - scratch.beg) / 2);
        Traits its = traits_of(body, &room, scratch);
        *out = likeness_of(&its, mine);
    }
    return true;
}

/* A page saved again before duplicates, then what has most in common. */
static bool is_better(const Copy *a, const Copy *b)
{
    if (!b->k || a->elsewhere != b->elsewhere)
        return !b->k || !a->elsewhere;
    return a->percent > b->percent;
}

/* Whether a candidate may be better, however much it has in common. */
static bool may_be_better(bool elsewhere, const Copy *b)
{
    return is_better(&(Copy){.elsewhere = elsewhere, .percent = 100}, b);
}

/* The best of what is near. */
static bool find_best(const Intake *in, const Near *near, IntakeJob *job,
                      Arena scratch, Copy *out)
{
    Likeness l;
    Arena room = arena_carve(&scratch, (scratch.end - scratch.beg) / 2);
    Traits mine = traits_of(job->imp.markdown, &room, scratch);
    for (int i = 0; i < near->n; i++) {
        Known *k = near->v[i];
        bool elsewhere = !print_same_origin(near->print, &k->print);
        if (!may_be_better(elsewhere, out))
            continue;
        if (!compare(in, k, job, &mine, scratch, &l))
            return false;
        Copy c = {k, elsewhere, l.text};
        if (print_same(near->print, &k->print, l) && is_better(&c, out))
            *out = c;
    }
    return true;
}

bool find_copy(const Intake *in, IntakeJob *job, Arena scratch, Copy *out)
{
    const Report *r = &job->imp.report;
    Print print = print_of(r, *intake_sketch(job, &scratch));
    Near near = {.print = &print};
    *out = (Copy){0};
    sketch_index_find(&in->by_text, &print.sketch, consider, &near);
    if (!print.sketch.usable)
        consider_identity(in, r, &near, scratch);
    return !near.n || find_best(in, &near, job, scratch, out);
}

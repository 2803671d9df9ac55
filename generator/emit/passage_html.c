#include "emit/passage_html.h"

#include "emit/excerpt.h"
#include "emit/passages.h"
#include "model/url.h"
#include "text/escape.h"

Str passage_html(const Passage *p, Arena *a)
{
    Buf b = buf_in(a);
    ptrdiff_t at = 0;
    buf_reserve(&b, p->text.n + 32 * p->nmarks + 64);
    for (int i = 0; i < p->nmarks; i++) {
        Mark m = p->marks[i];
        esc_html(&b, (Str){p->text.s + at, m.at - at});
        buf_lit(&b, "<mark>");
        esc_html(&b, (Str){p->text.s + m.at, m.n});
        buf_lit(&b, "</mark>");
        at = m.at + m.n;
    }
    esc_html(&b, str_skip(p->text, at));
    return buf_str(&b);
}

Str url_fragment(Arena *a, Str url, Str id)
{
    return str_join3(a, url, S("#"), id);
}

/* A part of p around its first mark. */
static Passage glimpse_of(const Passage *p, Arena *a)
{
    enum { BEFORE = 16, CHARS = 52 };
    Passage out = *p;
    ptrdiff_t at = p->nmarks ? p->marks[0].at : 0;
    ptrdiff_t beg = excerpt_begin(p->text, at, BEFORE);
    Str rest = str_skip(p->text, beg);
    Str part = {rest.s, excerpt_end(rest, CHARS)};
    Str dots = beg ? S("…") : (Str){0};
    out.text = str_join3(a, dots, part, part.n < rest.n ? S("…") : (Str){0});
    out.marks = NEW_N(a, Mark, p->nmarks);
    out.nmarks = 0;
    for (int i = 0; i < p->nmarks; i++)
        if (p->marks[i].at + p->marks[i].n <= beg + part.n)
            out.marks[out.nmarks++] =
                (Mark){(int32_t)(p->marks[i].at - beg + dots.n), p->marks[i].n};
    return out;
}

void val_glimpse(const Emit *e, Val *item, Arena *a, Str from, int topic,
                 int32_t ref)
{
    TopicFinding found = passages_of(e, ref, a);
    Str report = url_report(a, e->site->entries[ref].r.slug);
    Str html = {0}, url = {0};
    for (int i = 0; i < found.npassages && !url.n; i++) {
        if (found.passages[i].topic != topic)
            continue;
        Passage p = glimpse_of(&found.passages[i], a);
        html = passage_html(&p, a);
        url = url_fragment(a, url_relative(a, from, report), p.block_id);
    }
    if (html.n)
        val_html(item, a, S("html"), html);
    else
        val_str(item, a, S("html"), html);
    val_str(item, a, S("passage_url"), url);
}

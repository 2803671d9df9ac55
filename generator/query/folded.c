#include "query/folded.h"

#include "text/fold.h"

static Str *folded_lines(const IndexLine *v, int n, Arena *a)
{
    Str *out = NEW_N(a, Str, n);
    for (int i = 0; i < n; i++)
        out[i] = fold(a, v[i].text);
    return out;
}

FoldedText folded_text(const IndexText *t, Arena *a)
{
    return (FoldedText){t, fold(a, t->title),
                        folded_lines(t->headings, t->nheadings, a),
                        folded_lines(t->blocks, t->nblocks, a)};
}

uint8_t folded_traits(const FoldedText *f, Str word)
{
    bool headings = false;
    unsigned windows = 0;
    for (int i = 0; i < f->t->nheadings; i++)
        headings |= str_has(f->headings[i], word);
    for (int i = 0, w = 0; i < f->t->nblocks; i++) {
        while (w + 1 < f->t->nwindows && f->t->windows[w + 1] <= i)
            w++;
        if (str_has(f->blocks[i], word))
            windows |= 1u << w;
    }
    return traits_of(str_has(f->title, word), headings, windows);
}

FoldedText folded_loose(const FoldedText *f, Arena *a)
{
    FoldedText out = {f->t, fold_loosen(a, f->title),
                      NEW_N(a, Str, f->t->nheadings),
                      NEW_N(a, Str, f->t->nblocks)};
    for (int i = 0; i < f->t->nheadings; i++)
        out.headings[i] = fold_loosen(a, f->headings[i]);
    for (int i = 0; i < f->t->nblocks; i++)
        out.blocks[i] = fold_loosen(a, f->blocks[i]);
    return out;
}

StrList folded_forms(const FoldedText *f, const Words *w, ptrdiff_t i, Arena *a)
{
    StrList out = {0};
    ptrdiff_t cap = 0;
    words_forms(w, i, f->title, &out, &cap, a);
    for (int k = 0; k < f->t->nheadings; k++)
        words_forms(w, i, f->headings[k], &out, &cap, a);
    for (int k = 0; k < f->t->nblocks; k++)
        words_forms(w, i, f->blocks[k], &out, &cap, a);
    return out;
}

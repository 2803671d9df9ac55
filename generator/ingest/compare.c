#include "ingest/compare.h"

#include "ingest/align.h"
#include "ingest/markdown_plain.h"

const Str record_rules[REPAIR_RULES] = {
    [REPAIR_PUNCTUATION] = STR_INIT("punctuation"),
    [REPAIR_SPACE] = STR_INIT("space"),
    [REPAIR_WIDE_SPACE] = STR_INIT("wide-space"),
    [REPAIR_INDENT] = STR_INIT("indent"),
    [REPAIR_BLANK_LINE] = STR_INIT("blank-line"),
    [REPAIR_BROKEN_WORD] = STR_INIT("broken-word"),
    [REPAIR_LETTER_SPACED] = STR_INIT("letter-spaced"),
    [REPAIR_JOINED] = STR_INIT("joined"),
    [REPAIR_PARAGRAPH_SPLIT] = STR_INIT("paragraph-split"),
    [REPAIR_HEADING_SPLIT] = STR_INIT("heading-split"),
    [REPAIR_LINE_END] = STR_INIT("line-end"),
    [REPAIR_BULLET] = STR_INIT("bullet"),
    [REPAIR_TABLE] = STR_INIT("table"),
    [REPAIR_ENTITY] = STR_INIT("entity"),
    [REPAIR_CONTROL] = STR_INIT("control"),
    [REPAIR_MOVED] = STR_INIT("moved"),
    [REPAIR_OTHER] = STR_INIT("other"),
};

/* The text of an HTML page: blocks on lines of their own. */
static void read_blocks(const RawPage *raw, Record *out, Arena *perm)
{
    Buf b = buf_in(perm);
    ptrdiff_t size = 0;
    int n = 0;
    for (int i = 0; i < raw->n; i++)
        size += raw->v[i].text.n + 1;
    buf_reserve(&b, size);
    for (int i = 0; i < raw->n; i++) {
        buf_add(&b, raw->v[i].text);
        buf_byte(&b, '\n');
    }
    out->text = buf_str(&b);
    for (ptrdiff_t i = 0; i < b.n; i++)
        out->nlines += b.s[i] == '\n';
    out->lines = NEW_N(perm, int32_t, out->nlines);
    for (int i = 0; i < raw->n; i++) {
        Str rest = raw->v[i].text, line;
        while (str_line(&rest, &line) && n < out->nlines)
            out->lines[n++] = raw->v[i].line;
    }
}

/* What is known of the page while the texts are compared. */
typedef struct Walk {
    Align x;
    const RawPage *raw;
    const Page *page;
    const Outline *o;
    int block, piece, part; /* the next ones */
    int line;               /* of plain text: where x.e is */
} Walk;

/* Where the text of the block behind the present one starts. */
static const char *block_end(Walk *w)
{
    const char *p = w->x.e, *end = w->x.r->text.s + w->x.r->text.n;
    if (w->block + 1 >= w->raw->n)
        return end;
    if (w->raw->html)
        return p + w->raw->v[w->block].text.n + 1;
    while (p < end && w->line < w->raw->v[w->block + 1].line) {
        const char *lf = memchr(p, '\n', (size_t)(end - p));
        p = lf ? lf + 1 : end;
        w->line++;
    }
    return p;
}

static int block_of(const Walk *w, const Block *b)
{
    ptrdiff_t i = b ? b - w->raw->v : -1;
    return i >= 0 && i < w->raw->n ? (int)i : -1;
}

/* The end of the part's lines in the plain text. */
static const char *part_end(const Walk *w, const Part *part)
{
    const char *p = w->x.p, *end = w->x.r->plain.s + w->x.r->plain.n;
    int lines = part->kind == PART_TABLE ? part->b->nrows : 1;
    while (lines-- && p < end) {
        const char *lf = memchr(p, '\n', (size_t)(end - p));
        p = lf ? lf + 1 : end;
    }
    return p;
}

/* Parts of the present block with at most `most` bytes of text; those of blocks
 * that are past are new here. */
static void walk_parts(Walk *w, ptrdiff_t most)
{
    ptrdiff_t used = 0;
    for (; w->part < w->o->n; w->part++) {
        const Part *part = &w->o->v[w->part];
        int block = block_of(w, part->b);
        used += part->text.n;
        if (block > w->block || (block == w->block && used > most))
            return;
        const char *end = part_end(w, part);
        w->x.kind = part->kind;
        if (block == w->block)
            align_part(&w->x, end);
        else
            align_change(&w->x, w->x.s, end, REPAIR_MOVED);
    }
}

static bool is_last_piece(const Walk *w)
{
    return w->piece + 1 >= w->page->n ||
           w->page->v[w->piece + 1].b != w->page->v[w->piece].b;
}

static void walk_block(Walk *w)
{
    Align *x = &w->x;
    RepairRule rest = REPAIR_OTHER;
    align_blank_lines(x);
    for (; w->piece < w->page->n; w->piece++) {
        const Piece *p = &w->page->v[w->piece];
        if (block_of(w, p->b) > w->block)
            break;
        int before = w->part;
        if (p->role != ROLE_BODY)
            align_remove(x,
                         is_last_piece(w) ? x->e : align_piece_end(x, p->text),
                         &p->rule);
        else if (is_last_piece(w))
            walk_parts(w, PTRDIFF_MAX);
        else
            walk_parts(w, p->text.n);
        if (p->role == ROLE_BODY && before == w->part)
            rest = REPAIR_MOVED;
    }
    walk_parts(w, PTRDIFF_MAX);
    align_rest(x, rest);
}

void record_make(const Page *page, const Outline *o, Str markdown, Record *out,
                 Arena *perm)
{
    enum { FEW = 4096, BYTES = 6 }; /* to a change, on the average */
    const RawPage *raw = page->raw;
    *out = (Record){.complete = true,
                    .html = raw->html,
                    .text = raw->text,
                    .lost = raw->lost,
                    .nlost = raw->nlost};
    out->plain = markdown_plain(markdown, perm);
    if (raw->html)
        read_blocks(raw, out, perm);
    Walk w = {.raw = raw, .page = page, .o = o, .line = 1};
    w.x = (Align){.r = out,
                  .a = perm,
                  .s = out->text.s,
                  .e = out->text.s,
                  .p = out->plain.s,
                  .most = FEW + (int)(out->text.n / BYTES),
                  .budget = FEW + out->text.n * BYTES};
    for (; w.block < raw->n; w.block++) {
        w.x.e = block_end(&w);
        walk_block(&w);
    }
    align_change(&w.x, w.x.s, out->plain.s + out->plain.n, REPAIR_OTHER);
}

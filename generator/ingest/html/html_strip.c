#include "ingest/html/html_strip.h"

#include "ingest/html/html_facts.h"
#include "text/html_scan.h"
#include "text/utf8.h"

/* Tags within a paragraph; all others part paragraphs. */
static const Str inlines[] = {
    STR_INIT("a"),    STR_INIT("abbr"),   STR_INIT("b"),
    STR_INIT("big"),  STR_INIT("em"),     STR_INIT("font"),
    STR_INIT("i"),    STR_INIT("img"),    STR_INIT("label"),
    STR_INIT("mark"), STR_INIT("s"),      STR_INIT("small"),
    STR_INIT("span"), STR_INIT("strike"), STR_INIT("strong"),
    STR_INIT("sub"),  STR_INIT("sup"),    STR_INIT("u"),
};

static bool is_inline(Str name)
{
    for (size_t i = 0; i < sizeof inlines / sizeof *inlines; i++)
        if (str_eq_nocase(name, inlines[i]))
            return true;
    return str_has(name, S(":")); /* <o:p>, <st1:date>: word processors' */
}

typedef struct Strip {
    Buf raw;
    BlockList *out;
    int line, start; /* now, and where the text began; 0: there is none */
    int level;
    bool item, title, field; /* what it stands in */
    bool items;              /* of a list that a text field holds */
} Strip;

static int heading_level(Str name)
{
    bool h = name.n == 2 && (name.s[0] == 'h' || name.s[0] == 'H');
    return h && name.s[1] >= '1' && name.s[1] <= '6' ? name.s[1] - '0' : 0;
}

static void flush(Strip *s)
{
    Buf text = buf_in(s->raw.a);
    Arena mark = *s->raw.a;
    html_unescape(&text, buf_str(&s->raw));
    Str tidy = block_tidy(s->out->a, buf_str(&text));
    if (tidy.n && !s->title) {
        Block *b = block_push(s->out, s->level  ? BLOCK_HEADING
                                      : s->item ? BLOCK_ITEM
                                                : BLOCK_TEXT);
        b->text = tidy;
        b->level = s->level;
        b->line = s->start;
        b->blank_before = b->main = true;
    }
    arena_rewind(s->raw.a, mark);
    s->raw.n = 0;
    s->start = 0;
    s->item = false;
}

static int count_lines(Str s)
{
    int n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++)
        n += s.s[i] == '\n';
    return n;
}

static void read_tag(Strip *s, const HtmlPiece *tag)
{
    if (is_inline(tag->name))
        return;
    flush(s);
    bool start = tag->kind == HTML_START;
    if (str_eq_nocase(tag->name, S("title")))
        s->title = start;
    else if (str_eq_nocase(tag->name, S("body")))
        s->title = false; /* a title that was never closed ends here */
    bool field = str_eq_nocase(tag->name, S("textarea"));
    s->items = !field && (s->items || (s->field && !s->raw.n && start &&
                                       str_eq_nocase(tag->name, S("li"))));
    s->field = start && field;
    s->level = start ? heading_level(tag->name) : 0;
    s->item = start && str_eq_nocase(tag->name, S("li"));
}

static void read_text(Strip *s, Str text)
{
    if (s->items || (s->field && field_is_data(text)))
        return;
    Str lead = str_span(text.s, utf8_trim(text).s);
    if (!s->start && lead.n < text.n)
        s->start = s->line + count_lines(lead);
    buf_add(&s->raw, text);
}

void strip_blocks(Str html, BlockList *out, Arena scratch)
{
    HtmlScan scan = html_scan(html);
    HtmlPiece piece;
    Strip s = {.raw = buf_in(&scratch), .out = out, .line = 1};
    buf_reserve(&s.raw, html.n + 1); /* so that it never moves */
    while (html_scan_next(&scan, &piece)) {
        if (piece.kind == HTML_TEXT)
            read_text(&s, piece.text);
        else if (piece.kind != HTML_OTHER)
            read_tag(&s, &piece);
        s.line += count_lines(piece.text);
    }
    flush(&s);
}

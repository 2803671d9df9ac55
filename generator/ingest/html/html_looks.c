#include "ingest/html/html_blocks.h"

#include "text/html_scan.h"

/* Tags that stand for HTML; a mark in angle brackets that is none of these
 * says nothing. */
static const Str known[] = {
    STR_INIT("p"),       STR_INIT("br"),      STR_INIT("div"),
    STR_INIT("span"),    STR_INIT("table"),   STR_INIT("tr"),
    STR_INIT("td"),      STR_INIT("a"),       STR_INIT("h1"),
    STR_INIT("h2"),      STR_INIT("h3"),      STR_INIT("ul"),
    STR_INIT("li"),      STR_INIT("font"),    STR_INIT("strong"),
    STR_INIT("b"),       STR_INIT("img"),     STR_INIT("meta"),
    STR_INIT("script"),  STR_INIT("style"),   STR_INIT("body"),
    STR_INIT("head"),    STR_INIT("title"),   STR_INIT("link"),
    STR_INIT("section"), STR_INIT("article"), STR_INIT("center"),
    STR_INIT("input"),   STR_INIT("form"),    STR_INIT("ol"),
};

static bool is_known(Str name)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eq_nocase(name, known[i]))
            return true;
    return false;
}

/* Elements that old pages never close. */
static bool needs_no_end(Str name)
{
    return str_eq_nocase(name, S("br")) || str_eq_nocase(name, S("p")) ||
           str_eq_nocase(name, S("li")) || str_eq_nocase(name, S("td"));
}

static bool is_doctype(Str s)
{
    return str_eq_nocase(str_head(s, s.n < 9 ? s.n : 9), S("<!doctype"));
}

bool html_looks(Str text)
{
    enum { ENOUGH = 4, WITHIN = 256 << 10 };
    HtmlScan scan =
        html_scan(str_head(text, text.n < WITHIN ? text.n : WITHIN));
    HtmlPiece piece;
    int tags = 0, ends = 0;
    while (html_scan_next(&scan, &piece)) {
        bool tag = piece.kind == HTML_START || piece.kind == HTML_END;
        if (piece.kind == HTML_OTHER && is_doctype(piece.text))
            return true;
        if (tag && str_eq_nocase(piece.name, S("html")))
            return true;
        if (!tag || !is_known(piece.name))
            continue;
        tags++;
        ends += piece.kind == HTML_END || needs_no_end(piece.name);
        if (tags >= ENOUGH && ends >= ENOUGH / 2)
            return true;
    }
    Str start = str_trim(text);
    return tags >= 2 && ends && start.n && start.s[0] == '<';
}

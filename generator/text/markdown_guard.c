#include "text/markdown_guard.h"

enum { MAX_MARKERS = 200, MAX_IMAGES = 1000 };

/* Container markers at the head of a line (>, -, +, *, 1.), where two columns
 * of indentation may stand for one that an earlier line opened. */
static int count_markers(Str line)
{
    int markers = 0, blanks = 0;
    for (ptrdiff_t i = 0; i < line.n; i++) {
        char c = line.s[i];
        if (c == ' ' || c == '\t') {
            blanks += c == ' ' ? 1 : 4;
            continue;
        }
        while (c >= '0' && c <= '9' && i + 1 < line.n)
            c = line.s[++i];
        char next = i + 1 < line.n ? line.s[i + 1] : ' ';
        bool item = next == ' ' || next == '\t';
        if (c != '>' && !(item && (c == '-' || c == '+' || c == '*' ||
                                   c == '.' || c == ')')))
            break;
        markers++;
    }
    return markers ? markers + blanks / 2 : 0;
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r'; /* cmark ends a line at a lone \r too */
}

static bool is_too_deep(Str body)
{
    for (ptrdiff_t i = 0; i < body.n; i++) {
        ptrdiff_t from = i;
        while (i < body.n && !is_line_end(body.s[i]))
            i++;
        Str line = {body.s + from, i - from};
        if (line.n > MAX_MARKERS && count_markers(line) > MAX_MARKERS)
            return true;
    }
    return false;
}

static bool has_too_many_images(Str body)
{
    int n = 0;
    for (ptrdiff_t at = 0; (at = str_find(body, S("!["), at)) >= 0; at += 2)
        if (++n > MAX_IMAGES)
            return true;
    return false;
}

Str md_refusal(Str body)
{
    if (has_too_many_images(body))
        return S("why.md-images");
    if (is_too_deep(body))
        return S("why.md-depth");
    return (Str){0};
}

#include "ingest/line/meta_line.h"

#include "ingest/line/key.h"
#include "ingest/line/label.h"
#include "ingest/line/line_form.h"
#include "ingest/line/office.h"

/* Only separators before i, or the number of a list's item and the box around
 * a label: 2. [发文机构] 某街道. */
static bool leads(Str s, ptrdiff_t i)
{
    Str front = trim_value(str_head(s, i));
    ptrdiff_t n = 0;
    while (str_is_digit(front, n))
        n++;
    bool item = n && n + 1 == front.n && front.s[n] == '.';
    return !front.n || (item && i > 0 && s.s[i - 1] == '[');
}

static bool values_short(const Segments *g)
{
    enum { LONG_VALUE = 90, LONG_SENTENCE = 30 };
    for (int i = 0; i < g->n; i++) {
        ptrdiff_t n = utf8_chars(g->v[i].text);
        if (g->v[i].label->field == F_LONG)
            continue;
        if (n > LONG_VALUE ||
            (n > LONG_SENTENCE && str_has(g->v[i].text, S("。"))))
            return false;
    }
    return true;
}

/* A long line that has no label near its start is a paragraph. */
static bool starts_late(Str text)
{
    enum { LONG = 300, NEAR = 100 };
    Segments g;
    if (text.n <= LONG)
        return false;
    Str front = utf8_head(text, NEAR / 3);
    find_segments(front, &g);
    return !g.n && !str_has(front, S("首页")); /* a head in one line */
}

/* Whether a label of a date has it right behind, or in front and nothing
 * behind: 发表于 2023-04-13 19:25, 2022-03-29 发布. */
static bool dates_itself(Str text, const Segment *g)
{
    enum { SHORT = 60 };
    Date d;
    if (!label_dates(g->label) || utf8_count(text) > SHORT)
        return false;
    if (!g->text.n)
        return is_date_line(trim_value(str_head(text, g->at)), &d);
    ptrdiff_t end = 0;
    return leads(text, g->at) && date_find(g->text, &end) &&
           end <= (ptrdiff_t)sizeof "2023-04-13" - 1;
}

bool meta_table(Str text)
{
    enum { FEWEST = 3, LONGEST = 1200 };
    Segments g = {.n = 0};
    int sure = 0;
    if (text.n <= LONGEST)
        find_segments(text, &g);
    for (int i = 0; i < g.n; i++)
        sure += g.v[i].label->strong;
    return g.n >= FEWEST && sure >= 2 && values_short(&g);
}

bool meta_line(Str text, ptrdiff_t *head)
{
    enum { LONGEST = 2400, SHORT = 300 };
    Segments g = {.n = 0};
    if (head)
        *head = -1;
    if (text.n <= LONGEST && !starts_late(text))
        find_segments(text, &g);
    if (!g.n || !values_short(&g) ||
        (text.n > LONGEST / 2 && g.n < 3 && g.v[0].label->field != F_LONG))
        return false;
    bool sure = g.v[0].colon || g.n > 1 || dates_itself(text, &g.v[0]) ||
                (g.v[0].label->strong && g.v[0].text.n < SHORT) ||
                (g.v[0].label->field == F_TITLE && g.v[0].at == 0);
    if (!sure)
        return false;
    if (leads(text, g.v[0].at))
        return true;
    ptrdiff_t end = 0;
    Str front = trim_value(str_head(text, g.v[0].at));
    if (office_in_front(front).n)
        return true; /* 某街道 2022-02-08 浏览：12 */
    Date d = date_find(front, &end);
    if (d && end < front.n) { /* 2022-02-08 11:24 来源: */
        Str rest = trim_value(str_skip(front, end));
        d = utf8_chars(rest) <= 8 && rune_is_digit(rune_at(rest, 0)) ? d : 0;
    }
    if (d && utf8_chars(front) <= 22)
        return true;
    if (head && g.v[0].colon)
        *head = g.v[0].at;
    return false;
}

#include "ingest/line/office.h"

#include "ingest/line/key.h"
#include "ingest/line/numbering.h"

static const char *const endings[] = {
    "街道办事处", "办事处", "人民政府", "街道",     "委员会",     "党工委",
    "政府",       "管委会", "办公室",   "党政办",   "党委",       "工委",
    "镇",         "乡",     "管理局",   "服务中心", "党政综合办", "街道办",
    "开发区",     "辦事處", "委員會",   "黨工委",   "管委會",     "辦公室",
    "黨政辦",     "黨委",   "鎮",       "鄉",       "街道辦",     "開發區",
    NULL};

/* Marks that no name of an office has. */
static const char *const marks[] = {"。", "，", "；", "：", "！", "？", "、",
                                    ",",  ";",  ":",  "“",  "《", NULL};

bool is_office(Str s)
{
    enum { LONGEST = 34, SHORTEST = 3 };
    s = utf8_trim(s);
    /* 办事处（印章） */
    ptrdiff_t paren = str_find(s, S("（"), 0);
    if (paren > 0 && str_ends(s, S("）")))
        s = utf8_trim(str_head(s, paren));
    ptrdiff_t n = utf8_chars(s);
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (s.s[i] >= '0' && s.s[i] <= '9')
            return false;
    return n >= SHORTEST && n <= LONGEST && !has_any(s, marks) &&
           numbering_of(s).kind == NUMBER_NONE && ends_any(s, endings) > 0;
}

/* The short names of offices that only the line of the date gives away:
 * 区政府办, 市发改委. */
static bool is_bureau(Str s)
{
    enum { LONGEST = 16, SHORTEST = 3 };
    static const char *const ends[] = {"局", "委", "办",   "科",
                                       "处", "部", "中心", NULL};
    static const char *const starts[] = {"省",   "市", "区", "县",
                                         "街道", "镇", "乡", NULL};
    ptrdiff_t n = utf8_chars(s);
    return n >= SHORTEST && n <= LONGEST && !has_any(s, marks) &&
           !str_has(s, S(" ")) && ends_any(s, ends) > 0 &&
           has_any(s, starts) > 0;
}

Str office_with_date(Str text, Date *date)
{
    enum { LONGEST = 60 };
    ptrdiff_t end = 0;
    *date = date_find(text, &end);
    if (!*date || utf8_chars(text) > LONGEST ||
        str_has(str_head(text, end), S("月")))
        return (Str){0};
    static const char figures[] = "0123456789-/.: ";
    ptrdiff_t from = 0;
    while (end < text.n && strchr(figures, text.s[end]))
        end++;
    while (from < text.n && !strchr(figures, text.s[from]))
        from++;
    for (ptrdiff_t i = from; i < end; i++)
        if (!strchr(figures, text.s[i]))
            return (Str){0}; /* 某街道2022年工作总结 2023-01-08 */
    Str front = utf8_trim(str_head(text, from));
    Str back = utf8_trim(str_skip(text, end));
    if (front.n && back.n)
        return (Str){0};
    Str name = front.n ? front : back;
    return is_office(name) || is_bureau(name) ? name : (Str){0};
}

Str name_behind_date(Str text)
{
    enum { LONGEST = 16, SHORTEST = 2 };
    static const char figures[] = "0123456789-/.: ";
    ptrdiff_t i = 0;
    while (i < text.n && strchr(figures, text.s[i]))
        i++;
    if (i == 0 || text.s[0] == ' ' || !date_find(str_head(text, i), NULL))
        return (Str){0};
    Str name = utf8_trim(str_skip(text, i));
    ptrdiff_t n = utf8_chars(name);
    return n >= SHORTEST && n <= LONGEST && !has_any(name, marks) ? name
                                                                  : (Str){0};
}

Str office_in_front(Str front)
{
    ptrdiff_t at = 0, end = 0;
    Date d;
    Str name = office_with_date(front, &d);
    name = name.n ? name : name_behind_date(front);
    if (name.n || !date_find_span(front, &at, &end) || at)
        return name;
    name = utf8_trim(str_skip(front, end));
    while (name.n && ((name.s[0] >= '0' && name.s[0] <= '9') ||
                      name.s[0] == ':' || name.s[0] == ' '))
        name = str_skip(name, 1);
    return is_office(name) ? name : (Str){0};
}

Str office_before_date(Str text)
{
    enum { LONGEST = 200 };
    ptrdiff_t end = 0;
    static const char digits[] = "0123456789";
    if (text.n > LONGEST || !date_find(text, &end) || end < text.n)
        return (Str){0};
    ptrdiff_t i = 0;
    while (i < text.n && !strchr(digits, text.s[i]) &&
           !str_starts(str_skip(text, i), S("二〇")) &&
           !str_starts(str_skip(text, i), S("二○")))
        i++;
    Str name = utf8_trim(str_head(text, i));
    return is_office(name) ? name : (Str){0};
}

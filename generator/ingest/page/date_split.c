#include "ingest/page/date_split.h"

#include "text/date_western.h"
#include "text/utf8.h"

enum { PARTS = 3, LONGEST = 20 /* characters of a line that may be a part */ };

/* A number of the date and the character behind it that says what it is. */
typedef struct Part {
    int64_t value;
    int digits;
    Rune unit; /* 年 月 日 - / . or 0 */
} Part;

enum { YEAR = 0x5E74, MONTH = 0x6708, DAY = 0x65E5 };

static bool is_unit(Rune r)
{
    return r == YEAR || r == MONTH || r == DAY || r == '-' || r == '/' ||
           r == '.';
}

static bool is_digit(Rune r)
{
    return r >= '0' && r <= '9';
}

/* Adds the numbers of a line to v[0..*n), times of day left out. False: there
 * is something else in it, or there are more. */
static bool read_parts(Str s, Part *v, int *n)
{
    const char *p = s.s, *end = s.s + s.n;
    bool time = false;
    while (p < end) {
        Rune r = utf8_next(&p, end);
        if (rune_is_space(r))
            continue;
        if (!is_digit(r))
            return false;
        Part part = {.value = (int64_t)(r - '0'), .digits = 1};
        while (p < end && is_digit((unsigned char)*p) && part.digits < 5) {
            part.value = part.value * 10 + (*p++ - '0');
            part.digits++;
        }
        const char *next = p;
        while (next < end && *next == ' ')
            next++;
        r = next < end ? utf8_next(&next, end) : 0;
        bool colon = r == ':' && part.digits <= 2;
        if (colon || is_unit(r))
            p = next;
        part.unit = is_unit(r) ? r : 0;
        if (colon || time) {
            time = colon;
            continue;
        }
        if (*n == PARTS)
            return false;
        v[(*n)++] = part;
    }
    return true;
}

static int find_unit(const Part *v, Rune unit)
{
    for (int i = 0; i < PARTS; i++)
        if (v[i].unit == unit)
            return i;
    return -1;
}

static int find_year(const Part *v)
{
    for (int i = 0; i < PARTS; i++)
        if (v[i].digits == 4)
            return i;
    return -1;
}

/* Three numbers as a date, by their units, else by where the year stands:
 * 2005 08 12; 08-12 2005; 12 2005-08. */
static Date date_of_parts(const Part *v)
{
    int year = find_year(v), month = find_unit(v, MONTH);
    int day = find_unit(v, DAY);
    for (int i = 0; i < PARTS; i++)
        if (i != year && v[i].digits > 2)
            return 0;
    if (year < 0)
        return 0;
    if (month >= 0 && day < 0)
        day = PARTS - year - month;
    if (month < 0 && year == 0) {
        month = 1;
        day = 2;
    } else if (month < 0 && year == 1 && v[1].unit) {
        month = 2;
        day = 0;
    } else if (month < 0 && year == 2 && v[0].unit) {
        month = 0;
        day = 1;
    }
    return month >= 0 && day >= 0 && month != year && day != year
               ? date_make(v[year].value, v[month].value, v[day].value)
               : 0;
}

static bool may_be_part(const Piece *p)
{
    return p->chars <= LONGEST && !p->prose && p->b->kind != BLOCK_TABLE &&
           p->b->kind != BLOCK_LINK && !p->b->link_chars && !p->b->reply;
}

/* The date that the `count` lines from i on make, or 0. */
static Date date_of_lines(const Page *page, int i, int count)
{
    enum { ROOM = (PARTS + 1) * (LONGEST * 4 + 1) };
    char room[ROOM];
    Buf b = {.s = room, .cap = sizeof room};
    Part v[PARTS];
    int n = 0;
    bool numbers = true;
    for (int k = i; k < i + count; k++) {
        Str text = page->v[k].text;
        if (b.n + text.n + 1 > ROOM)
            return 0;
        buf_add(&b, text);
        buf_byte(&b, ' ');
        numbers = numbers && read_parts(text, v, &n);
    }
    if (numbers)
        return n == PARTS ? date_of_parts(v) : 0;
    ptrdiff_t at = 0, end = 0;
    Str joined = utf8_trim(buf_str(&b));
    Date d = date_find_western(joined, &at, &end);
    return at == 0 && end == joined.n ? d : 0;
}

/* A line of nothing but a number: with one beside it, parts are no date's. */
static bool is_number(const Page *page, int i)
{
    Str key = i >= 0 && i < page->n ? page->v[i].key : (Str){0};
    return str_to_int(key, INT32_MAX) >= 0;
}

Date split_date(Page *page, int title, int start)
{
    enum { ABOVE = 5 };
    int from = title > ABOVE ? title - ABOVE : 0;
    for (int i = from; i < start; i++)
        for (int count = 1; count <= PARTS + 1; count++) {
            if (i + count > page->n || !may_be_part(&page->v[i + count - 1]))
                break;
            Date d = date_of_lines(page, i, count);
            if (!d || is_number(page, i - 1) || is_number(page, i + count))
                continue;
            for (int k = i; k < i + count; k++)
                piece_mark(&page->v[k], ROLE_META, S("head-date"));
            return d;
        }
    return 0;
}

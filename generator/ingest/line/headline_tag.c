#include "ingest/line/headline_tag.h"

#include "ingest/line/key.h"

/* How names of sites and their columns end. */
static const char *const sites[] = {
    "网",   "网站", "论坛",   "社区", "博客", "blog",   "日报",
    "晚报", "频道", "在线",   "空间", "专栏", "新闻",   "资讯",
    "中心", "首页", "门户",   "政府", "杂谈", "Blog",   "BLOG",
    "晨报", "早报", "广播网", "com",  "正文", "新闻网", NULL};

static bool is_mark(Rune r)
{
    return r == '_' || r == '|' || r == '-' || r == '>' || r == '<' ||
           r == 0x2013 || r == 0x2014 || r == 0x2015 || r == 0xBB ||
           r == 0xAB || r == 0xFF1E || r == 0xFF5C || r == 0xFF3F ||
           r == 0x250A || r == 0xFF0D || r == 0xB7 || rune_is_space(r);
}

HeadlineTag headline_tag(Str title_tag, Arena *perm)
{
    HeadlineTag tag = {.key = key_of(perm, title_tag)};
    const char *p = title_tag.s, *end = title_tag.s + title_tag.n, *from = p;
    while (p < end && tag.n < TAG_PARTS) {
        const char *at = p;
        bool mark = is_mark(utf8_next(&p, end));
        const char *stop = mark ? at : p;
        if (!mark && p < end)
            continue;
        if (utf8_trim(str_span(from, stop)).n)
            tag.part[tag.n++] = str_span(from, stop);
        from = p;
    }
    return tag;
}

static bool is_site(Str part)
{
    return ends_any(utf8_trim(part), sites) > 0;
}

/* What a blog or a forum hangs on the name of its owner: 的博客. */
static bool is_owner(Str rest)
{
    enum { LONGEST = 6 };
    return rest.n && utf8_count(rest) <= LONGEST && ends_any(rest, sites) &&
           (str_starts(rest, S("的")) || starts_any(rest, sites) == rest.n);
}

int headline_known(const HeadlineTag *tag, Str key, Arena scratch)
{
    enum { WHOLE = 8, CUT = 6, START = 5, CUT_BYTES = 30, LONG = 8 };
    for (int i = 0; i < tag->n; i++)
        for (int k = i; k < tag->n; k++) {
            const Str *last = &tag->part[k];
            Str parts = str_span(tag->part[i].s, last->s + last->n);
            if (str_eq(key_of(&scratch, parts), key))
                return i == k && tag->n > 1 && is_site(parts) ? 0 : WHOLE;
        }
    if (str_starts(tag->key, key))
        return is_owner(str_skip(tag->key, key.n)) ? -1 : START;
    if (tag->key.n >= CUT_BYTES &&
        str_starts(key, str_head(tag->key, CUT_BYTES)))
        return CUT;
    return utf8_chars(key) >= LONG && str_has(tag->key, key) ? START : 0;
}

bool headline_in_tag(const HeadlineTag *tag)
{
    return tag->n > 1 && is_site(tag->part[tag->n - 1]) &&
           headline_of_tag(tag).n > 0;
}

/* Whether a mark that parts names rather than words stands between a and b. */
static bool is_parted(Str a, Str b)
{
    static const char *const marks[] = {"_", "|", "»", "｜", NULL};
    return has_any(str_span(a.s + a.n, b.s), marks) > 0;
}

Str headline_of_tag(const HeadlineTag *tag)
{
    enum { SHORTEST = 5 };
    Str title = {0};
    for (int i = 0; i < tag->n && !is_site(tag->part[i]); i++) {
        Str part = tag->part[i];
        if (utf8_chars(title) >= SHORTEST && is_parted(tag->part[i - 1], part))
            break;
        title = utf8_trim(str_span(tag->part[0].s, part.s + part.n));
    }
    return utf8_chars(title) >= SHORTEST ? title : (Str){0};
}

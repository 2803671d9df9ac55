#include "ingest/page/meta_tags.h"

#include "ingest/line/key.h"
#include "ingest/page/meta_value.h"
#include "text/date_stamp.h"

static Str lower(Arena *a, Str s)
{
    Buf b = buf_in(a);
    for (ptrdiff_t i = 0; i < s.n; i++)
        buf_byte(&b,
                 (char)(s.s[i] >= 'A' && s.s[i] <= 'Z' ? s.s[i] + 32 : s.s[i]));
    return buf_str(&b);
}

/* The time at which a program wrote the page, as some say in a meta tag:
 * "页面生成时间 2023-05-16 12:34:05". */
static Str time_of_making(const RawPage *raw)
{
    for (int i = 0; i < raw->nmetas; i++) {
        const MetaTag *t = &raw->metas[i];
        ptrdiff_t at = 0;
        if ((str_eq_nocase(t->name, S("maketime")) ||
             str_has(t->content, S("生成时间"))) &&
            date_find_span(t->content, &at, NULL))
            return utf8_trim(str_skip(t->content, at));
    }
    return (Str){0};
}

/* The day in a meta tag. One that is, to the minute, the time at which the page
 * was made is not surely that of publication. */
static void set_tag_date(Page *page, Str v, Str made)
{
    enum { MINUTE = 16 };
    bool same = made.n >= MINUTE && v.n >= MINUTE &&
                str_eq(str_head(made, MINUTE), str_head(v, MINUTE));
    Date d = date_of_stamp(v);
    meta_set_day(&page->meta, d ? d : date_find(v, NULL),
                 same ? RANK_SCRIPT : RANK_META);
}

void meta_tags_read(Page *page, Arena *perm, Arena scratch)
{
    static const char *const dates[] = {"pubdate",
                                        "publishdate",
                                        "publish_date",
                                        "article:published_time",
                                        "dc.date",
                                        "publishtime",
                                        "og:release_date",
                                        "createdate",
                                        "og:time",
                                        "apub:time",
                                        "pubtime",
                                        "publish-date",
                                        "datepublished",
                                        "firstpublishedtime",
                                        "dcterms.created",
                                        "dcterms.issued",
                                        "bytedance:published_time",
                                        "weibo:article:create_at",
                                        "weibo: article:create_at",
                                        NULL};
    const RawPage *raw = page->raw;
    Str made = time_of_making(raw);
    for (int i = 0; i < raw->nmetas; i++) {
        Str name = lower(&scratch, raw->metas[i].name);
        Str v = utf8_trim(raw->metas[i].content);
        if (!name.n || !v.n)
            continue;
        if (starts_any(name, dates) == name.n)
            set_tag_date(page, v, made);
        else if (str_eq(name, S("contentsource")) ||
                 str_eq(name, S("source")) || str_eq(name, S("laiyuan")))
            meta_set_origin(&page->meta, v, perm);
        else if (str_eq(name, S("articletitle")) && !page->meta.title.n)
            page->meta.title = tidy_title(perm, v);
    }
    meta_set_day(&page->meta, raw->told, RANK_META);
    meta_set_day(&page->meta, raw->hinted, RANK_SCRIPT);
}

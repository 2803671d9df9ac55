#include "ingest/html/html_dates.h"

#include "ingest/html/html_facts.h"
#include "text/date_stamp.h"

/* Days that must all be the same. */
typedef struct Agreed {
    Date day;
    bool mixed;
} Agreed;

static void agree(Agreed *a, Date d)
{
    a->mixed |= d && a->day && a->day != d;
    a->day = d ? d : a->day;
}

static Date agreed(const Agreed *a)
{
    return a->mixed ? 0 : a->day;
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_' || c == '$' || c == '-';
}

/* Names of fields and variables, case ignored. */
static bool names_publication(Str name)
{
    static const Str names[] = {
        STR_INIT("datePublished"), STR_INIT("publishTime"),
        STR_INIT("publish_time"),  STR_INIT("publishDate"),
        STR_INIT("publish_date"),  STR_INIT("publish-time"),
        STR_INIT("publish-date"),  STR_INIT("pubDate"),
        STR_INIT("pub_date"),      STR_INIT("pubTime"),
        STR_INIT("pub_time"),      STR_INIT("ptime"),
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase(name, names[i]))
            return true;
    return false;
}

/* The day behind a name: `": "2019-09-07T15:14:21"`, ` = '1581517074'`. */
static Date value_behind(Str s, ptrdiff_t at)
{
    enum { LONGEST = 40 };
    Str rest = str_skip(s, at);
    bool quote = str_starts(rest, S("\"")) || str_starts(rest, S("'"));
    rest = str_trim(str_head(str_skip(rest, quote), LONGEST));
    if (!str_starts(rest, S(":")) && !str_starts(rest, S("=")))
        return 0;
    rest = str_trim(str_skip(rest, 1));
    quote = rest.n && (rest.s[0] == '"' || rest.s[0] == '\'');
    return date_of_stamp(str_skip(rest, quote));
}

/* The next day that a field names, at or behind *i, which moves behind it; 0
 * at the end. */
static Date next_date(Str s, ptrdiff_t *i)
{
    static const Str account = STR_INIT("var ct");
    while (*i < s.n) {
        ptrdiff_t from = *i;
        while (*i < s.n && is_name_char(s.s[*i]))
            ++*i;
        Str name = str_span(s.s + from, s.s + *i);
        /* the public accounts of WeChat show how long ago it was */
        bool ct = str_eq(name, S("ct")) && from >= 4 &&
                  str_starts(str_skip(s, from - 4), account);
        Date d = ct || names_publication(name) ? value_behind(s, *i) : 0;
        if (d)
            return d;
        *i += *i == from;
    }
    return 0;
}

Date script_date(Str script)
{
    ptrdiff_t i = 0;
    return next_date(script, &i);
}

static void read_script(const DomNode *text, Agreed *linked, Agreed *script)
{
    Str type = dom_attr(text->parent, S("type"));
    Agreed *to =
        str_eq_nocase(type, S("application/ld+json")) ? linked : script;
    ptrdiff_t i = 0;
    for (Date d; (d = next_date(text->text, &i));)
        agree(to, d);
}

static bool has_class(const DomNode *n, Str name)
{
    Str attr = dom_attr(n, S("class")), token;
    while (next_token(&attr, &token))
        if (str_eq_nocase(token, name))
            return true;
    return false;
}

/* Elements that say of the day in them that it is the article's. */
static Date marked_date(const DomNode *n)
{
    bool time = str_eq(n->name, S("time"));
    bool named = str_eq_nocase(dom_attr(n, S("itemprop")), S("datePublished"));
    if (!named && !(time && (str_given(dom_attr(n, S("pubdate"))) ||
                             has_class(n, S("entry-date")) ||
                             has_class(n, S("published")))))
        return 0;
    Date d = date_of_stamp(dom_attr(n, S("content")));
    if (!d)
        d = date_of_stamp(dom_attr(n, S("datetime")));
    if (!d && n->first && n->first->kind == DOM_TEXT)
        d = date_of_stamp(n->first->text);
    return d;
}

void html_dates(const Dom *dom, RawPage *page)
{
    Agreed marked = {0}, linked = {0}, script = {0};
    for (int i = 0; i < dom->n; i++) {
        const DomNode *n = dom->v[i];
        if (n->kind == DOM_ELEMENT)
            agree(&marked, marked_date(n));
        else if (n->kind == DOM_TEXT && n->parent->tag == DOM_SCRIPT)
            read_script(n, &linked, &script);
    }
    page->told = agreed(&marked) ? agreed(&marked) : agreed(&linked);
    page->hinted = agreed(&script);
}

#include "ingest/html/html_head.h"

#include "ingest/blocks/block_list.h"
#include "text/uri.h"

/* Where an address was found, the best first. */
enum { FROM_CANONICAL, FROM_OG, FROM_SAVED, FROM_META, FROM_BASE, SOURCES };

static void offer(Str *found, int from, Str address)
{
    if (!found[from].n)
        found[from] = uri_web(address);
}

static Str text_below(const DomNode *n, Arena *a)
{
    Buf b = buf_in(a);
    for (const DomNode *c = n->first; c; c = c->next)
        if (c->kind == DOM_TEXT)
            buf_add(&b, c->text);
    return block_tidy(a, buf_str(&b));
}

static int count_metas(const Dom *dom)
{
    int n = 0;
    for (int i = 0; i < dom->n; i++)
        n += dom->v[i]->tag == DOM_META;
    return n;
}

static void read_meta(const DomNode *n, RawPage *page, Arena *a, Str *found)
{
    Str name = dom_attr(n, S("name")), content = dom_attr(n, S("content"));
    if (!name.n)
        name = dom_attr(n, S("property"));
    if (!name.n)
        name = dom_attr(n, S("itemprop"));
    if (!name.n || !str_given(content))
        return;
    page->metas[page->nmetas++] =
        (MetaTag){str_dup(a, str_trim(name)), block_tidy(a, content)};
    if (str_eq_nocase(str_trim(name), S("og:url")))
        offer(found, FROM_OG, content);
    if (str_eq_nocase(str_trim(name), S("SourceURL")) ||
        str_eq_nocase(str_trim(name), S("url")))
        offer(found, FROM_META, content);
    if (str_eq_nocase(str_trim(name), S("SiteDomain")) && !page->site.n)
        page->site = str_dup(a, str_trim(content));
}

static void read_element(const DomNode *n, RawPage *page, Arena *a, Str *found)
{
    if (n->tag == DOM_META)
        read_meta(n, page, a, found);
    else if (n->tag == DOM_TITLE && !page->title_tag.n)
        page->title_tag = text_below(n, a);
    else if (n->tag == DOM_BASE)
        offer(found, FROM_BASE, dom_attr(n, S("href")));
    else if (n->tag == DOM_LINK &&
             str_eq_nocase(dom_attr(n, S("rel")), S("canonical")))
        offer(found, FROM_CANONICAL, dom_attr(n, S("href")));
}

/* "saved from url=(0042)http://..." is what browsers write into pages. */
static Str saved_from(Str comment)
{
    static const Str mark = STR_INIT("saved from url=(");
    ptrdiff_t at = str_find(comment, mark, 0);
    ptrdiff_t end = at < 0 ? -1 : str_find(comment, S(")"), at);
    return end < 0 ? (Str){0} : str_skip(comment, end + 1);
}

void html_head(const Dom *dom, RawPage *page, Arena *perm)
{
    Str found[SOURCES] = {0};
    page->metas = NEW_N(perm, MetaTag, count_metas(dom));
    for (int i = 0; i < dom->n; i++) {
        const DomNode *n = dom->v[i];
        if (n->kind == DOM_ELEMENT)
            read_element(n, page, perm, found);
        else if (n->kind == DOM_COMMENT)
            offer(found, FROM_SAVED, saved_from(n->text));
    }
    for (int i = 0; i < FROM_BASE && !page->url.n; i++)
        if (found[i].n)
            page->url = str_dup(perm, found[i]);
    page->base = str_dup(perm, found[FROM_BASE]);
}

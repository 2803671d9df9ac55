#include "emit/passages.h"

#include "emit/digest.h"
#include "emit/state_codec.h"
#include "model/load.h"
#include "text/escape.h"

/* A body that cmark must not be given is shown as it was written. */
static void render_as_source(Str body, Arena *a, MdDoc *doc)
{
    Buf b = buf_in(a);
    buf_lit(&b, "<pre id=\"p1\"><code>");
    esc_html(&b, body);
    buf_lit(&b, "</code></pre>\n");
    MdBlock *block = NEW(a, MdBlock);
    *block = (MdBlock){.kind = MD_CODE, .heading = -1, .line = 1};
    block->id = S("p1");
    block->text = body;
    *doc = (MdDoc){.html = buf_str(&b), .blocks = block, .nblocks = 1};
}

bool body_render(Str body, Arena *a, Arena scratch, MdDoc *doc, Str *reason)
{
    if (md_render(body, a, scratch, doc, reason))
        return true;
    render_as_source(body, a, doc);
    return false;
}

bool passages_keep(const Emit *e, Digest *d, const TopicFinding *shown,
                   Arena *perm, Arena scratch)
{
    if (!shown->npassages)
        return true;
    Buf b = buf_in(&scratch);
    put_passages(&b, shown);
    if (state_store(e->state, buf_str(&b), &d->passages))
        return true;
    Str bytes = str_dup(perm, buf_str(&b));
    TopicFinding copy;
    get_passages(bytes, perm, &copy);
    d->topics.passages = copy.passages;
    d->topics.npassages = copy.npassages;
    return false;
}

/* As the read phase found them. */
static TopicFinding find_again(const Emit *e, const Entry *x, Arena *a)
{
    const Config *c = &e->site->conf;
    Arena room = *a, scratch = arena_carve(&room, (a->end - a->beg) / 2);
    Diags unsaid = diags_in(&room); /* the read phase says them */
    Str file, body, reason;
    MdDoc doc;
    TopicFinding shown = {0};
    if (!site_body(e->site, x, &room, &file, &body, &unsaid))
        return shown;
    body_render(body, &room, scratch, &doc, &reason);
    const TopicMatcher *m = topic_matcher(c, &room);
    TopicFinding found = topic_find(m, c, &x->r, &doc, &room, scratch);
    shown = digest_passages(&found, c->ntopics, &room, scratch);
    a->beg = room.beg;
    return shown;
}

TopicFinding passages_of(const Emit *e, int32_t entry, Arena *a)
{
    const Entry *x = &e->site->entries[entry];
    const Digest *d = x->digest;
    TopicFinding f = {0};
    Str bytes;
    if (d->topics.passages)
        return d->topics;
    if (!d->passages.n || (state_fetch(e->state, &d->passages, a, &bytes) &&
                           get_passages(bytes, a, &f)))
        return f;
    return find_again(e, x, a);
}

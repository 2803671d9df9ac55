#include "emit/digest.h"

#include "emit/excerpt.h"
#include "text/utf8.h"

static int count_chars(const MdDoc *doc)
{
    ptrdiff_t n = 0;
    for (int i = 0; i < doc->nblocks; i++)
        n += utf8_chars(doc->blocks[i].text);
    for (int i = 0; i < doc->nheadings; i++)
        n += utf8_chars(doc->headings[i].text);
    return n > INT32_MAX ? INT32_MAX : (int)n;
}

/* --- a long passage, cut around its marks --------------------------------- */

typedef struct Cut {
    const Passage *from;
    Passage *to;
    Buf text;
    int mark;       /* the first mark that is not behind us */
    ptrdiff_t at;   /* bytes of the source that are dealt with */
    ptrdiff_t room; /* characters that may still be taken */
} Cut;

static bool ends_sentence(Rune r)
{
    return r == 0x3002 || r == 0xFF1B || r == 0xFF01 || r == 0xFF1F || r == ';';
}

/* End of the sentence that begins at `from`. */
static ptrdiff_t sentence_end(Str s, ptrdiff_t from)
{
    const char *p = s.s + from, *end = s.s + s.n;
    while (p < end)
        if (ends_sentence(utf8_next(&p, end)))
            break;
    return p - s.s;
}

/* Takes the bytes [beg, end) and the marks that lie within. */
static void cut_take(Cut *c, ptrdiff_t beg, ptrdiff_t end)
{
    const Mark *m = c->from->marks;
    if (beg > c->at)
        buf_lit(&c->text, "…");
    ptrdiff_t shift = c->text.n - beg;
    for (; c->mark < c->from->nmarks && m[c->mark].at < end; c->mark++)
        if (m[c->mark].at >= beg && m[c->mark].at + m[c->mark].n <= end)
            c->to->marks[c->to->nmarks++] =
                (Mark){(int32_t)(m[c->mark].at + shift), m[c->mark].n};
    Str part = {c->from->text.s + beg, end - beg};
    buf_add(&c->text, part);
    c->room -= utf8_count(part);
    c->at = end;
}

/* A sentence that is longer than the room: from a little before its first
 * mark on. */
static void cut_part(Cut *c, ptrdiff_t beg, ptrdiff_t end)
{
    enum { BEFORE = 60 };
    const char *text = c->from->text.s;
    const char *p = text + c->from->marks[c->mark].at;
    for (int i = 0; i < BEFORE && p > text + beg; i++)
        utf8_prev(&p, text + beg);
    ptrdiff_t from = p - text;
    Str rest = {p, end - from};
    cut_take(c, from, from + utf8_head(rest, c->room).n);
    c->room = 0;
}

static void cut_passage(const Passage *from, Passage *to, Arena *perm,
                        Arena scratch)
{
    Str s = from->text;
    Cut c = {from, to, buf_in(&scratch), 0, 0, PASSAGE_CHARS};
    to->nmarks = 0;
    to->marks = NEW_N(perm, Mark, from->nmarks);
    for (ptrdiff_t beg = 0, end; beg < s.n && c.room > 0; beg = end) {
        end = sentence_end(s, beg);
        if (c.mark >= from->nmarks)
            break;
        if (from->marks[c.mark].at >= end)
            continue;
        if (utf8_count((Str){s.s + beg, end - beg}) <= c.room)
            cut_take(&c, beg, end);
        else
            cut_part(&c, beg, end);
    }
    if (c.at < s.n)
        buf_lit(&c.text, "…");
    to->text = str_dup(perm, buf_str(&c.text));
}

/* --- the digest ------------------------------------------------------------
 */

typedef struct Keep {
    Arena *perm;
    Arena scratch;
    const Passage *last; /* the passage kept before, of doc's texts */
    const Passage *copy; /* and its copy: equal strings are shared */
} Keep;

static Str share(const Keep *k, Str s, Str last, Str copy)
{
    return k->last && s.s == last.s && s.n == last.n ? copy
                                                     : str_dup(k->perm, s);
}

static void keep_passage(Keep *k, const Passage *p, Passage *out)
{
    const Passage none = {0};
    const Passage *last = k->last ? k->last : &none;
    const Passage *copy = k->last ? k->copy : &none;
    *out = *p;
    out->block_id = share(k, p->block_id, last->block_id, copy->block_id);
    out->heading_id =
        share(k, p->heading_id, last->heading_id, copy->heading_id);
    out->heading = share(k, p->heading, last->heading, copy->heading);
    if (utf8_chars(p->text) > PASSAGE_CHARS) {
        cut_passage(p, out, k->perm, k->scratch);
        k->last = NULL; /* its text is no copy to share */
        return;
    }
    out->text = share(k, p->text, last->text, copy->text);
    out->marks = NEW_N(k->perm, Mark, p->nmarks);
    memcpy(out->marks, p->marks, (size_t)p->nmarks * sizeof *p->marks);
    k->last = p;
    k->copy = out;
}

TopicFinding digest_passages(const TopicFinding *found, int ntopics,
                             Arena *perm, Arena scratch)
{
    TopicFinding t = {0};
    int *kept = NEW_N(&scratch, int, ntopics), n = 0;
    Passage *v = NEW_N(&scratch, Passage, found->npassages);
    for (int i = 0; i < found->npassages; i++)
        if (kept[found->passages[i].topic]++ < PASSAGES_PER_TOPIC)
            v[n++] = found->passages[i];
    Keep keep = {.perm = perm, .scratch = scratch};
    t.passages = NEW_N(perm, Passage, n);
    for (; t.npassages < n; t.npassages++)
        keep_passage(&keep, &v[t.npassages], &t.passages[t.npassages]);
    return t;
}

/* Of all passages; one that follows another under the same heading adds
 * none. */
static StrList list_headings(const TopicFinding *shown, Arena *perm)
{
    StrList l = {.v = NEW_N(perm, Str, shown->npassages)};
    const char *last = NULL;
    for (int i = 0; i < shown->npassages; i++) {
        Str heading = shown->passages[i].heading;
        if (heading.n && heading.s != last)
            l.v[l.n++] = str_dup(perm, heading);
        last = heading.s;
    }
    return l;
}

static void copy_uses(const TopicFinding *found, const TopicFinding *shown,
                      Arena *perm, TopicFinding *out)
{
    enum { MARK = 13 }; /* bytes of a mark's tags */
    out->nuses = found->nuses;
    out->uses = NEW_N(perm, TopicUse, found->nuses);
    for (int i = 0; i < found->nuses; i++) {
        TopicUse *use = &out->uses[i];
        *use = found->uses[i];
        use->bytes = 0;
        for (int k = 0; k < shown->npassages; k++) {
            const Passage *p = &shown->passages[k];
            if (p->topic == use->topic)
                use->bytes += (int)p->text.n + MARK * p->nmarks;
        }
    }
}

Digest *digest_make(const MdDoc *doc, const TopicFinding *found,
                    const TopicFinding *shown, Arena *perm, Arena scratch)
{
    Digest *d = NEW(perm, Digest);
    copy_uses(found, shown, perm, &d->topics);
    d->headings = list_headings(shown, perm);
    d->chars = count_chars(doc);
    d->excerpt = excerpt_make(doc, EXCERPT_CHARS, perm, scratch);
    return d;
}

/* --- characters ----------------------------------------------------------- */

/* What tells traditional text from text that quotes some, or 瞭望: so many
 * different characters, and twice as many in all as simplified ones. */
enum { LEAST_TRADITIONAL = 8, TIMES_SIMPLIFIED = 2 };

typedef struct HanTally {
    const uint8_t *kinds;
    uint64_t *found; /* bit r & 63 of word r >> 6: traditional r is there */
    int distinct;
    ptrdiff_t traditional, simplified; /* in all */
} HanTally;

static void tally_traditional(HanTally *t, Rune r)
{
    t->traditional++;
    t->distinct += !(t->found[r >> 6] >> (r & 63) & 1);
    t->found[r >> 6] |= (uint64_t)1 << (r & 63);
}

static void tally_han(HanTally *t, Str s)
{
    const char *p = s.s, *end = p + s.n;
    ptrdiff_t simplified = 0;
    while (p < end) {
        Rune r = utf8_next(&p, end);
        if (r < 0x3400 || r > 0xFFFF)
            continue;
        unsigned kinds = t->kinds[r];
        simplified += (kinds & HAN_SIMPLIFIED) != 0;
        if (kinds & HAN_TRADITIONAL)
            tally_traditional(t, r);
    }
    t->simplified += simplified;
}

Str digest_traditional(const HanTable *han, Str title, const MdDoc *doc,
                       Arena *perm, Arena scratch)
{
    HanTally t = {.kinds = han_kinds(han)};
    t.found = NEW_N(&scratch, uint64_t, 0x10000 / 64);
    tally_han(&t, title);
    for (int i = 0; i < doc->nheadings; i++)
        tally_han(&t, doc->headings[i].text);
    for (int i = 0; i < doc->nblocks; i++)
        tally_han(&t, doc->blocks[i].text);
    Buf out = buf_in(&scratch);
    bool is = t.distinct >= LEAST_TRADITIONAL &&
              t.traditional >= TIMES_SIMPLIFIED * t.simplified;
    for (Rune r = 0; is && r < 0x10000; r++)
        if (t.found[r >> 6] >> (r & 63) & 1)
            utf8_put(&out, r);
    return str_dup(perm, buf_str(&out));
}

#include "emit/search_old.h"

#include "text/json.h"
#include "text/textcode.h"

/* What the one call in a file has as its data. */
static bool read_call(const SearchBuild *b, Str path, Arena *a, Str *data)
{
    Str file, end = S(");\n");
    if (!publish_read(b->e->out, path, a, &file))
        return false;
    Buf head = buf_in(a);
    search_open_call(&head, path);
    if (!str_starts(file, buf_str(&head)) || !str_ends(file, end))
        return false;
    *data = str_skip(str_head(file, file.n - end.n), head.n);
    return true;
}

/* --- a text */

/* Members, counted from 0: of the file, and of what it says of a report. */
enum { AT_REPORTS = 0, AT_CODES = 1 };
enum { AT_TITLE = 1, AT_OUTLINE = 9, AT_RUNS = 10 };

static const Json *member(const Json *array, int k)
{
    const Json *j = array && array->kind == JSON_ARRAY ? array->child : NULL;
    while (j && k--)
        j = j->next;
    return j;
}

static bool member_str(const Json *array, int k, Str *out)
{
    const Json *j = member(array, k);
    if (!j || j->kind != JSON_STRING)
        return false;
    *out = j->str;
    return true;
}

/* How many headings: two members each. */
static int count_headings(const Json *outline)
{
    int n = 0;
    for (const Json *j = outline ? outline->child : NULL; j; j = j->next)
        n++;
    return n / 2;
}

/* How many blocks: the sum of every second member. */
static int count_blocks(const Json *runs)
{
    int n = 0;
    const Json *j = runs ? runs->child : NULL;
    for (; j && j->next; j = j->next->next)
        n += (int)j->next->num;
    return n;
}

/* Lines: the headings, then the blocks. */
static bool read_lines(const Json *report, Str codes, Arena *a, MdDoc *doc)
{
    BitIn in = bits_in(codes);
    Str lines;
    *doc = (MdDoc){.nheadings = count_headings(member(report, AT_OUTLINE)),
                   .nblocks = count_blocks(member(report, AT_RUNS))};
    ptrdiff_t n = (ptrdiff_t)doc->nheadings + doc->nblocks;
    if (!textcode_get(&in, n, a, &lines))
        return false;
    doc->headings = NEW_N(a, MdHeading, doc->nheadings);
    doc->blocks = NEW_N(a, MdBlock, doc->nblocks);
    for (int i = 0; i < doc->nheadings; i++)
        doc->headings[i].text = str_cut(&lines, S("\n"));
    for (int i = 0; i < doc->nblocks; i++)
        doc->blocks[i].text = str_cut(&lines, S("\n"));
    return true;
}

bool search_old_text(const SearchBuild *b, int number, Arena *a, Str *title,
                     MdDoc *doc)
{
    Str data, codes;
    if (!read_call(b, search_text_path(a, number), a, &data) ||
        str_has(data, S("\\u0000"))) /* which json_parse reads as another */
        return false;
    const Json *j = json_parse(data, a);
    const Json *report = member(member(j, AT_REPORTS), 0);
    return member_str(report, AT_TITLE, title) &&
           member_str(j, AT_CODES, &codes) && read_lines(report, codes, a, doc);
}

/* --- a posting file */

typedef struct Shard {
    uint64_t first, last; /* hashes: of it, and behind it */
    uint32_t slots;       /* of the segment */
    Posting *term;        /* room for the postings of a term */
    Record *v;            /* NULL: they are counted only */
    ptrdiff_t n;
} Shard;

static bool read_term(Shard *s, BitIn *in, uint32_t hash)
{
    uint32_t n;
    if (!postings_get(in, s->slots, s->v ? s->term : NULL, &n))
        return false;
    for (uint32_t i = 0; s->v && i < n; i++)
        s->v[s->n + i] = record_of(hash, s->term[i].slot, s->term[i].traits);
    s->n += n;
    return true;
}

static bool read_terms(Shard *s, BitIn in)
{
    uint32_t terms = get_gamma(&in) - 1;
    int k = rice_parameter(terms, s->last - s->first);
    uint64_t hash = s->first;
    s->n = 0;
    for (uint32_t i = 0; i < terms; i++, hash++) {
        hash += get_rice(&in, k);
        if (in.bad || hash >= s->last || !read_term(s, &in, (uint32_t)hash))
            return false;
    }
    return !in.bad;
}

bool search_old_shard(const SearchBuild *b, uint32_t shard, Arena *a,
                      Record **v, ptrdiff_t *n)
{
    Str data;
    int low = 32 - b->shard_bits;
    if (!read_call(b, search_shard_path(a, b->seg, shard), a, &data) ||
        data.n < 2)
        return false;
    Str symbols = str_skip(str_head(data, data.n - 1), 1); /* of its quotes */
    Shard s = {.first = (uint64_t)shard << low,
               .last = ((uint64_t)shard + 1) << low,
               .slots = b->slots};
    if (!read_terms(&s, bits_in(symbols)))
        return false;
    s.term = arena_aligned(a, b->slots * (ptrdiff_t)sizeof(Posting));
    s.v = *v = records_in(a, s.n);
    *n = s.n;
    return read_terms(&s, bits_in(symbols));
}

/* The manifest: from the site alone, so that no segment has to be read again
 * for it. */
#include "emit/search_build.h"
#include "emit/spell.h"
#include "text/escape.h"

static const size_t RESERVE = (size_t)1 << 32; /* address space */

static void drop_comma(Buf *b)
{
    if (b->n && b->s[b->n - 1] == ',')
        b->n--;
}

/* [province, city, code, name, code, name ...] for each run of districts of
 * one city. */
static void put_districts(Buf *b, const Taxonomy *t)
{
    buf_byte(b, '[');
    for (int i = 0; i < t->ndistricts; i++) {
        const District *d = &t->districts[i];
        bool same = i && str_eq(d[-1].province, d->province) &&
                    str_eq(d[-1].city, d->city);
        if (i)
            buf_add(b, same ? S(",") : S("],"));
        if (!same) {
            buf_byte(b, '[');
            esc_json(b, d->province);
            buf_byte(b, ',');
            esc_json(b, d->city);
            buf_byte(b, ',');
        }
        esc_json(b, d->code);
        buf_byte(b, ',');
        esc_json(b, d->name);
    }
    buf_add(b, t->ndistricts ? S("]],") : S("],"));
}

static void put_topics(Buf *b, const Config *c)
{
    buf_byte(b, '[');
    for (int i = 0; i < c->ntopics; i++) {
        buf_byte(b, '[');
        esc_json(b, c->topics[i].slug);
        buf_byte(b, ',');
        esc_json(b, c->topics[i].name);
        buf_lit(b, "],");
    }
    drop_comma(b);
    buf_lit(b, "],");
}

void search_publish(Emit *e, Str path, Str bytes, Arena scratch)
{
    publish_put(e->out, path, hash128(bytes), bytes, scratch);
}

/* [first, last, reports, log2 of posting files, version, columns] */
static void put_segment(Buf *b, Emit *e, SearchSegment seg)
{
    ptrdiff_t beg, end;
    search_range(e->site, seg, &beg, &end);
    if (beg == end)
        return;
    buf_byte(b, '[');
    buf_int(b, seg.first);
    buf_byte(b, ',');
    buf_int(b, seg.last);
    buf_byte(b, ',');
    buf_int(b, end - beg);
    buf_byte(b, ',');
    buf_int(b, seg.tail ? 0 : search_shard_bits(end - beg));
    buf_lit(b, ",\"");
    buf_hex(b, (const unsigned char *)&seg.version, 6);
    buf_lit(b, "\",");
    search_put_columns(b, e, seg, e->site->entries + beg, end - beg);
    buf_lit(b, "],");
}

/* [format, largest number, districts, topics, segments, spelling] */
void search_manifest(Emit *e, const SearchSegment *v, int n)
{
    Arena start = arena_new(RESERVE), mem = start;
    Str path = S("search/manifest.js");
    Buf b = buf_in(&mem);
    search_open_call(&b, path);
    buf_lit(&b, "[5,");
    buf_int(&b, e->site->largest);
    buf_byte(&b, ',');
    put_districts(&b, e->tax);
    put_topics(&b, &e->site->conf);
    buf_byte(&b, '[');
    for (int i = 0; i < n; i++)
        put_segment(&b, e, v[i]);
    drop_comma(&b);
    buf_lit(&b, "],");
    emit_spell(e, &b);
    buf_lit(&b, "]);\n");
    search_publish(e, path, buf_str(&b), e->workers[0]);
    arena_free(start);
}

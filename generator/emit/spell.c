#include "emit/spell.h"

#include "data/embed.h"
#include "emit/search_build.h"
#include "model/synonyms.h"
#include "text/escape.h"
#include "text/utf8.h"

#include <stdlib.h>

enum { LETTERS = 26 };

static const size_t RESERVE = (size_t)1 << 32; /* address space */

typedef struct Spell {
    Emit *e;
    Arena a;
    Hash128 version;    /* of all files so far */
    Buf letters;        /* that have a file */
    Buf lines[LETTERS]; /* of each letter's file */
} Spell;

/* search/spell/NAME.js with one string. Made always: it is cheap. */
static void put_file(Spell *s, Str name, Str text)
{
    Str path = str_join3(&s->a, S("search/spell/"), name, S(".js"));
    Buf b = buf_in(&s->a);
    search_open_call(&b, path);
    esc_json(&b, text);
    buf_lit(&b, ");\n");
    Str bytes = buf_str(&b);
    s->version = hash128_more(s->version, bytes);
    publish_put(s->e->out, path, hash128(bytes), bytes, s->e->workers[0]);
}

/* A table of the program without its comments. */
static void put_table(Spell *s, Str name, Str table)
{
    Buf b = buf_in(&s->a);
    Str line;
    while (str_line(&table, &line)) {
        if (str_starts(line, S("#")))
            continue;
        buf_add(&b, line);
        buf_byte(&b, '\n');
    }
    put_file(s, name, buf_str(&b));
}

/* The letters that a term's first syllable may begin with, as bits. */
static uint32_t first_letters(Str pinyin)
{
    uint32_t letters = 0;
    Str first = str_cut(&pinyin, S(" "));
    while (str_given(first)) {
        Str reading = str_cut(&first, S(","));
        if (reading.n && reading.s[0] >= 'a' && reading.s[0] <= 'z')
            letters |= 1u << (reading.s[0] - 'a');
    }
    return letters;
}

static void add_line(Spell *s, const Term *t, const Syllables *syllables)
{
    Buf b = buf_in(&s->a);
    if (str_given(t->pinyin))
        buf_add(&b, t->pinyin);
    else if (!syllables_put(&b, syllables, t->text))
        return;
    Str pinyin = buf_str(&b);
    uint32_t letters = first_letters(pinyin);
    for (int k = 0; k < LETTERS; k++) {
        if (!(letters >> k & 1))
            continue;
        buf_add(&s->lines[k], t->text);
        buf_byte(&s->lines[k], ' ');
        buf_add(&s->lines[k], pinyin);
        buf_byte(&s->lines[k], '\n');
    }
}

static int by_rank(const void *a, const void *b)
{
    const Term *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return str_cmp(x->text, y->text);
}

static void put_dictionary(Spell *s, const Synonyms *syn)
{
    Terms terms = spell_terms(s->e, syn, &s->a);
    const Syllables *syllables = syllables_read(embed_pinyin_table(), &s->a);
    if (terms.n)
        qsort(terms.v, (size_t)terms.n, sizeof *terms.v, by_rank);
    for (ptrdiff_t i = 0; i < terms.n; i++)
        add_line(s, &terms.v[i], syllables);
    for (int k = 0; k < LETTERS; k++) {
        if (!s->lines[k].n)
            continue;
        char letter = (char)('a' + k);
        buf_byte(&s->letters, letter);
        put_file(s, (Str){&letter, 1}, buf_str(&s->lines[k]));
    }
}

/* The entries of all traditional characters of the archive, by code. */
static Str archive_entries(const Site *site, Arena *a)
{
    bool *found = NEW_N(a, bool, 0x10000);
    bool any = false;
    for (ptrdiff_t i = 0; i < site->nentries; i++) {
        const Digest *d = site->entries[i].digest;
        Str s = d ? d->traditional : (Str){0};
        const char *p = s.s, *end = s.s + s.n;
        for (; p < end; any = true)
            found[utf8_next(&p, end) & 0xFFFF] = true;
    }
    Buf b = buf_in(a);
    if (!any)
        return buf_str(&b);
    const HanTable *han = han_table(embed_traditional_table(), a);
    for (Rune r = 1; r < 0x10000; r++) {
        if (!found[r])
            continue;
        if (b.n)
            buf_byte(&b, ' ');
        han_put_entry(&b, han, r);
    }
    return buf_str(&b);
}

static void put_synonyms(Buf *b, const Synonyms *syn)
{
    buf_byte(b, '[');
    for (int i = 0; i < syn->n; i++) {
        buf_add(b, i ? S(",[") : S("["));
        for (int k = 0; k < syn->v[i].n; k++) {
            if (k)
                buf_byte(b, ',');
            esc_json(b, syn->v[i].v[k]);
        }
        buf_byte(b, ']');
    }
    buf_byte(b, ']');
}

void emit_spell(Emit *e, Buf *manifest)
{
    Arena start = arena_new(RESERVE);
    arena_large_pages(&start, start.end - start.beg);
    Spell *s = NEW(e->perm, Spell);
    *s = (Spell){.e = e, .a = start};
    s->letters = buf_in(&s->a);
    for (int k = 0; k < LETTERS; k++)
        s->lines[k] = buf_in(&s->a);
    Synonyms syn = synonyms_load(e->site->dir, &s->a, e->workers[0], e->diags);
    put_table(s, S("traditional"), embed_traditional_table());
    put_table(s, S("pinyin"), embed_pinyin_table());
    put_dictionary(s, &syn);
    buf_lit(manifest, "[\"");
    buf_hex(manifest, (const unsigned char *)&s->version, 6);
    buf_lit(manifest, "\",");
    esc_json(manifest, buf_str(&s->letters));
    buf_byte(manifest, ',');
    esc_json(manifest, archive_entries(e->site, &s->a));
    buf_byte(manifest, ',');
    put_synonyms(manifest, &syn);
    buf_byte(manifest, ']');
    arena_free(start);
}

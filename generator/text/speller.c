#include "text/speller.h"

static int count_children(const Json *j)
{
    int n = 0;
    for (const Json *c = j->child; c; c = c->next)
        n++;
    return n;
}

static bool read_groups(const Json *all, Arena *perm, Speller *out)
{
    SynonymGroup *v = NEW_N(perm, SynonymGroup, count_children(all));
    out->groups = v;
    for (const Json *g = all->child; g; g = g->next, out->ngroups++) {
        if (g->kind != JSON_ARRAY)
            return false;
        SynonymGroup *to = &v[out->ngroups];
        to->v = NEW_N(perm, Str, count_children(g));
        for (const Json *word = g->child; word; word = word->next)
            if (word->kind == JSON_STRING)
                to->v[to->n++] = word->str;
    }
    return true;
}

bool spelling_read(const Json *spelling, Str table, Arena *perm,
                   IndexSpelling *out)
{
    *out = (IndexSpelling){0};
    if (!spelling || spelling->kind != JSON_ARRAY ||
        count_children(spelling) < 4)
        return false;
    const Json *letters = spelling->child->next, *archive = letters->next;
    const Json *groups = archive->next;
    if (letters->kind != JSON_STRING || archive->kind != JSON_STRING ||
        groups->kind != JSON_ARRAY || !read_groups(groups, perm, &out->speller))
        return false;
    out->letters = letters->str;
    out->speller.han = han_table(table, perm);
    if (archive->str.n)
        out->speller.archive = han_table(archive->str, perm);
    return true;
}

int query_expand(const IndexSpelling *s, Str word, bool lost,
                 SpellingFile *load, void *ctx, Arena *perm, Spelling **out)
{
    int n = spellings_of(&s->speller, word, lost, perm, out);
    Str letters = lost ? pinyin_letters(word, perm) : (Str){0};
    if (!letters.n || !str_has(s->letters, str_head(letters, 1)))
        return n;
    Str lines = load(ctx, letters.s[0], perm);
    Spelling *more, *all = *out; /* with room for MOST_SPELLINGS */
    int nmore = pinyin_terms(lines, letters, perm, &more);
    for (int i = 0; i < nmore && n < MOST_SPELLINGS; i++)
        all[n++] = more[i];
    return n;
}

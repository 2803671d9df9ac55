#include "emit/blocks.h"

int blocks_of(const Site *site, Arena *perm, Block **out)
{
    int32_t n = (int32_t)site->nentries;
    int count = 0;
    if (n <= WHOLE_MOST) {
        *out = NEW(perm, Block);
        **out = (Block){0, 0, n};
        return 1;
    }
    Block *v = NEW_N(perm, Block, n);
    for (int32_t i = 0; i < n; i++) {
        int number = (site->entries[i].number - 1) / BLOCK_NUMBERS + 1;
        if (!count || v[count - 1].number != number)
            v[count++] = (Block){number, i, i};
        v[count - 1].end++;
    }
    *out = v;
    return count;
}

Str block_path(Arena *a, Str stem, int number, Str ending)
{
    Buf b = buf_in(a);
    buf_add(&b, stem);
    if (number) {
        buf_byte(&b, '-');
        buf_int(&b, number);
    }
    buf_add(&b, ending);
    return buf_str(&b);
}

Hash128 block_inputs(const Emit *e, const Block *b, Arena scratch)
{
    Buf in = buf_in(&scratch);
    buf_add(&in, (Str){(const char *)&e->key, sizeof e->key});
    inputs_str(&in, e->base_url);
    for (int32_t i = b->beg; i < b->end; i++)
        inputs_entry(&in, e, i);
    return inputs_end(&in);
}

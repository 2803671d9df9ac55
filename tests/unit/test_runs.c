/* Terms on their way to posting files: what was added comes back in order,
 * from memory and from the disk. */
#include "test.h"

#include "emit/search_runs.h"

enum { LISTS = 3, SLOTS = 400 };

static uint32_t hash_of(uint32_t slot, uint32_t i)
{
    return slot * 2654435761u + i * 40503u;
}

static uint32_t size_of(uint32_t slot, int list)
{
    uint32_t n = slot * 37 % 501 + (uint32_t)list;
    return slot == 123 ? 40000 : n; /* more than a chunk usually holds */
}

static void add_all(RunList *v, Arena *a, Arena *words, Arena mark, Spool *disk,
                    uint32_t every)
{
    for (uint32_t slot = 0; slot < SLOTS; slot++) {
        for (int k = 0; k < LISTS; k++) {
            uint32_t n = size_of(slot, k);
            TermRun r = runs_add(&v[k], slot, n, a, words);
            for (uint32_t i = 0; i < n; i++) {
                r.hashes[i] = hash_of(slot, i);
                r.traits[i] = (uint8_t)(slot + i);
            }
        }
        if (every && slot % every == every - 1) {
            runs_spill(v, LISTS, disk);
            arena_trim(words, mark, 0);
        }
    }
}

static bool is_whole(const RunList *l, int list, const Spool *disk, Arena a)
{
    RunReader r = runs_read(l, disk, &a);
    bool same = true;
    for (uint32_t slot = 0; slot < SLOTS; slot++, runs_next(&r)) {
        uint32_t n = size_of(slot, list);
        if (!r.there || r.run.slot != slot || r.run.n != n)
            return false;
        for (uint32_t i = 0; i < n; i++)
            same = same && r.run.hashes[i] == hash_of(slot, i) &&
                   r.run.traits[i] == (uint8_t)(slot + i);
    }
    return same && !r.there && !r.bad;
}

int main(void)
{
    static const uint32_t EVERY[] = {0, 1, 7, 399};
    Arena mem = arena_new((size_t)1 << 28), room = arena_new((size_t)1 << 28);
    for (size_t t = 0; t < sizeof EVERY / sizeof *EVERY; t++) {
        RunList v[LISTS] = {0};
        Arena words = room;
        Spool disk = spool_in(&mem);
        add_all(v, &mem, &words, room, &disk, EVERY[t]);
        for (int k = 0; k < LISTS; k++)
            CHECK(is_whole(&v[k], k, &disk, mem));
        if (EVERY[t]) { /* what cannot be read is said */
            spool_close(&disk);
            RunReader r = runs_read(&v[0], &disk, &mem);
            CHECK(r.bad && !r.there);
        }
    }
    return test_end();
}

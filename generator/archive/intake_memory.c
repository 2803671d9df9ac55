#include "archive/intake_memory.h"

#include "archive/intake_disk.h"
#include "base/hash.h"
#include "base/pack.h"
#include "base/program.h"

enum { LARGEST = 1 << 30 };
#define MAGIC S("jiebao fingerprints 1\n")

static Str memory_path(const Intake *in, Arena *a)
{
    return intake_in_site(in, S(".jiebao/fingerprints"), a);
}

/* --- records ---------------------------------------------------------------
 */

static void put_years(Buf *b, YearSpan y)
{
    pack_i32(b, y.first);
    pack_i32(b, y.last);
}

static YearSpan get_years(Unpack *u)
{
    int32_t first = unpack_i32(u), last = unpack_i32(u);
    return (YearSpan){(int16_t)first, (int16_t)last};
}

static void put_print(Buf *b, const Print *p)
{
    for (int i = 0; i < SKETCH; i++)
        pack_i32(b, p->sketch.v[i]);
    pack_i32(b, p->sketch.usable);
    pack_str(b, p->street);
    pack_str(b, p->division);
    put_years(b, p->summary);
    put_years(b, p->plan);
    pack_str(b, p->url);
    pack_str(b, p->source);
}

static void get_print(Unpack *u, Print *p)
{
    for (int i = 0; i < SKETCH; i++)
        p->sketch.v[i] = unpack_i32(u);
    p->sketch.usable = unpack_i32(u) != 0;
    p->street = unpack_str(u);
    p->division = unpack_str(u);
    p->summary = get_years(u);
    p->plan = get_years(u);
    p->url = unpack_str(u);
    p->source = unpack_str(u);
}

static void put_known(Buf *b, const Known *k)
{
    pack_str(b, k->slug);
    pack_stat(b, &k->st);
    pack_i32(b, k->id);
    pack_str(b, k->sha);
    pack_str(b, k->identity);
    put_print(b, &k->print);
}

static void get_known(Unpack *u, Known *k)
{
    *k = (Known){.slug = unpack_str(u)};
    unpack_stat(u, &k->st);
    k->id = unpack_i32(u);
    k->sha = unpack_str(u);
    k->identity = unpack_str(u);
    get_print(u, &k->print);
}

/* --- reading ---------------------------------------------------------------
 */

/* The file system's time, which is not always the machine's own; where it does
 * not tell, a time before all files. */
static int64_t clock_of(const Intake *in, Arena scratch)
{
    FsStat st;
    Str path = str_concat(&scratch, memory_path(in, &scratch), S(".clock"));
    int64_t now = 0;
    if (fs_write_atomic(path, S("\n"), false, scratch) &&
        fs_stat(path, &st, scratch))
        now = st.mtime_ns;
    fs_remove(path, scratch);
    return now;
}

/* The records of a memory that is whole and this program's own. */
static Str whole_records(const Intake *in, Str text)
{
    Str tail = str_skip(text, text.n - (ptrdiff_t)sizeof(Hash128));
    Str rest = str_head(text, text.n - tail.n);
    Unpack end = {.rest = tail}, start;
    Hash128 sum = unpack_hash(&end);
    if (end.bad || !str_starts(rest, MAGIC) || !hash128_eq(sum, hash128(rest)))
        return (Str){0};
    start = (Unpack){.rest = str_skip(rest, MAGIC.n)};
    return hash128_eq(unpack_hash(&start), in->program) ? start.rest : (Str){0};
}

void memory_open(Intake *in, Arena scratch)
{
    Str text;
    if (!in->dry)
        in->now_ns = clock_of(in, scratch);
    bool there = fs_read(memory_path(in, &scratch), LARGEST, false, in->perm,
                         &text, NULL);
    if (there || !in->dry) /* to believe it, or to write it */
        in->program = program_hash(scratch);
    if (!there)
        return;
    Unpack u = {.rest = whole_records(in, text)};
    while (u.rest.n && !u.bad) {
        Str record = unpack_str(&u);
        Unpack head = {.rest = record};
        Str *copy = NEW(in->perm, Str);
        *copy = record;
        *map_slot(&in->memory, unpack_str(&head), in->perm) = copy;
    }
}

bool memory_recall(const Intake *in, Str slug, const FsStat *now, Known *k)
{
    const Str *record = map_get(&in->memory, slug);
    if (!record)
        return false;
    Unpack u = {.rest = *record};
    get_known(&u, k);
    return !u.bad && now->kind == FS_FILE && fs_stat_same(&k->st, now);
}

bool memory_trusts(const Intake *in, const FsStat *st)
{
    return st->kind == FS_FILE && in->now_ns && !fs_stat_young(st, in->now_ns);
}

/* --- writing ---------------------------------------------------------------
 */

void memory_save(const Intake *in, Arena scratch)
{
    ptrdiff_t n = 0;
    bool changed = false;
    Arena half = arena_carve(&scratch, (scratch.end - scratch.beg) / 2);
    Buf b = buf_in(&half);
    buf_add(&b, MAGIC);
    pack_hash(&b, in->program);
    for (const Known *k = in->all; k; k = k->next) {
        if (k->st.kind != FS_FILE)
            continue;
        Arena a = scratch;
        Buf record = buf_in(&a);
        put_known(&record, k);
        pack_str(&b, buf_str(&record));
        changed |= !k->recalled;
        n++;
    }
    if (!changed && n == in->memory.n)
        return;
    pack_hash(&b, hash128(buf_str(&b)));
    Str path = memory_path(in, &scratch);
    fs_write_atomic(path, buf_str(&b), false, scratch);
}

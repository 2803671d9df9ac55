/* Runs a target over files, and over seeded mutations of each:
 *   NAME ROUNDS FILE...
 * The same arguments, the same inputs. An input that takes more than ten
 * seconds ends the run. */
#define _GNU_SOURCE /* alarm */
#include "base/fs.h"
#include "fuzz.h"

#include <unistd.h>

enum { LARGEST = 1 << 20, SECONDS = 10 };

static uint64_t seed = 20211105;

static uint32_t dice(uint32_t below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return below ? (uint32_t)(seed >> 33) % below : 0;
}

/* What parsers stumble over. */
static const Str tokens[] = {
    STR_INIT("\0"),
    STR_INIT("\xFF"),
    STR_INIT("\xED\xA0\x80"),
    STR_INIT("\n"),
    STR_INIT("\r\n\r\n"),
    STR_INIT("---\n"),
    STR_INIT("<table>"),
    STR_INIT("</td>"),
    STR_INIT("<!--"),
    STR_INIT("&#x110000;"),
    STR_INIT("{{"),
    STR_INIT("}}"),
    STR_INIT("99999999999999999999"),
    STR_INIT("-1"),
    STR_INIT(": "),
    STR_INIT("|"),
    STR_INIT("一、"),
    STR_INIT("（二）"),
    STR_INIT("\xE3\x80\x80"),
    STR_INIT("\xC2\xA0"),
    STR_INIT("2022年"),
    STR_INIT("Content-Length: "),
    STR_INIT("&a"),
    STR_INIT("*a"),
};

static Str mutate(Str data, Arena *a)
{
    char *s = arena_bytes(a, data.n + 4096);
    ptrdiff_t n = data.n;
    memcpy(s, data.s, (size_t)n);
    for (uint32_t k = 1 + dice(6); k--;) {
        uint32_t at = dice((uint32_t)n + 1);
        Str t = tokens[dice(sizeof tokens / sizeof *tokens)];
        uint32_t cut = dice(n - at < 40 ? (uint32_t)(n - at) + 1 : 40);
        switch (dice(4)) {
        case 0: /* a byte changed */
            if (at < n)
                s[at] = (char)(s[at] ^ (1 << dice(8)));
            break;
        case 1: /* some left out */
            memmove(s + at, s + at + cut, (size_t)(n - at - cut));
            n -= cut;
            break;
        case 2: /* something put in */
            memmove(s + at + t.n, s + at, (size_t)(n - at));
            memcpy(s + at, t.s, (size_t)t.n);
            n += t.n;
            break;
        default: /* cut off */
            n = dice(8) ? n : at;
        }
    }
    return (Str){s, n};
}

static void one(Str data, Arena perm, Arena scratch)
{
    alarm(SECONDS);
    fuzz_one(data, &perm, scratch);
    alarm(0);
}

int main(int argc, char **argv)
{
    Arena perm = arena_new((size_t)2 << 30), files = arena_new(64 << 20);
    Arena scratch = arena_new((size_t)2 << 30);
    int64_t rounds = argc > 1 ? str_to_int(str_of(argv[1]), 1000000) : -1;
    int64_t n = 0;
    if (rounds < 0)
        return 2;
    fuzz_start(&perm);
    for (int i = 2; i < argc; i++) {
        Arena mark = files;
        Str data;
        if (!fs_read(str_of(argv[i]), LARGEST, true, &files, &data, NULL)) {
            fprintf(stderr, "%s: cannot be read\n", argv[i]);
            return 2;
        }
        one(data, perm, scratch);
        n++;
        for (int64_t k = 0; k < rounds; k++, n++) {
            Arena temp = files;
            one(mutate(data, &temp), perm, scratch);
        }
        files = mark;
    }
    printf("%lld passed, 0 failed\n", (long long)n);
    return 0;
}

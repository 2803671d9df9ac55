/* Sets of words: the same answers as one search for each word. */
#include "test.h"
#include "text/words.h"

#include <string.h>

static const char *const mixed[] = {"工作", "工作总结", "总结", "en", "english",
                                    "(",    "©",        "大",   NULL};
static WordSet set = WORD_SET(mixed);

typedef struct Record {
    const char *word;
    int kind;
} Record;
static const Record records[] = {{"计划", 7}, {"工作计划", 8}};
static WordSet of_records = WORD_SET(records);

/* What words_in and words_start must say, word by word. */
static ptrdiff_t slow(Str s, bool start)
{
    ptrdiff_t best = 0;
    for (int i = 0; mixed[i]; i++) {
        Str w = str_of(mixed[i]);
        ptrdiff_t at = str_find(s, w, 0);
        if (w.n > best && (start ? at == 0 : at >= 0))
            best = w.n;
    }
    return best;
}

int main(void)
{
    static const char *const texts[] = {
        "",   "工作总结大会", "年度工作",  "english",  "e",
        "en", "x(",           "(工作",     "©2020",    "\xE5",
        "总", "大",           "总结(总结", "\xE5\xB7", "\xC2"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Str s = str_of(texts[i]);
        CHECK(words_in(&set, s) == slow(s, false));
        CHECK(words_start(&set, s) == slow(s, true));
    }
    int n = 0;
    for (int i = -1; (i = words_next(&set, S("工作总结会"), i)) >= 0; n++)
        CHECK(words_bytes(&set, i) == (ptrdiff_t)strlen(mixed[i]));
    CHECK(n == 2);
    CHECK(words_next(&of_records, S("工作计划"), -1) == 1);
    CHECK(records[1].kind == 8);
    CHECK(words_next(&of_records, S("工作"), -1) < 0);
    return test_end();
}

#include "ingest/run_on.h"

#include "ingest/key.h"
#include "ingest/numbering.h"

enum {
    LONG_LINE = 200,  /* characters of a line that may be several */
    FEWEST_HEADS = 3, /* numbers in order that prove it */
    FEWEST_CHARS = 16 /* to a paragraph, on the average */
};

/* The last numbers seen of the two classes that head sections. */
typedef struct Count {
    int chapter, section;
} Count;

/* Whether a heading whose number goes on with the count starts at s. */
static bool counts_on(Str s, Count *c)
{
    Numbering n = numbering_of(s);
    if (n.kind == NUMBER_HAN && n.value == c->chapter + 1) {
        *c = (Count){n.value, 0};
        return true;
    }
    if (n.kind == NUMBER_HAN_PAREN && n.value == c->section + 1) {
        c->section = n.value;
        return true;
    }
    return false;
}

static bool after_sentence(Str s)
{
    static const char *const ends[] = {"。",  "！",  "？",   "：",  ":",
                                       "。”", "！”", "。）", "。)", NULL};
    return ends_any(s, ends) > 0;
}

int run_on_cuts(Str text, ptrdiff_t *cuts)
{
    Count c = {0, 0};
    int n = 0, heads = counts_on(text, &c);
    ptrdiff_t chars = utf8_count(text);
    if (chars < LONG_LINE)
        return 0;
    for (ptrdiff_t i = 1; i < text.n; i++) {
        if (text.s[i - 1] != ' ')
            continue;
        bool head = counts_on(str_skip(text, i), &c);
        heads += head;
        if (!head && !after_sentence(str_head(text, i - 1)))
            continue;
        if (cuts)
            cuts[n] = i;
        n++;
    }
    return heads >= FEWEST_HEADS && n <= chars / FEWEST_CHARS ? n : 0;
}

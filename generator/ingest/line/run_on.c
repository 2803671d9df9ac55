#include "ingest/line/run_on.h"

#include "base/byteset.h"
#include "ingest/line/key.h"
#include "ingest/line/kind.h"
#include "ingest/line/numbering.h"

enum {
    LONG_LINE = 200,   /* characters of a line that may be several */
    FEWEST_HEADS = 2,  /* numbers in order that prove it */
    FEWEST_CHARS = 12, /* to a paragraph, on the average */
    LONG_HEAD = 40     /* characters of a heading that a space ends */
};

/* The last numbers seen of the classes that head sections. */
typedef struct Count {
    int chapter, section, item;
    ptrdiff_t chapter_at; /* where the last chapter's number stands */
} Count;

/* Whether a heading whose number goes on with the count starts at s: 2 where
 * it is of a class that proves the breaks lost. */
static int counts_on(Str s, Count *c)
{
    Numbering n = numbering_of(s);
    if (n.kind == NUMBER_HAN && n.value == c->chapter + 1) {
        *c = (Count){.chapter = n.value};
        return 2;
    }
    if (n.kind == NUMBER_HAN_PAREN && n.value == c->section + 1) {
        *c = (Count){c->chapter, n.value, 0, c->chapter_at};
        return 2;
    }
    if (n.kind == NUMBER_ARABIC && n.value == c->item + 1) {
        c->item = n.value;
        return 1;
    }
    return 0;
}

/* 2023年工作回顾, up to the next space. */
static bool is_year_head(Str s)
{
    YearSpan y;
    Str front = str_head(s, LONG_HEAD * 3);
    ptrdiff_t space = str_find(front, S(" "), 0);
    return space > 0 && year_at(s, 0, &y) && kind_ends(str_head(s, space)) &&
           !str_has(str_head(s, space), S("，"));
}

/* Offset of the paragraph behind the heading at s, or 0: a space ends it
 * before any sentence does. */
static ptrdiff_t behind_head(Str s)
{
    Str front = str_head(s, LONG_HEAD * 3);
    ptrdiff_t space = str_find(front, S(" "), numbering_of(s).text.s - s.s);
    if (space <= 0 || str_has(str_head(s, space), S("。")))
        return 0;
    return space + 1;
}

static bool after_sentence(Str s)
{
    static const char *const ends[] = {"。",  "！",  "？",   "：",  ":",
                                       "。”", "！”", "。）", "。)", NULL};
    return ends_any(s, ends) > 0;
}

/* Whether （一） stands at i right behind its chapter's heading, as in
 * 一、2020年工作总结（一）. */
static bool is_first_section(Str text, ptrdiff_t i, const Count *c)
{
    if (!c->chapter || c->section ||
        (text.s[i] != '(' && !str_starts(str_skip(text, i), S("（"))))
        return false;
    Count ahead = *c;
    Str head = str_head(str_skip(text, c->chapter_at), i - c->chapter_at);
    return head.n <= LONG_HEAD * 3 && !str_has(head, S("。")) &&
           counts_on(str_skip(text, i), &ahead) == 2;
}

/* Whether a section whose number goes on with the count starts at i right
 * behind a sentence or a chapter's heading, the space that parted them lost as
 * well. */
static bool section_at(Str text, ptrdiff_t i, Count *c)
{
    Count ahead = *c;
    if (is_first_section(text, i, c))
        return counts_on(str_skip(text, i), c) == 2;
    Str before = str_head(text, i);
    if (!str_ends(before, S("。")) && !str_ends(before, S("！")) &&
        !str_ends(before, S("：")))
        return false;
    if (counts_on(str_skip(text, i), &ahead) < 2)
        return false;
    if (ahead.chapter > c->chapter)
        ahead.chapter_at = i;
    *c = ahead;
    return true;
}

/* Begins the count with the number that the text starts with, whichever it is
 * where it heads a chapter: how many heads that makes. */
static int start_count(Str text, Count *c)
{
    Numbering first = numbering_of(text);
    if (first.kind == NUMBER_HAN)
        *c = (Count){.chapter = first.value};
    return first.kind == NUMBER_HAN || counts_on(text, c) > 1;
}

/* The last bytes of what a section may start behind: a space, 。！：; and the
 * first ones of the brackets that may begin its number. */
static const ByteSet ends_before = {
    {[' '] = true, [0x82] = true, [0x81] = true, [0x9A] = true}};
static const ByteSet brackets = {{['('] = true, [0xEF] = true}};

int run_on_cuts(Str text, ptrdiff_t *cuts)
{
    if (text.n < LONG_LINE)
        return 0;
    Count c = {.chapter = 0};
    int n = 0, heads = start_count(text, &c);
    ptrdiff_t chars = utf8_chars(text), behind = heads ? behind_head(text) : 0;
    if (chars < LONG_LINE)
        return 0;
    const char *end = text.s + text.n;
    for (ptrdiff_t i = 1; i < text.n; i++) {
        if (!byteset_has(&ends_before, text.s[i - 1]) &&
            !byteset_has(&brackets, text.s[i])) {
            if (utf8_at_han(text.s + i, end))
                i += 2; /* nothing starts within a character */
            continue;
        }
        if (text.s[i - 1] != ' ') {
            if (text.s[i] != ' ' && section_at(text, i, &c)) {
                heads++;
                if (cuts)
                    cuts[n] = i;
                n++;
            }
            continue;
        }
        Str rest = str_skip(text, i);
        int chapter = c.chapter, head = counts_on(rest, &c);
        if (c.chapter > chapter)
            c.chapter_at = i;
        bool year = !head && is_year_head(rest);
        heads += head > 1;
        if (!head && !year && i != behind &&
            !after_sentence(str_head(text, i - 1)))
            continue;
        if (year)
            c = (Count){.chapter = 0};
        if (head || year)
            behind = i + behind_head(rest);
        if (cuts)
            cuts[n] = i;
        n++;
    }
    return heads >= FEWEST_HEADS && n <= chars / FEWEST_CHARS ? n : 0;
}

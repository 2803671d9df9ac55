/* Texts that may not be as they were printed. */
#include "cmd/check_parts.h"
#include "ingest/line/chrome.h"
#include "ingest/line/key.h"

enum {
    SHORT = 200,   /* characters: no report of a year is as short */
    REPEATED = 40, /* a paragraph of so many is not repeated by chance */
    EDGE_HEAD = 3, /* blocks at either end where what belongs to the page */
    EDGE_FOOT = 4, /* is apt to be left over */
    QUOTED = 24    /* characters of a block that a finding shows */
};

static Str beginning(Str text, Arena *a)
{
    const char *p = text.s, *end = text.s + text.n;
    for (int i = 0; i < QUOTED && p < end; i++)
        utf8_next(&p, end);
    Str head = str_span(text.s, p);
    return p < end ? str_concat(a, head, S("…")) : head;
}

static void check_lost(Str body, int line, Str path, Arena scratch, Diags *d)
{
    Str mark = S("\xEF\xBF\xBD"); /* U+FFFD */
    int64_t n = 0;
    ptrdiff_t first = -1;
    for (ptrdiff_t at = 0; (at = str_find(body, mark, at)) >= 0; at += mark.n) {
        first = first < 0 ? at : first;
        n++;
    }
    if (!n)
        return;
    for (ptrdiff_t i = 0; i < first; i++)
        line += body.s[i] == '\n';
    Buf b = buf_in(&scratch);
    buf_int(&b, n);
    DIAG1(d, LOST_TEXT, path, line, buf_str(&b));
}

static void check_furniture(const MdDoc *doc, int body_line, Str path,
                            Arena scratch, Diags *d)
{
    for (int i = 0; i < doc->nblocks; i++) {
        Arena a = scratch;
        const MdBlock *b = &doc->blocks[i];
        Zone zone = i < EDGE_HEAD                   ? ZONE_HEAD
                    : i >= doc->nblocks - EDGE_FOOT ? ZONE_FOOT
                                                    : ZONE_INSIDE;
        Str rule =
            chrome_rule(key_of(&a, b->text), (int)utf8_count(b->text), zone);
        if (str_given(rule))
            DIAG2(d, FURNITURE, path, body_line + b->line - 1,
                  beginning(b->text, &a), rule);
    }
}

static void check_repeated(const MdDoc *doc, int body_line, Str path, Arena a,
                           Diags *d)
{
    Map seen = {0};
    for (int i = 0; i < doc->nblocks; i++) {
        const MdBlock *b = &doc->blocks[i];
        if (utf8_count(b->text) < REPEATED)
            continue;
        void **first = map_slot(&seen, b->text, &a);
        if (!*first) {
            *first = &doc->blocks[i];
            continue;
        }
        const MdBlock *before = *first;
        Arena temp = a;
        Buf line = buf_in(&temp);
        buf_int(&line, body_line + before->line - 1);
        Str at = str_dup(&temp, buf_str(&line));
        DIAG2(d, SAID_TWICE, path, body_line + b->line - 1,
              beginning(b->text, &temp), at);
    }
}

static void check_length(const MdDoc *doc, int body_line, Str path,
                         Arena scratch, Diags *d)
{
    ptrdiff_t n = 0;
    for (int i = 0; i < doc->nblocks; i++)
        n += utf8_count(doc->blocks[i].text);
    if (!n || n >= SHORT)
        return;
    Buf b = buf_in(&scratch);
    buf_int(&b, n);
    DIAG1(d, SHORT_BODY, path, body_line, buf_str(&b));
}

void check_text(const MdDoc *doc, Str body, int body_line, Str path,
                Arena scratch, Diags *d)
{
    check_lost(body, body_line, path, scratch, d);
    check_furniture(doc, body_line, path, scratch, d);
    check_repeated(doc, body_line, path, scratch, d);
    check_length(doc, body_line, path, scratch, d);
}

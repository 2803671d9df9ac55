/* A report's file: what is read and written again stays the same. */
#include "fuzz.h"
#include "model/report.h"

void fuzz_start(Arena *perm)
{
    (void)perm;
}

static Str written(const Report *r, Arena *perm)
{
    Buf b = buf_in(perm);
    report_put_front_matter(&b, r);
    return str_dup(perm, buf_str(&b));
}

void fuzz_one(Str data, Arena *perm, Arena scratch)
{
    (void)scratch;
    Str front, body;
    int line;
    Report r, again;
    Diags d = diags_in(perm), d2 = diags_in(perm);
    if (!utf8_valid(data) || !report_split(data, &front, &body, &line))
        return;
    MUST(body.n <= data.n && line >= 1);
    if (!report_parse(front, S("x.md"), S("x"), perm, &d, &r))
        return;
    Str once = written(&r, perm);
    MUST(utf8_valid(once));
    MUST(report_split(once, &front, &body, &line) && !body.n);
    MUST(report_parse(front, S("x.md"), S("x"), perm, &d2, &again));
    MUST(str_eq(once, written(&again, perm)));
    Buf b = buf_in(perm);
    JsonOut j = {.b = &b};
    json_open(&j, '{');
    report_put_json(&j, &r);
    json_close(&j, '}');
    MUST(json_parse(buf_str(&b), perm));
}

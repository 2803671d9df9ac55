/* Folding: the cases that C and JavaScript share, and what the two other forms
 * keep. */
#include "test.h"

#include "base/fs.h"
#include "text/fold.h"
#include "text/json.h"

#include <string.h>

static void test_cases(Arena a)
{
    Str file;
    bool there =
        fs_read(S("tests/fold_cases.json"), 1 << 20, false, &a, &file, NULL);
    CHECK(there);
    if (!there)
        return;
    const Json *all = json_parse(file, &a);
    int n = 0;
    for (const Json *c = all ? all->child : NULL; c; c = c->next, n++) {
        Str text = c->child->str, folded = c->child->next->str;
        const Json *third = c->child->next->next;
        Str loose = third ? third->str : folded;
        CHECK_STR(fold(&a, text), folded);
        CHECK_STR(fold_loose(&a, text), loose);
        CHECK_STR(fold_loosen(&a, folded), loose);
        CHECK(!third || fold_is_loose(folded));
    }
    CHECK(n > 200);
}

/* The UTF-16 form says the same as the UTF-8 form. */
static void test_utf16(Arena a)
{
    Str s = S("Ｏ２Ｏ 网格\xF0\xA0\xAE\xB7\xEF\xB7\xBA㎡");
    ptrdiff_t n;
    const uint16_t *u = fold_utf16(&a, s, &n);
    Buf b = buf_in(&a);
    for (ptrdiff_t i = 0; i < n; i++) {
        Rune r = u[i];
        if (r >= 0xD800 && r < 0xDC00)
            r = 0x10000 + ((r & 0x3FF) << 10 | (u[++i] & 0x3FF));
        utf8_put(&b, r);
    }
    CHECK_STR(buf_str(&b), fold_loose(&a, s));
}

static void test_forms(Arena a)
{
    CHECK_STR(fold_nfkc(&a, S("Ａ b　Ｃ")), S("AbC"));
    CHECK_STR(fold_nfc(&a, S("Ａ e\xCC\x81 　x")), S("Ａ é 　x"));
    CHECK_STR(fold(&a, S("a\xFF\xE4\xB8z")), S("a\xEF\xBF\xBD\xEF\xBF\xBDz"));
    CHECK_STR(fold(&a, (Str){0}), S(""));
    Buf b = buf_in(&a);
    buf_lit(&b, "X ");
    fold_add(&b, S("Y Z"));
    CHECK_STR(buf_str(&b), S("X yz"));
}

/* The fold of a whole is that of its parts where quick characters meet. */
static void test_long(Arena a)
{
    Buf in = buf_in(&a);
    Arena other = arena_new(1 << 26);
    Buf want = buf_in(&other);
    for (int i = 0; i < 20000; i++) {
        buf_lit(&in, "网㎡Ａe\xCC\x81 ");
        buf_lit(&want, "网m2aé");
    }
    CHECK(str_eq(fold(&a, buf_str(&in)), buf_str(&want)));
    Buf marks = buf_in(&other);
    for (int i = 0; i < 200000; i++)
        buf_lit(&marks, "\xCC\x81\xCC\xA3");
    CHECK(fold(&a, buf_str(&marks)).n == marks.n);
    arena_free(other);
}

int main(void)
{
    Arena a = arena_new((size_t)1 << 30);
    test_cases(a);
    test_utf16(a);
    test_forms(a);
    test_long(a);
    return test_end();
}

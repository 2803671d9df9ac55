#include "base/buf.h"
#include "text/template.h"

#include "test.h"

/* Templates by name, then NULL; texts of {{t.key}} likewise. */
typedef struct Files {
    const char *const *files, *const *texts;
} Files;

static Str find(const char *const *v, Str name)
{
    for (; v && *v; v += 2)
        if (str_eq(str_of(v[0]), name))
            return str_of(v[1]);
    return (Str){0};
}

static Str source(void *ctx, Str name)
{
    return find(((Files *)ctx)->files, name);
}

static Str text(void *ctx, Str key)
{
    return find(((Files *)ctx)->texts, key);
}

static const char *const texts[] = {
    "count",  "共 {{n}} 份",
    "amp",    "A & B <b>",
    "outer",  "[{{t.count}}]",
    "loop",   "{{t.loop}}",
    "some",   "{{#n}}some{{/n}}{{^n}}none{{/n}}",
    "open",   "{{#n}}",
    "closes", "{{/n}}",
    NULL};

static Arena arena;

static Templates *set_of(const char *const *files)
{
    Files *f = NEW(&arena, Files);
    *f = (Files){files, texts};
    return templates_new(&arena, source, text, f);
}

/* What the one template prints; an error as "name:line: what". */
static Str render_files(const char *const *files, const Val *root)
{
    TemplateError err = {0};
    const Template *t = templates_get(set_of(files), str_of(files[0]), &err);
    Buf out = buf_in(&arena);
    if (t) {
        template_render(t, root, &out);
    } else {
        buf_add(&out, err.name);
        buf_byte(&out, ':');
        buf_int(&out, err.line);
        buf_lit(&out, ": ");
        buf_add(&out, err.what);
    }
    return buf_str(&out);
}

static Str render(const char *t, const Val *root)
{
    const char *files[] = {"a", t, NULL};
    return render_files(files, root);
}

#define RENDER(t, root, want) CHECK_STR(render(t, root), S(want))

static Val *sample(void)
{
    Val *root = val_object(&arena);
    val_str(root, &arena, S("title"), S("<script>\"&'\0x"));
    val_html(root, &arena, S("body"), S("<p>ok</p>"));
    val_int(root, &arena, S("n"), -12);
    val_int(root, &arena, S("zero"), 0);
    val_str(root, &arena, S("empty"), S(""));
    val_str(root, &arena, S("absent"), (Str){0});
    Val *list = val_list(root, &arena, S("items"));
    for (int i = 1; i <= 3; i++) {
        Val *item = val_item(list, &arena);
        val_int(item, &arena, S("i"), i);
        val_str(item, &arena, S("name"), i == 2 ? S("two") : (Str){0});
    }
    val_list(root, &arena, S("nothing"));
    val_str(root, &arena, S("name"), S("outer"));
    Val *who = val_object(&arena);
    val_str(who, &arena, S("name"), S("inner"));
    val_obj(root, &arena, S("who"), who);
    val_obj(root, &arena, S("nobody"), val_object(&arena));
    return root;
}

static void test_values(void)
{
    Val *r = sample();
    RENDER("", r, "");
    RENDER("plain }} text", r, "plain }} text");
    RENDER("{{title}}", r, "&lt;script&gt;&quot;&amp;&#39;\xEF\xBF\xBDx");
    RENDER("{{ n }}|{{zero}}|{{empty}}|{{absent}}|{{unknown}}", r, "-12|0|||");
    RENDER("{{&body}}|{{body}}", r, "<p>ok</p>|&lt;p&gt;ok&lt;/p&gt;");
    RENDER("{{&title}}{{&n}}", r,
           "&lt;script&gt;&quot;&amp;&#39;\xEF\xBF\xBDx-12");
    RENDER("{{items}}{{who}}{{&items}}{{&who}}", r, "");
}

static void test_sections(void)
{
    Val *r = sample();
    RENDER("{{#items}}{{i}},{{/items}}", r, "1,2,3,");
    RENDER("{{#items}}{{n}}{{^name}}-{{/name}}{{name}};{{/items}}", r,
           "-12-;-12two;-12-;");
    RENDER("{{#who}}{{name}}{{/who}}{{name}}", r, "innerouter");
    RENDER("{{#nothing}}x{{/nothing}}{{^nothing}}none{{/nothing}}", r, "none");
    RENDER("{{#nobody}}x{{/nobody}}{{^nobody}}none{{/nobody}}", r, "none");
    RENDER("{{#zero}}x{{/zero}}{{#empty}}x{{/empty}}{{#absent}}x{{/absent}}"
           "{{#unknown}}x{{/unknown}}",
           r, "");
    RENDER("{{#n}}{{n}}{{/n}}{{#name}}={{name}}{{/name}}", r, "-12=outer");
    RENDER("{{?items}}<{{#items}}{{i}}{{/items}}>{{/items}}{{?nothing}}x"
           "{{/nothing}}{{?who}}{{name}}{{/who}}{{?nobody}}x{{/nobody}}",
           r, "<123>outer");
    RENDER("{{^zero}}a{{^n}}b{{/n}}c{{/zero}}", r, "ac");
    RENDER("{{#zero}}a{{/zero}}b{{#n}}c{{/n}}d", r, "bcd");
    RENDER("{{#items}}{{#items}}{{i}}{{/items}} {{/items}}", r, "123 123 123 ");
}

static void test_lines(void)
{
    Val *r = sample();
    RENDER("a\n{{#n}}\nb\n{{/n}}\nc\n", r, "a\nb\nc\n");
    RENDER("a\n  {{#n}}  \n  b\n\t{{/n}}", r, "a\n  b\n");
    RENDER("a {{!note}}\nb\n{{! a\n note }}\nc", r, "a \nb\nc");
    RENDER("{{^n}}\nx\n{{/n}}\r\ny", r, "y");
    RENDER("{{n}}\n{{zero}}\n", r, "-12\n0\n");
    RENDER("{{#n}}{{/n}}\n", r, "\n");
    RENDER("<i>{{#n}}\n</i>{{/n}}", r, "<i>\n</i>");
    const char *files[] = {"a", "<\n  {{>b}}\n>", "b", "in\n", NULL};
    CHECK_STR(render_files(files, r), S("<\nin\n>"));
}

static void test_texts(void)
{
    Val *r = sample();
    RENDER("{{t.count}}", r, "共 -12 份");
    RENDER("<b>{{t.amp}}</b>", r, "<b>A &amp; B &lt;b&gt;</b>");
    RENDER("{{t.outer}}", r, "[共 -12 份]");
    RENDER("{{t.some}}{{#items}}{{t.some}}{{/items}}", r, "somesomesomesome");
    RENDER("\n{{t.none}}", r, "a:2: there is no text 'ui.none'");
    RENDER("{{t.loop}}", r, "a:1: text 'ui.loop' is nested too deeply");
    RENDER("{{t.open}}{{/n}}", r, "a:1: section 'n' is not closed");
    RENDER("{{#n}}{{t.closes}}", r, "a:1: '{{/n}}' closes no section");
}

static void test_errors(void)
{
    Val *r = sample();
    RENDER("\n\n{{n", r, "a:3: tag is not closed: add '}}'");
    RENDER("{{}}", r, "a:1: '' is not a name");
    RENDER("{{#}}", r, "a:1: '' is not a name");
    RENDER("{{{n}}}", r, "a:1: '{n' is not a name");
    RENDER("{{a b}}", r, "a:1: 'a b' is not a name");
    RENDER("{{#n}}\n{{#x}}\n{{/n}}", r, "a:3: section 'x' is still open here");
    RENDER("\n{{#n}}\n\n", r, "a:2: section 'n' is not closed");
    RENDER("{{/n}}", r, "a:1: '{{/n}}' closes no section");
    RENDER("x\n{{!\n\n}}\n{{>b}}", r, "a:5: there is no part 'b'");
    const char *in_part[] = {"a", "{{>b}}", "b", "\n{{/x}}", NULL};
    CHECK_STR(render_files(in_part, r), S("b:2: '{{/x}}' closes no section"));
    const char *loop[] = {"a", "{{>b}}", "b", "\n{{>a}}", NULL};
    CHECK_STR(render_files(loop, r), S("b:2: part 'a' contains itself"));
    const char *none[] = {NULL};
    TemplateError err = {0};
    CHECK(!templates_get(set_of(none), S("zz"), &err));
    CHECK_STR(err.what, S("there is no such template"));
    CHECK(err.line == 0);
}

/* A failed template is not remembered as a good one. */
static void test_error_again(void)
{
    const char *files[] = {"a", "{{>b}}", "b", "{{", NULL};
    Templates *set = set_of(files);
    TemplateError err;
    CHECK(!templates_get(set, S("a"), &err));
    CHECK(!templates_get(set, S("a"), &err) && str_eq(err.name, S("b")));
}

static Str nested(int levels)
{
    Buf b = buf_in(&arena);
    for (int i = 0; i < levels; i++)
        buf_lit(&b, "{{#n}}");
    buf_lit(&b, "x");
    for (int i = 0; i < levels; i++)
        buf_lit(&b, "{{/n}}");
    buf_byte(&b, 0);
    return buf_str(&b);
}

static void test_depth(void)
{
    Val *r = sample();
    Str x = render(nested(32).s, r);
    CHECK_STR(x, S("x"));
    CHECK(str_has(render(nested(33).s, r), S("nested too deeply")));
    CHECK(str_has(render(nested(100000).s, r), S("nested too deeply")));
    const char *deep[] = {"a", "{{#n}}{{#n}}{{>b}}{{/n}}{{/n}}", "b",
                          nested(30).s, NULL};
    CHECK_STR(render_files(deep, r),
              S("a:1: 'b' is nested too deeply")); /* 2 + 1 + 30 */
    const char *names[2 * 50 + 1];
    for (int i = 0; i < 50; i++) {
        char *v = arena_bytes(&arena, 32);
        snprintf(v, 8, "p%d", i);
        snprintf(v + 8, 24, "{{>p%d}}", i + 1);
        names[i * 2] = v;
        names[i * 2 + 1] = v + 8;
    }
    names[100] = NULL;
    CHECK(str_has(render_files(names, r), S("nested too deeply")));
}

static void test_names(void)
{
    const char *files[] = {"a", "{{x}}{{#y}}{{x}}{{/y}}{{>b}}{{>b}}{{t.count}}",
                           "b", "{{&z}}{{^x}}{{/x}}", NULL};
    TemplateError err;
    const Template *t = templates_get(set_of(files), S("a"), &err);
    StrList names = template_names(t, &arena);
    CHECK(names.n == 4);
    Str want[] = {S("x"), S("y"), S("z"), S("n")};
    for (int i = 0; i < 4 && i < names.n; i++)
        CHECK_STR(names.v[i], want[i]);
}

/* Text that looks like tags is only text once it is a value. */
static void test_hostile_values(void)
{
    Val *r = val_object(&arena);
    val_str(r, &arena, S("a"), S("{{b}}{{>c}}\"><img onerror=x>"));
    val_str(r, &arena, S("b"), S("secret"));
    RENDER("<i title=\"{{a}}\">", r,
           "<i title=\"{{b}}{{&gt;c}}&quot;&gt;&lt;img onerror=x&gt;\">");
    RENDER("{{t.n}}", r, "a:1: there is no text 'ui.n'");
    Val *big = val_object(&arena);
    val_int(big, &arena, S("i"), INT64_MIN);
    RENDER("{{i}}", big, "-9223372036854775808");
}

int main(void)
{
    arena = arena_new((size_t)1 << 30);
    test_values();
    test_sections();
    test_lines();
    test_texts();
    test_errors();
    test_error_again();
    test_depth();
    test_names();
    test_hostile_values();
    return test_end();
}

/* What is wrong with a places.tsv, and in which line. */
#include "model/place.h"
#include "test.h"

static Arena perm;

static int load_faults(const char *text, DiagId *first, int *line)
{
    Arena a = perm;
    Diags d = diags_in(&a);
    (void)gazetteer_load(str_of(text), S("content/places.tsv"), &a, &d);
    *first = d.first ? d.first->id : DIAG_COUNT;
    *line = d.first ? d.first->line : 0;
    return d.count[DIAG_ERROR];
}

static void test_own_faults(void)
{
    static const struct {
        const char *text;
        DiagId id;
        int line;
    } t[] = {
        {"", DIAG_COUNT, 0},
        {"# only a comment\r\n\r\n", DIAG_COUNT, 0},
        {"99\t清岚省\tqing lan sheng\r\n", DIAG_COUNT, 0},
        {"\xEF\xBB\xBF"
         "99\t清岚省\tqing lan sheng\n",
         DIAG_COUNT, 0},
        {"99\t清岚省\tqing lan sheng", DIAG_COUNT, 0},
        {"\n9x\t清岚省\tqing lan sheng\n", DIAG_PLACES_CODE, 2},
        {"999\t清岚省\tqing lan sheng\n", DIAG_PLACES_CODE, 1},
        {"99\n", DIAG_PLACES_NAME, 1},
        {"99\t\tqing\n", DIAG_PLACES_NAME, 1},
        {"99\t清岚 省\tqing lan sheng\n", DIAG_PLACES_NAME, 1},
        {"99\t\xE6\xB8\tqing\n", DIAG_PLACES_NAME, 1},
        {"99\t清岚省\tqing lan\n", DIAG_PLACES_PINYIN, 1},
        {"99\t清岚省\tqing  lan sheng\n", DIAG_PLACES_PINYIN, 1},
        {"99\t清岚省\tQing lan sheng\n", DIAG_PLACES_PINYIN, 1},
        {"99\t清岚省\n", DIAG_PLACES_PINYIN, 1},
        {"9901\t云溪市\tyun xi shi\n", DIAG_PLACES_PARENT, 1},
        {"43\t湘省\txiang sheng\n43\t湖南省\thu nan sheng\n", DIAG_PLACES_TWICE,
         1},
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        DiagId id;
        int line, n = load_faults(t[i].text, &id, &line);
        CHECK(n == (t[i].id != DIAG_COUNT));
        CHECK(id == t[i].id && line == t[i].line);
    }
}

int main(void)
{
    perm = arena_new((size_t)1 << 33);
    test_own_faults();
    return test_end();
}

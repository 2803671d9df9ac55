/* The gazetteers of the tests of places: the embedded one, and one with places
 * of a site's own. */
#ifndef JIEBAO_TEST_PLACES_H
#define JIEBAO_TEST_PLACES_H

#include "test.h"

#include "model/place.h"

static Gazetteer *real; /* the embedded table alone */
static Gazetteer *both; /* with the places below */

static const char own_places[] =
    "# places of the site's own\n"
    "99\t清岚省\tqing lan sheng\n"
    "9901\t云溪市\tyun xi shi\n"
    "990102\t青石区\tqing shi qu\n"
    "990102001\t柳荫街道\tliu yin jie dao\t柳阴街道\n"
    "990102002\t建设街道\tjian she jie dao\n"
    "990105\t溪口区\txi kou qu\n"
    "990105001\t建设街道\tjian she jie dao\n"
    "990105100\t白鹭镇\tbai lu zhen\n"
    "990121\t北坡县\tbei po xian\n"
    "990121001\t城关街道\tcheng guan jie dao\n"
    "430103006\t金盆岭新街道\tjin pen ling xin jie dao\t金盆岭街道\n";

static void load_places(Arena *perm)
{
    Diags d = diags_in(perm);
    real = gazetteer_load((Str){0}, (Str){0}, perm, &d);
    both = gazetteer_load(str_of(own_places), S("places.tsv"), perm, &d);
    CHECK(d.first == NULL);
}

static const Place *at(const char *code)
{
    return place_by_code(real, str_of(code));
}

#endif

/* The files of settings: site.conf, overrides.conf, synonyms.conf. */
#include "fuzz.h"
#include "model/config.h"
#include "model/overrides.h"
#include "model/synonyms.h"

void fuzz_start(Arena *perm)
{
    (void)perm;
}

void fuzz_one(Str data, Arena *perm, Arena scratch)
{
    (void)scratch;
    Config c;
    Overrides o = {0};
    Synonyms s = {0};
    Diags d = diags_in(perm);
    if (config_read(data, S("site.conf"), perm, &d, &c)) {
        MUST(utf8_valid(c.title));
        for (int i = 0; i < c.ntopics; i++)
            MUST(c.topics[i].name.n && c.topics[i].slug.n);
    } else {
        MUST(d.worst == DIAG_FATAL);
    }
    overrides_read(data, S("overrides.conf"), perm, &d, &o);
    synonyms_read(data, S("synonyms.conf"), perm, &d, &s);
}

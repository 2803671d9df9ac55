#include "cmd/places.h"

#include "base/fs.h"

#include <errno.h>

const Gazetteer *places_load(Str dir, Arena *perm, Diags *d)
{
    enum { LARGEST = 16 << 20 };
    Str file = S("content/places.tsv"), own = {0};
    Str path = str_join3(perm, dir, S("/"), file);
    if (!fs_read(path, LARGEST, true, perm, &own, NULL) && errno != ENOENT)
        DIAG1(d, OPEN, file, 0, fs_reason(errno));
    return gazetteer_load(own, file, perm, d);
}

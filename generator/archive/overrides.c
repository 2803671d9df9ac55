#include "archive/overrides.h"

#include "base/fs.h"

#include <errno.h>

const Overrides *overrides_load(Str dir, Arena *perm, Diags *d)
{
    enum { LARGEST = 16 << 20 };
    Str file = S("content/overrides.conf"), text = {0};
    Str path = str_join3(perm, dir, S("/"), file);
    Overrides *o = NEW(perm, Overrides);
    if (!fs_read(path, LARGEST, true, perm, &text, NULL) && errno != ENOENT)
        DIAG1(d, OPEN, file, 0, fs_reason(errno));
    overrides_read(text, file, perm, d, o);
    return o;
}

void overrides_meet_archive(const Overrides *o, const Intake *in, Diags *d)
{
    for (const Known *k = in->all; k; k = k->next)
        if (k->sha.n)
            overrides_meet(o, k->sha, d);
}

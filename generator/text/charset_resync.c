#include "text/charset_resync.h"

#include <stddef.h>

/* GB 2312 has its punctuation at lead bytes 0xA1..0xA3, the 3,755 everyday
 * characters at 0xB0..0xD7, rare ones up to 0xF7, nothing behind. Trail bytes
 * are spread over all of 0xA1..0xFE: read as lead bytes they look rare. */
static int cost(char lead)
{
    unsigned char c = (unsigned char)lead;
    return c >= 0xF8 ? 2 : (c >= 0xA4 && c < 0xB0) || c >= 0xD8;
}

static const char *high_end(const char *p, const char *end)
{
    while (p < end && (unsigned char)*p >= 0xA1 && (unsigned char)*p <= 0xFE)
        p++;
    return p;
}

void gb_resync(GbResync *r, const char *p, const char *end)
{
    enum { SHORTEST = 7, GAIN = 3 };
    if (p >= end || p < r->seen)
        return;
    const char *q = high_end(p, end);
    ptrdiff_t n = q - p;
    r->seen = q;
    r->cut = NULL;
    if (n < SHORTEST || n % 2 == 0)
        return;
    /* all behind the byte cut out, which is first the run's first; then the
       cut moves on, a character at a time */
    int now = 0, best, in_step = 0;
    for (ptrdiff_t i = 1; i + 1 < n; i += 2)
        now += cost(p[i]);
    best = now;
    r->cut = p;
    for (ptrdiff_t i = 0; i + 2 < n; i += 2) {
        in_step += cost(p[i]);
        now += cost(p[i]) - cost(p[i + 1]);
        if (now < best) {
            best = now;
            r->cut = p + i + 2;
        }
    }
    if (in_step - best < GAIN)
        r->cut = NULL;
}

#include "ingest/report/outline_lost.h"

#include "ingest/report/outline_parallel.h"

/* The class whose numbers say which one is missing. */
static bool may_lack(NumberClass k)
{
    return k == NUMBER_HAN || k == NUMBER_HAN_PAREN;
}

/* The line before i that a missing number `value` of class k could follow: the
 * number before it, or for the first one what stands above the class. -1: none.
 */
static int gap_start(const Line *v, int i, NumberClass k, int value)
{
    for (int j = i - 1; j >= 0; j--) {
        NumberClass c = v[j].num.kind;
        if (c == k)
            return v[j].num.value == value - 1 && value > 1 ? j : -1;
        if (c != NUMBER_NONE && c < k)
            return value == 1 && v[j].shape == SHAPE_ALONE ? j : -1;
    }
    return -1;
}

void find_lost_numbers(Line *v, int n)
{
    for (int i = 2; i < n; i++) {
        NumberClass k = v[i].num.kind;
        int value = v[i].num.value - 1, from, found = -1, several = 0;
        if (!may_lack(k) || value < 1)
            continue;
        from = gap_start(v, i, k, value);
        for (int j = from + 1; from >= 0 && j + 1 < i; j++)
            if (parallel_may_head(v, j)) {
                found = j;
                several++;
            }
        if (several == 1 && (value > 1 || found == from + 1)) {
            v[found].num.kind = k;
            v[found].num.value = value;
            v[found].shape = SHAPE_ALONE;
        }
    }
}

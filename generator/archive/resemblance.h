/* L3 archive: how much two texts have in common. */
#ifndef JIEBAO_ARCHIVE_RESEMBLANCE_H
#define JIEBAO_ARCHIVE_RESEMBLANCE_H

#include "base/arena.h"

/* A text's sketch, a few hundred bytes for any text: of all runs of six
 * characters, the smallest hash in each of 64 classes (min-wise hashing with
 * one permutation, Li, Owen and Zhang 2012). Two texts have about as many
 * equal values as they have runs in common. SKETCH_NONE: no run fell into the
 * class. */
enum { SKETCH = 64, SKETCH_NONE = -1, SKETCH_LEAST_CHARS = 100 };
typedef struct Sketch {
    int32_t v[SKETCH];
    bool usable; /* long enough to compare: SKETCH_LEAST_CHARS */
} Sketch;

Sketch sketch_of(Str body, Arena scratch);
/* How many values are equal. */
int sketch_equal(const Sketch *a, const Sketch *b);
/* The number of equal values from which on a comparison of the texts is worth
 * while, where only those that share `percent` of their runs are looked for:
 * three standard deviations less than expected. */
int sketch_enough(int percent);

/* Sketches are cut into bands: texts that agree in a whole band are candidates
 * (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4). Of texts
 * that share 80 % of their runs 0.9997 meet in one of 16, of 85 % all but one
 * in 100,000. */
enum { SKETCH_BAND = 4, SKETCH_BANDS = SKETCH / SKETCH_BAND };
/* A hash of one band; equal ones are taken for equal bands. */
uint64_t sketch_band(const Sketch *s, int band);

/* A text as what it is compared by: worth keeping where it is compared with
 * several others. */
typedef struct HashSet {
    uint64_t *slots; /* open addressing; 0: free */
    uint64_t mask;   /* slots - 1, slots a power of two */
    ptrdiff_t n;
} HashSet;
typedef struct Traits {
    HashSet runs, figures;
} Traits;
Traits traits_of(Str body, Arena *perm, Arena scratch);

/* What two texts have in common, in percent. */
typedef struct Likeness {
    int text;    /* of the runs of six characters that either has (Jaccard's
                    index over shingles); white space, width and case aside */
    int figures; /* of the numbers of two digits or more that the text with
                    fewer of them has: other text around them counts for
                    nothing. 100: neither has any; 0: only one has */
} Likeness;
Likeness likeness_of(const Traits *a, const Traits *b);

#endif

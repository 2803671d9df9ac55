/* L3 emit: what is kept of a report's body for the other pages. */
#ifndef JIEBAO_EMIT_DIGEST_H
#define JIEBAO_EMIT_DIGEST_H

#include "model/site.h"
#include "text/expand.h"

enum {
    EXCERPT_CHARS = 120,   /* first words of a report */
    PASSAGE_CHARS = 400,   /* longer passages are cut around their marks */
    PASSAGES_PER_TOPIC = 5 /* of one report; the others are only counted */
};

/* What topic pages show of the passages found, in perm: npassages and passages
 * are set, no uses. */
TopicFinding digest_passages(const TopicFinding *found, int ntopics,
                             Arena *perm, Arena scratch);
/* Makes the digest of a report whose body is doc, about which the matcher
 * found `found`, of which `shown` is shown, but for the passages themselves;
 * copies all that it keeps to perm. */
Digest *digest_make(const MdDoc *doc, const TopicFinding *found,
                    const TopicFinding *shown, Arena *perm, Arena scratch);
/* The traditional characters of a report that is written in them, each once,
 * by code, in perm: what Digest.traditional is. */
Str digest_traditional(const HanTable *han, Str title, const MdDoc *doc,
                       Arena *perm, Arena scratch);

#endif

/* L2: which passages of a report are about which topic, and why. */
#ifndef JIEBAO_MODEL_TOPIC_H
#define JIEBAO_MODEL_TOPIC_H

#include "model/config.h"
#include "model/report.h"
#include "text/markdown.h"

/* A word that made a passage count. */
typedef struct Mark {
    int32_t at, n; /* bytes within the passage's text */
} Mark;

/* A block of a report that is about a topic. */
typedef struct Passage {
    int topic;      /* index into Config.topics */
    int score;      /* sum of weights, at least the topic's threshold */
    Str block_id;   /* p12: where it stands in the report */
    Str heading_id; /* s3-2; absent before the first heading */
    Str heading;    /* plain text of that heading */
    Str text;       /* the block's plain text, whole */
    Mark *marks;    /* in order, not overlapping */
    int nmarks;
} Passage;

typedef struct TopicUse {
    int topic;
    bool by_hand; /* named in the front matter, whatever the passages say */
    int score;    /* sum over the passages: how much of the report it is */
    int passages; /* how many there are; a Digest keeps only the first few */
    int bytes;    /* of those that a Digest keeps: text, and <mark>s */
} TopicUse;

typedef struct TopicFinding {
    Passage *passages; /* in the order of the report */
    int npassages;
    TopicUse *uses; /* what the report is about, in the order of site.conf */
    int nuses;
} TopicFinding;

/* The keywords of all topics as one automaton; made once, used by all
 * workers. */
typedef struct TopicMatcher TopicMatcher;
TopicMatcher *topic_matcher(const Config *c, Arena *perm);
/* Classifies a report. Within a block a topic's exclusions are masked first,
 * then its keywords count from the longest on, without overlap: each adds its
 * weight once, one more where it is repeated and weighs more than 1; a keyword
 * of the block's own heading counts twice, but a block without any keyword of
 * its own is no passage. Texts are views of doc's. The override `topics` is
 * obeyed (a name adds the topic, a name after "-" removes it and its passages).
 */
TopicFinding topic_find(const TopicMatcher *m, const Config *c, const Report *r,
                        const MdDoc *doc, Arena *perm, Arena scratch);

#endif

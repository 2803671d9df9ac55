/* L3 ingest: where the answers to an article begin: comments below it, the
 * further posts of a thread. */
#ifndef JIEBAO_INGEST_HTML_MAIN_REPLIES_H
#define JIEBAO_INGEST_HTML_MAIN_REPLIES_H

#include "ingest/blocks/block.h"

/* The block from which on there are only answers and what follows them, or n.
 * weight[i]: characters of prose in v[i]. Sets `reply` of the blocks whose
 * dates are those of answers. */
int replies_start(Block *v, int n, const int *weight);

#endif

/* L3 ingest: the office that signs a report. */
#ifndef JIEBAO_INGEST_PAGE_SIGNATURE_H
#define JIEBAO_INGEST_PAGE_SIGNATURE_H

#include "ingest/page/page.h"

/* The signature at the end of the body: the office, on its own line or before
 * its date, or the absent string; *from is the piece with which the signature
 * starts, page->last where there is none. */
Str find_signer(const Page *page, int *from, Arena *perm);

#endif

/* L3 ingest: a text whose breaks between paragraphs a scraper, or the page
 * itself, turned into spaces: the whole report is one line. */
#ifndef JIEBAO_INGEST_LINE_RUN_ON_H
#define JIEBAO_INGEST_LINE_RUN_ON_H

#include "text/utf8.h"

/* The offsets in text at which a paragraph starts, but the first: behind a
 * space, where the numbers of headings (一、 （一） 1.) count on, a year heads
 * a section, or a heading or sentence ended; right behind a sentence where 一、
 * or （一） counts on. cuts may be NULL: then they are
 * only counted. 0 where the text does not show by its numbers that its breaks
 * are lost. */
int run_on_cuts(Str text, ptrdiff_t *cuts);

#endif

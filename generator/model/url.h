/* L2: where things are on the site. Every address is relative and ends in a
 * file name, so that pages work from a disk. */
#ifndef JIEBAO_MODEL_URL_H
#define JIEBAO_MODEL_URL_H

#include "base/buf.h"

/* Output paths, relative to the output folder, "/" between parts. */
Str url_report(Arena *a, Str slug);             /* reports/SLUG.html */
Str url_report_md(Arena *a, Str slug);          /* reports/SLUG.md */
Str url_notes(Arena *a, Str slug);              /* notes/SLUG.html */
Str url_district(Arena *a, Str code, int page); /* districts/CODE.html, -2 */
Str url_year(Arena *a, int year, int page);
/* Year 0: the topic's own page, topics/SLUG.html; else its reports of a year,
 * topics/SLUG/2022.html; -1: those of no known year. */
Str url_topic(Arena *a, Str slug, int year, int page);
/* The address of `to` as a link on the page `from` (both output paths):
 * url_relative("years/2022.html", "reports/x.html") = "../reports/x.html".
 * Percent-encoded; not yet HTML-escaped. */
Str url_relative(Arena *a, Str from, Str to);
/* An absolute address: base_url + path; without base_url the path. */
Str url_absolute(Arena *a, Str base_url, Str path);

/* The host of an absolute address, without its port; absent where it has
 * none. */
Str url_host(Str url);

#endif

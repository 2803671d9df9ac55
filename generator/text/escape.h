/* L1: one function for each place where foreign text is put. There is no
 * other way into the output: no printf into HTML, XML, JSON or CSV. */
#ifndef JIEBAO_TEXT_ESCAPE_H
#define JIEBAO_TEXT_ESCAPE_H

#include "base/buf.h"

/* HTML and XML text, and attribute values in double quotes: & < > " '. NUL
 * and what HTML or XML 1.0 forbid (controls but tab, LF and CR, U+FFFE and
 * U+FFFF) become U+FFFD. Ill-formed UTF-8 goes through: inputs are checked. */
void esc_html(Buf *b, Str s);
/* One segment or a whole path of an address: all but unreserved characters
 * and "/" percent-encoded (RFC 3986). */
void esc_path(Buf *b, Str s);
/* A value in the query of an address. */
void esc_query(Buf *b, Str s);
/* A JSON string with its quotes, fit for a script as well: controls, ", \,
 * < > & U+2028 U+2029 as \u.... ; ill-formed UTF-8 becomes U+FFFD. */
void esc_json(Buf *b, Str s);
/* A CSV field (RFC 4180): always in quotes; a value that a spreadsheet would
 * take for a formula (= + - @ tab CR LF first) gets an apostrophe in front. */
void esc_csv(Buf *b, Str s);

/* An address from foreign text that may become a link: http, https, mailto
 * or relative, after entities, controls, tabs and newlines are gone (WHATWG
 * URL strips them before it reads the scheme). Returns it cleaned, in a, or
 * the absent string. */
Str url_safe(Arena *a, Str address);
/* What url_safe returned, for an href: characters that RFC 3986 forbids are
 * percent-encoded, what is encoded already stays. Not yet HTML-escaped. */
void esc_url(Buf *b, Str url);
/* Does a url_safe address stay on the site (no scheme)? */
bool url_is_relative(Str url);
/* Does a relative address stay within `depth` folders above its page? Begun at
 * a root ("/x"), or with more "..", it leads out of a site that is read from a
 * disk, up to any file. Browsers take "\\" for "/" and "%2e" for ".". */
bool url_stays_within(Str url, int depth);

#endif

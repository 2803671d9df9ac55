/* L1: which charset bytes are in, from what they declare and what they look
 * like. Chinese pages are mislabelled often enough that a declaration is only
 * one voice: the bytes themselves are tried in each charset. */
#ifndef JIEBAO_TEXT_CHARSET_GUESS_H
#define JIEBAO_TEXT_CHARSET_GUESS_H

#include "text/charset.h"

/* What an XML declaration or a <meta> in the first 64 KB says (HTML, 13.2.3.2
 * looks at 1,024 bytes only, which real pages exceed), or CHARSET_NONE. As
 * there, a meta that says UTF-16 means UTF-8. */
Charset charset_declared(Str bytes);

/* The charset for bytes: a byte order mark decides, and UTF-8 that is
 * well-formed throughout and reads like Chinese for a thousand characters; else
 * the one in which the text is the most plausible (fewest failures, most
 * everyday characters), `declared` (or CHARSET_NONE) winning what is close.
 * Never CHARSET_NONE. *whole: bytes are known to be well-formed UTF-8. */
Charset charset_guess(Str bytes, Charset declared, Arena scratch, bool *whole);

#endif

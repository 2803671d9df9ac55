/* L1: bytes to UTF-8 (iconv; only included by charset.c). Labels and their
 * meaning follow the WHATWG Encoding Standard, 4.2; no label of a file ever
 * reaches iconv_open, only the names of our own table do. */
#ifndef JIEBAO_TEXT_CHARSET_H
#define JIEBAO_TEXT_CHARSET_H

#include "base/buf.h"

typedef enum Charset {
    CHARSET_NONE, /* unknown label, or none */
    CHARSET_UTF8,
    CHARSET_GB18030, /* all of gb2312, gbk, gb18030 and their aliases */
    CHARSET_BIG5,    /* Big5 with the HKSCS additions */
    CHARSET_UTF16LE,
    CHARSET_UTF16BE,
    CHARSET_WINDOWS1252 /* also latin1, us-ascii, iso-8859-1 */
} Charset;

/* The charset that a label names, white space and case ignored. */
Charset charset_by_label(Str label);
/* "UTF-8", "GB18030", ...: the WHATWG name. */
Str charset_name(Charset c);

/* A run of bytes that are no characters. */
typedef struct LostBytes {
    Str bytes;    /* of the input */
    ptrdiff_t at; /* from its start, a byte order mark counted */
    int line;     /* 1-based, of the decoded text */
} LostBytes;

typedef struct Decoded {
    Str text;           /* UTF-8, well-formed, no BOM, line ends made \n */
    Charset charset;    /* what it was decoded as */
    ptrdiff_t replaced; /* how many U+FFFD stand for bytes that failed */
    LostBytes *lost;    /* the first runs of them, in order */
    int nlost;          /* at most CHARSET_LOST */
} Decoded;
enum { CHARSET_LOST = 1000 };

/* Decodes all of bytes as c; what does not decode becomes U+FFFD and never
 * swallows an ASCII byte after it. */
Decoded charset_decode(Arena *a, Str bytes, Charset c);
/* The same of bytes that are known to be well-formed UTF-8. */
Decoded charset_decode_whole(Arena *a, Str bytes);
/* The charset of a byte order mark at the start, or CHARSET_NONE. */
Charset charset_bom(Str bytes);
/* What windows-1252 has at 0x80..0x9F; any other value as it is. Numeric
 * character references of HTML mean this, too. */
int32_t charset_c1(int32_t c);

#endif

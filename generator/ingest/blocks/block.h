/* L3 ingest: a raw page as a list of blocks: what HTML and plain text have in
 * common, and all that the later steps look at. */
#ifndef JIEBAO_INGEST_BLOCKS_BLOCK_H
#define JIEBAO_INGEST_BLOCKS_BLOCK_H

#include "base/diag.h"
#include "text/charset.h"
#include "text/date.h"

typedef enum BlockKind {
    BLOCK_TEXT,    /* a paragraph or a line */
    BLOCK_HEADING, /* h1..h6 in HTML */
    BLOCK_ITEM,    /* the first block of a list item, with its number where an
                      ordered list shows one; a line with a bullet */
    BLOCK_TABLE,   /* figures or an index table: see rows; a table that only
                      places things is gone, its cells are blocks */
    BLOCK_LINK     /* an image (text: its alt) or a document to download (text:
                      that of the link, which is in no other block) */
} BlockKind;

typedef struct Cell {
    Str text;
    int colspan, rowspan; /* 1 where not given */
    bool head;            /* th */
} Cell;
typedef struct Row {
    Cell *v;
    int n;
} Row;

typedef struct Block {
    BlockKind kind;
    Str text;       /* entities decoded; trimmed; each run of white space is one
                       U+0020, kept between Han characters too, since it parts the
                       fields of a date line (utf8_tidy it for the report's text);
                       inner line breaks of one paragraph are gone, bullets too.
                       For a table: the cells joined by " | ", rows by "\n" */
    int line;       /* 1-based line of the decoded source where it starts */
    int level;      /* BLOCK_HEADING: 1..6 */
    int indent;     /* leading spaces of a text line, a full-width one = 2 */
    int link_chars; /* how many of its characters are inside links */
    bool bold;      /* all of it is strong or b: a heading candidate */
    bool centred;   /* align=center or text-align:center */
    bool pre;       /* of preformatted text: a line of a program, often */
    bool blank_before; /* an empty line or a block boundary stands before it;
                          false behind a single <br> */
    bool main;   /* of the article, as far as the page's structure tells: title
                    and metadata usually stand before it. In plain text, and
                    where no element could be told, always true */
    bool chrome; /* inside nav, footer, aside, a hidden element, a list of
                    links, or a second copy of the article: certainly not the
                    report's own text; never main */
    bool reply;  /* of an answer to the article or behind it: its dates are not
                    the page's */
    Str path;    /* tag path with classes, for --verbose: div.main>p */
    Str target;  /* BLOCK_LINK: the address as written */
    bool image;  /* BLOCK_LINK: an image; its text is 图片 where its alt says
                    no more than the file's name or the caption beside it */
    Row *rows;   /* BLOCK_TABLE */
    int nrows;
} Block;

typedef struct MetaTag {
    Str name, content; /* of <meta name= / property=>, ArticleTitle, PubDate,
                          ContentSource ... */
} MetaTag;

typedef struct RawPage {
    Block *v; /* in document order, nothing left out but scripts, styles */
    int n;
    bool html;     /* else plain text */
    Str title_tag; /* <title> */
    MetaTag *metas;
    int nmetas;
    Str url;  /* --url, else canonical link, SourceURL ...; or absent */
    Str base; /* what <base> says that links stand below; tells the site, not
                 the page; or absent */
    Str site; /* the host that the page says it is of, or absent */
    Str text; /* the decoded source */
    Charset charset;
    Date captured; /* as in RawOptions */
    Date told;     /* the day of publication by the page's marks for machines */
    Date hinted;   /* the same by variables of its scripts; 0: not said, or said
                      in more than one way */
    ptrdiff_t replaced; /* bytes that did not decode */
    LostBytes *lost;    /* the first runs of them */
    int nlost;
} RawPage;

typedef struct RawOptions {
    Charset forced;   /* --encoding, or CHARSET_NONE */
    Str url;          /* --url, or what a container says; or absent */
    Charset declared; /* by what the page came in: outranks its own word */
    Date captured;    /* no date after it can be the page's; 0: unknown */
    Str name;         /* the file's own, where it is read from elsewhere */
    const struct Overrides *overrides; /* model/overrides.h; may be NULL */
} RawOptions;

/* Bytes to blocks: charset (BOM, declaration, trial), HTML or text by looking
 * at it, blocks. `file` names the input for diagnostics. False: the input was
 * refused with a diagnostic (empty, binary, over a limit). */
bool raw_read(Str bytes, Str file, const RawOptions *opt, Arena *perm,
              Arena scratch, Diags *d, RawPage *out);

#endif

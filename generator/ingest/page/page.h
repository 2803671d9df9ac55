/* L3 ingest: a page on its way to a report: its lines with what each of them
 * was found to be. */
#ifndef JIEBAO_INGEST_PAGE_PAGE_H
#define JIEBAO_INGEST_PAGE_PAGE_H

#include "ingest/blocks/block.h"
#include "text/date.h"

typedef enum Role {
    ROLE_BODY,  /* the report's own text */
    ROLE_TITLE, /* its title, or a repetition of it */
    ROLE_META,  /* labels with their values: 索引号 发布日期 来源 */
    ROLE_CHROME /* the page's furniture */
} Role;

/* A line or block, or a part of one: a date glued to the title is cut off. */
typedef struct Piece {
    const Block *b;
    Str text;
    Str key;       /* key_of(text) */
    int chars;     /* characters of key */
    bool prose;    /* sentences: certainly text, whoever wrote it */
    bool label;    /* begins with a label of the metadata table */
    bool numbered; /* begins as a heading or item does: never furniture */
    Role role;
    Str rule; /* id of the rule that gave it another role than ROLE_BODY */
} Piece;

/* What the page says of itself, as printed. Absent: it does not say. */
typedef struct Meta {
    Str title;     /* 标题 名称, ArticleTitle */
    Str index_no;  /* 索引号 */
    Str publisher; /* 发布机构 发布单位 发文机关 */
    Str origin;    /* 来源 */
    Str author;    /* 作者, where that is an office */
    Str signer;    /* the office that signs at the end */
    Date published;
    Date latest;        /* no later date is taken; 0: any is */
    bool date_inferred; /* `published` is concluded, not read */
    int date_rank; /* of what `published` was read from; smaller is better */
    int publisher_rank; /* likewise of `publisher`, where that is given */
} Meta;

typedef struct Page {
    Piece *v;
    int n, cap;      /* cap: room in v */
    int first, last; /* pieces of the body: [first, last) */
    int titled;      /* the piece that was cut off a text as its title, or -1 */
    const RawPage *raw;
    Meta meta;
    Str title;      /* as it is to be; absent where the page has none */
    bool headline;  /* the title is no report's but any article's */
    Str page_title; /* <title> without the site's name, may be absent */
} Page;

/* The pieces of a raw page, all of them ROLE_BODY so far. */
void page_open(Page *page, const RawPage *raw, Arena *perm, Arena scratch);
/* Gives a piece a role for good: the first rule that is sure wins. */
void piece_mark(Piece *p, Role role, Str rule);
/* Finds where the body starts and ends, marks what is outside it. */
void page_bound(Page *page);

#endif

/* L3 ingest: the numbers that headings and items of Chinese documents begin
 * with (after GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）) . */
#ifndef JIEBAO_INGEST_LINE_NUMBERING_H
#define JIEBAO_INGEST_LINE_NUMBERING_H

#include "text/utf8.h"

/* From the highest to the lowest; a heading stands below those of a smaller
 * class. */
typedef enum NumberClass {
    NUMBER_NONE,
    NUMBER_PART,      /* 第一部分 第一章 */
    NUMBER_YEAR,      /* 2021年工作总结: not a number, but ranks here */
    NUMBER_HAN,       /* 一、 */
    NUMBER_SECTION,   /* 第一节 */
    NUMBER_HAN_PAREN, /* (一) */
    NUMBER_ARABIC,    /* 1. 1、 */
    NUMBER_DECIMAL,   /* 1.1 1.2: told by their row only (outline_bare.h) */
    NUMBER_PAREN,     /* (1) 1) */
    NUMBER_CIRCLE,    /* ① */
    NUMBER_ORDINAL,   /* 一是 第一, 首先: parts of a paragraph */
    NUMBER_CLASSES
} NumberClass;

typedef struct Numbering {
    NumberClass kind;
    int value; /* 1 for 一、; 0 where there is none */
    Str text;  /* what follows the number, without white space in front */
} Numbering;

/* The number at the start of s; kind NUMBER_NONE and text = s for none. */
Numbering numbering_of(Str s);
/* Takes a Han number, 一 to 九十九, from *p; 0: there is none. */
int number_take_han(const char **p, const char *end);
/* Offset of the first enumeration 一是 in s that starts a clause, at or after
 * `from`, or -1: only where 二是 follows somewhere, so that 统一是 is none. */
ptrdiff_t find_first_of_all(Str s, ptrdiff_t from);

#endif

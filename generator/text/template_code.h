/* L1: what template_parse.c makes and template.c runs; for those two only. */
#ifndef JIEBAO_TEXT_TEMPLATE_CODE_H
#define JIEBAO_TEXT_TEMPLATE_CODE_H

#include "text/template.h"

/* Sections and parts within each other, over all files: the renderer recurses
 * once a level, and its scope chain is no longer than this. */
enum { TEMPLATE_DEPTH = 32 };

typedef enum TemplateOp {
    OP_TEXT,    /* s as it is */
    OP_VALUE,   /* the value called s, escaped */
    OP_HTML,    /* the value called s, which is HTML already */
    OP_SECTION, /* up to `end`: once an item, or once if s is there */
    OP_PRESENT, /* up to `end`: once if s is there, in the same scope */
    OP_ABSENT,  /* up to `end`: once if s is not there */
    OP_PART     /* all of `part` */
} TemplateOp;

typedef struct Instr {
    TemplateOp op;
    int32_t end;          /* of a section: index of the instruction behind it */
    Str s;                /* text or name */
    const Template *part; /* OP_PART */
} Instr;

struct Template {
    const Instr *code;
    int32_t n;
    int depth; /* levels that rendering it takes, its parts included */
};

#endif

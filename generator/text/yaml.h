/* L1: the YAML that front matter needs (libyaml; only included by yaml.c): one
 * mapping of scalars and lists of scalars; what is nested deeper, up to 16
 * levels, is kept as one text. Anchors, aliases, tags, a second document, more
 * than 64 KB and names of more than 128 bytes are refused.
 */
#ifndef JIEBAO_TEXT_YAML_H
#define JIEBAO_TEXT_YAML_H

#include "base/buf.h"

typedef enum YamlShape {
    YAML_SCALAR, /* one value, absent where it is null (nothing, ~, null) */
    YAML_LIST,   /* of scalars: any number of values, nulls left out */
    YAML_NESTED, /* anything else: one value, which is JSON and YAML both */
    YAML_SHAPES
} YamlShape;

typedef struct YamlField {
    Str key;
    StrList values;
    YamlShape shape;
    int line; /* 1-based, within the text given */
} YamlField;
typedef struct YamlDoc {
    YamlField *v;
    ptrdiff_t n;
} YamlDoc;

/* False on error: *reason says what (a key of the language files, "why.yaml-
 * ..."), *line where. All scalars are strings: nothing is taken for a number,
 * date or truth value. Takes well-formed UTF-8. */
bool yaml_parse(Str text, Arena *perm, YamlDoc *out, Str *reason, int *line);
/* Appends s as a YAML scalar: plain where every reader of YAML takes that for
 * the same string, in a flow list too; else in double quotes. Ill-formed UTF-8
 * becomes U+FFFD. */
void yaml_scalar(Buf *b, Str s);

#endif

/* L1: JSON. Bulk output is streamed with JsonOut; what we read goes through
 * libcjson (only included by json.c). */
#ifndef JIEBAO_TEXT_JSON_H
#define JIEBAO_TEXT_JSON_H

#include "base/buf.h"

/* A writer that puts commas where they belong. Keys and values in order;
 * strings escaped by esc_json. */
typedef struct JsonOut {
    Buf *b;
    bool comma; /* a value stands before the next one */
} JsonOut;
void json_open(JsonOut *j, char bracket);  /* '{' or '[' */
void json_close(JsonOut *j, char bracket); /* '}' or ']' */
void json_key(JsonOut *j, Str key);
void json_str(JsonOut *j, Str s);
void json_int(JsonOut *j, int64_t v);
void json_bool(JsonOut *j, bool v);
void json_null(JsonOut *j);
/* A value that is JSON already. */
void json_value(JsonOut *j, Str json);
/* Members, as another JsonOut wrote them without the brackets, into an open
 * object. */
void json_members(JsonOut *j, Str members);

/* A read value, copied out of the library into an arena. */
typedef enum JsonKind {
    JSON_NULL,
    JSON_BOOL,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT
} JsonKind;
typedef struct Json {
    JsonKind kind;
    Str key;            /* of a member of an object */
    Str str;            /* JSON_STRING */
    double num;         /* JSON_NUMBER, JSON_BOOL (0, 1) */
    struct Json *child; /* first element or member */
    struct Json *next;  /* next sibling */
} Json;
/* NULL where text is not JSON (RFC 8259). A NUL in a string is read as U+FFFD:
 * the library's strings end at one. */
Json *json_parse(Str text, Arena *perm);
/* The member of an object, or NULL (also for j NULL). */
const Json *json_get(const Json *j, Str key);

#endif

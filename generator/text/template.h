/* L1: logic-less templates, escaped by default, parsed once.
 *
 *   {{name}}      the value, HTML-escaped; nothing where it is absent
 *   {{&name}}     a value that is HTML already (kind VAL_HTML only: the
 *                 engine refuses to print any other kind unescaped)
 *   {{#name}}...{{/name}}  a list: once an item, names looked up in the item
 *                 first, then outwards; a string, number or object: once if
 *                 it is there and not empty, 0 or false
 *   {{?name}}...{{/name}}  once if it is there, for lists too: their frame
 *   {{^name}}...{{/name}}  once if it is not there
 *   {{>part}}     templates/part.html in this place
 *   {{t.key}}     the interface text "ui.key" of the language files, escaped;
 *                 it may contain tags of its own, which are read in place
 *   {{!note}}     nothing
 * A section's tag, a part's or a note that is alone on its line takes the line
 * with it. Names are [A-Za-z0-9_.-]+. Sections and parts nest at most 32 deep
 * over all files; a part that contains itself is an error. */
#ifndef JIEBAO_TEXT_TEMPLATE_H
#define JIEBAO_TEXT_TEMPLATE_H

#include "base/buf.h"

/* A value that templates see. Objects and lists are chains in an arena. */
typedef enum ValKind {
    VAL_NONE,
    VAL_STR,
    VAL_HTML,
    VAL_INT,
    VAL_OBJ,
    VAL_LIST
} ValKind;
typedef struct Val {
    ValKind kind;
    Str str;           /* VAL_STR (plain), VAL_HTML (already escaped) */
    int64_t num;       /* VAL_INT; booleans are 0 and 1 */
    struct Val *child; /* first member or item */
    struct Val *last;  /* last member or item */
    struct Val *next;  /* next member or item of the enclosing one */
    Str name;          /* of a member; names are literals, compared by bytes */
} Val;

/* An empty object in a. */
Val *val_object(Arena *a);
/* Members; the strings are not copied. An absent string prints nothing, and
 * hides a member of the same name further out. */
void val_str(Val *obj, Arena *a, Str name, Str s);
void val_html(Val *obj, Arena *a, Str name, Str escaped);
void val_int(Val *obj, Arena *a, Str name, int64_t v);
/* `value` (an object or a list) as a member: its own members are shared. */
void val_obj(Val *obj, Arena *a, Str name, const Val *value);
/* An empty list as a member, and a fresh object as its next item. */
Val *val_list(Val *obj, Arena *a, Str name);
Val *val_item(Val *list, Arena *a);

typedef struct Template Template; /* one parsed file */
typedef struct Templates Templates;

/* Nothing is kept of what these two return: the set has its own copies.
 * Text of a template file by name ("report" for templates/report.html), or
 * the absent string. */
typedef Str TemplateSource(void *ctx, Str name);
/* Text for {{t.key}}, or the absent string. */
typedef Str TemplateText(void *ctx, Str key);
typedef struct TemplateError {
    Str name; /* of the template */
    int line;
    Str what; /* an English phrase such as "section 'x' is not closed" */
} TemplateError;

/* An empty set; templates are read on demand by templates_get. */
Templates *templates_new(Arena *perm, TemplateSource *source,
                         TemplateText *text, void *ctx);
/* The parsed template with its parts, or NULL with *err filled. Not for
 * several threads at once: get all before the workers start. */
const Template *templates_get(Templates *t, Str name, TemplateError *err);
/* Renders; safe from several threads, takes no memory but out's. Absent values
 * print nothing. */
void template_render(const Template *t, const Val *root, Buf *out);
/* Every name that the template and its parts look up, for the tests. */
StrList template_names(const Template *t, Arena *a);

#endif

#include "text/json.h"

#include "text/escape.h"
#include "text/utf8.h"

#include <cjson/cJSON.h>
#include <pthread.h>
#include <stdlib.h>

static void put_comma(JsonOut *j)
{
    if (j->comma)
        buf_byte(j->b, ',');
    j->comma = true;
}

void json_open(JsonOut *j, char bracket)
{
    put_comma(j);
    buf_byte(j->b, bracket);
    j->comma = false;
}

void json_close(JsonOut *j, char bracket)
{
    buf_byte(j->b, bracket);
    j->comma = true;
}

void json_key(JsonOut *j, Str key)
{
    put_comma(j);
    esc_json(j->b, key);
    buf_byte(j->b, ':');
    j->comma = false;
}

void json_str(JsonOut *j, Str s)
{
    put_comma(j);
    esc_json(j->b, s);
}

void json_int(JsonOut *j, int64_t v)
{
    put_comma(j);
    buf_int(j->b, v);
}

void json_bool(JsonOut *j, bool v)
{
    put_comma(j);
    buf_add(j->b, v ? S("true") : S("false"));
}

void json_null(JsonOut *j)
{
    put_comma(j);
    buf_lit(j->b, "null");
}

void json_value(JsonOut *j, Str json)
{
    put_comma(j);
    buf_add(j->b, json);
}

void json_members(JsonOut *j, Str members)
{
    if (members.n)
        json_value(j, members);
}

/* libcjson takes raw controls in strings and cuts a string at \u0000. */
static bool string_ok(const char **p, const char *end)
{
    for (++*p; *p < end && **p != '"'; ++*p) {
        if ((unsigned char)**p < 0x20)
            return false;
        if (**p == '\\' && end - *p >= 6 && !memcmp(*p, "\\u0000", 6))
            return false;
        if (**p == '\\' && ++*p >= end)
            return false;
    }
    return *p < end;
}

static bool digits(const char **p, const char *end)
{
    const char *from = *p;
    while (*p < end && **p >= '0' && **p <= '9')
        ++*p;
    return *p > from;
}

/* libcjson leaves numbers to strtod, which knows more forms than RFC 8259. */
static bool number_ok(const char **p, const char *end)
{
    if (**p == '-')
        ++*p;
    bool zero = *p < end && **p == '0';
    const char *from = *p;
    if (!digits(p, end) || (zero && *p - from > 1))
        return false;
    if (*p < end && **p == '.') {
        ++*p;
        if (!digits(p, end))
            return false;
    }
    if (*p < end && (**p | 32) == 'e') {
        ++*p;
        if (*p < end && (**p == '+' || **p == '-'))
            ++*p;
        return digits(p, end);
    }
    return true;
}

/* The forms of strings and numbers, and that no byte stands outside of them
 * that JSON does not know; what follows what is left to the library. */
static bool lexically_json(Str text)
{
    const char *p = text.s, *end = text.s + text.n;
    while (p < end) {
        if (*p == '"') {
            if (!string_ok(&p, end))
                return false;
            p++;
        } else if (*p == '-' || (*p >= '0' && *p <= '9')) {
            if (!number_ok(&p, end))
                return false;
        } else if (*p && strchr("{}[]:, \t\r\ntruefalsn", *p)) {
            p++;
        } else {
            return false;
        }
    }
    return true;
}

static Json *node_of(const cJSON *c, Arena *perm)
{
    Json *j = NEW(perm, Json);
    if (c->string)
        j->key = str_dup(perm, str_of(c->string));
    if (cJSON_IsString(c)) {
        j->kind = JSON_STRING;
        j->str = str_dup(perm, str_of(c->valuestring));
    } else if (cJSON_IsNumber(c)) {
        j->kind = JSON_NUMBER;
        j->num = c->valuedouble;
    } else if (cJSON_IsBool(c)) {
        j->kind = JSON_BOOL;
        j->num = cJSON_IsTrue(c);
    } else if (cJSON_IsArray(c)) {
        j->kind = JSON_ARRAY;
    } else if (cJSON_IsObject(c)) {
        j->kind = JSON_OBJECT;
    }
    return j;
}

/* As deep as the text, which libcjson bounds (CJSON_NESTING_LIMIT, 1000). */
static Json *copy(const cJSON *c, Arena *perm)
{
    Json *j = node_of(c, perm);
    Json **tail = &j->child;
    for (const cJSON *k = c->child; k; k = k->next) {
        *tail = copy(k, perm);
        tail = &(*tail)->next;
    }
    return j;
}

/* libcjson ends strings with NUL and refuses the escape of one. In JSON a
 * backslash stands in strings only, and the one behind it belongs to it. */
static Str without_nul(Str text, Arena *a)
{
    if (!str_has(text, S("\\u0000")))
        return text;
    char *s = arena_bytes(a, text.n);
    memcpy(s, text.s, (size_t)text.n);
    for (ptrdiff_t i = 0; i + 6 <= text.n; i++) {
        if (s[i] != '\\')
            continue;
        if (!memcmp(s + i, "\\u0000", 6))
            memcpy(s + i, "\\ufffd", 6);
        i++;
    }
    return (Str){s, text.n};
}

/* Else a text that there is no memory for would be one that is no JSON. */
static void *take(size_t n)
{
    void *p = malloc(n ? n : 1);
    if (!p)
        mem_exhausted();
    return p;
}

static pthread_once_t hooks_once = PTHREAD_ONCE_INIT;

static void set_hooks(void)
{
    cJSON_Hooks hooks = {take, free};
    cJSON_InitHooks(&hooks);
}

Json *json_parse(Str text, Arena *perm)
{
    pthread_once(&hooks_once, set_hooks);
    text = without_nul(str_trim(text), perm);
    if (!text.n || utf8_bad_at(text) >= 0 || !lexically_json(text))
        return NULL;
    const char *end = NULL;
    cJSON *c = cJSON_ParseWithLengthOpts(text.s, (size_t)text.n, &end, 0);
    Json *j = c && end == text.s + text.n ? copy(c, perm) : NULL;
    cJSON_Delete(c);
    return j;
}

const Json *json_get(const Json *j, Str key)
{
    if (!j || j->kind != JSON_OBJECT)
        return NULL;
    for (const Json *m = j->child; m; m = m->next)
        if (str_eq(m->key, key))
            return m;
    return NULL;
}

/* L2: a report's front matter as data. The fields and their forms are the
 * contract with the outside: docs/front-matter.md. */
#ifndef JIEBAO_MODEL_REPORT_H
#define JIEBAO_MODEL_REPORT_H

#include "base/diag.h"
#include "text/date.h"
#include "text/json.h"
#include "text/yaml.h"

/* Every known field, in the order in which it is written. */
typedef enum FieldId {
    FIELD_ID,
    FIELD_TITLE,
    FIELD_KIND,
    FIELD_PROVINCE,
    FIELD_CITY,
    FIELD_DISTRICT,
    FIELD_STREET,
    FIELD_DIVISION,
    FIELD_PUBLISHED,
    FIELD_SUMMARY_YEARS,
    FIELD_PLAN_YEARS,
    FIELD_PUBLISHER,
    FIELD_INDEX_NO,
    FIELD_SOURCE_URL,
    FIELD_SOURCE,
    FIELD_SOURCE_SHA256,
    FIELD_INFERRED,
    FIELD_TOPICS,
    FIELD_COUNT,
    FIELD_UNKNOWN = -1
} FieldId;
/* "summary_years" ... */
Str field_name(FieldId f);
FieldId field_by_name(Str name);

typedef struct Report {
    Str slug;   /* file name without .md; the address of the page */
    int32_t id; /* accession number, 0: has none */
    Str title;
    Str kind; /* one of report_kinds, or what was written by hand */
    Str province, city, district, street; /* full official names */
    Str division;                         /* 6 or 9 digits */
    Date published;
    YearSpan summary, plan; /* looks back on; plans for */
    Str publisher, index_no, source_url, source, source_sha256;
    uint32_t inferred;      /* bit 1u << FieldId: concluded, not read */
    StrList topics;         /* the override as written: 养老, -养老 */
    YamlDoc extra;          /* unknown fields, kept in their order */
    int lines[FIELD_COUNT]; /* 1-based line of each field in the file, or 0 */
} Report;

/* The kinds of reports that `import` knows, in the order in which a list of
 * them is shown. A report may have another one, written by hand. */
typedef enum ReportKind {
    REPORT_SUMMARY,        /* 工作总结 */
    REPORT_PLAN,           /* 工作计划 */
    REPORT_POINTS,         /* 工作要点 */
    REPORT_BOTH,           /* 工作总结和计划 */
    REPORT_HALF_YEAR,      /* 半年工作总结 */
    REPORT_FIVE_YEARS,     /* 五年工作总结 */
    REPORT_FIVE_YEAR_PLAN, /* 五年规划 */
    REPORT_GOVERNMENT,     /* 政府工作报告 */
    REPORT_SPECIAL,        /* 专项报告 */
    REPORT_DUTY,           /* 述职报告 */
    REPORT_KINDS,
    REPORT_KIND_OTHER = -1
} ReportKind;
/* Its Chinese name, the value of the field. */
Str report_kind_name(ReportKind k);
/* REPORT_KIND_OTHER: none of these. */
ReportKind report_kind_by_name(Str name);

/* A slug: [a-z0-9-], 1..80 bytes, neither end a hyphen, no name that Windows
 * reserves (con, nul, com1 ...). */
bool slug_valid(Str slug);

/* Splits a file into front matter and body: *body is what follows the second
 * "---" line (leading empty lines dropped), *body_line the 1-based line that
 * it starts on. *front starts on line 2. A BOM is skipped, line ends may be
 * CRLF. False where the file has no front matter, or an unclosed one. */
bool report_split(Str file, Str *front, Str *body, int *body_line);
/* Reads the front matter. A field that is wrong gets a diagnostic at its line
 * and is left out; false only where the report cannot be used (no title, no
 * valid YAML). `path` is the file's name for diagnostics. */
bool report_parse(Str front, Str path, Str slug, Arena *perm, Diags *d,
                  Report *out);
/* Is there a value for f? */
bool report_has(const Report *r, FieldId f);
/* One field from text in the front matter's form (lists: a, b); what is empty
 * removes it. False with a diagnostic at path:line: the value is wrong, the
 * field is left out. */
bool report_set_field(Report *r, FieldId f, Str value, Str path, int line,
                      Arena *perm, Diags *d);
/* The field as `from` has it; texts are not copied. */
void report_take_field(Report *r, FieldId f, const Report *from);
bool report_field_eq(const Report *a, const Report *b, FieldId f);
/* A copy with all its texts in perm. */
Report report_copy(const Report *r, Arena *perm);
/* Appends "---\n" fields "---\n", absent ones left out, in FieldId order, the
 * unknown ones last. report_parse of it gives the same Report. */
void report_put_front_matter(Buf *out, const Report *r);
/* The same fields as members of an open JSON object, in the same order and
 * under the same names (years and dates as strings, lists as arrays). */
void report_put_json(JsonOut *j, const Report *r);
/* One field as text: years and dates in the front matter's form, the id in
 * decimal, views where they are text already; nothing for what is absent and
 * for the lists. */
Str report_field_text(const Report *r, FieldId f, Arena *a);
/* The year that a report stands under: the last that it looks back on, else
 * the first that it plans for, else that of its publication, else 0. */
int report_year(const Report *r);
/* The place in one line: 长沙市天心区金盆岭街道. The province stands for a city
 * that is absent; a district called like the city is not said twice. */
Str report_place(const Report *r, Arena *a);

#endif

#include "base/diag.h"

typedef struct DiagKind {
    DiagLevel level;
    Str key;
} DiagKind;

static const DiagKind kinds[] = {
#define DIAG(id, level, key) {level, STR_INIT(key)},
#include "base/diag_list.h"
#undef DIAG
};

Diags diags_in(Arena *a)
{
    return (Diags){.a = a};
}

static void append(Diags *d, Diag *rec)
{
    DiagLevel level = diag_level(rec->id);
    if (!d->tail)
        d->tail = &d->first;
    *d->tail = rec;
    d->tail = &rec->next;
    d->count[level]++;
    if (level > d->worst)
        d->worst = level;
}

void diag_add(Diags *d, DiagId id, Str file, int line, Str a1, Str a2, Str a3)
{
    Diag *rec = NEW(d->a, Diag);
    rec->id = id;
    rec->file = str_dup(d->a, file);
    rec->line = line;
    rec->args[0] = str_dup(d->a, a1);
    rec->args[1] = str_dup(d->a, a2);
    rec->args[2] = str_dup(d->a, a3);
    append(d, rec);
}

void diags_merge(Diags *d, const Diags *from)
{
    for (const Diag *r = from->first; r; r = r->next)
        diag_add(d, r->id, r->file, r->line, r->args[0], r->args[1],
                 r->args[2]);
}

int diags_count(const Diags *d, DiagId id)
{
    int n = 0;
    for (const Diag *r = d->first; r; r = r->next)
        n += r->id == id;
    return n;
}

DiagLevel diag_level(DiagId id)
{
    return kinds[id].level;
}

Str diag_key(DiagId id)
{
    return kinds[id].key;
}

void diag_text(Buf *out, const Lang *l, const Diag *d)
{
    Arena *a = out->a;
    Buf key = buf_in(a);
    buf_lit(&key, "diag.");
    buf_add(&key, diag_key(d->id));
    Str args[3];
    for (int i = 0; i < 3; i++)
        args[i] = str_starts(d->args[i], S("why.")) ? lang_text(l, d->args[i])
                                                    : d->args[i];
    lang_format(out, lang_text(l, buf_str(&key)), args, 3);
}

void diag_printable(Buf *out, Str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.s[i];
        unsigned char d = i + 1 < s.n ? (unsigned char)s.s[i + 1] : 0;
        bool c1 = c == 0xC2 && d >= 0x80 && d <= 0x9F; /* U+0080..U+009F */
        if (c >= 0x20 && c != 0x7f && !c1) {
            buf_byte(out, (char)c);
        } else {
            buf_lit(out, "\\x");
            buf_hex(out, c1 ? &d : &c, 1);
            i += c1;
        }
    }
}

void diag_line(Buf *out, const Lang *l, const Diag *d)
{
    Buf text = buf_in(out->a);
    diag_text(&text, l, d);
    /* The text is made first, so that out may lie in the same arena. */
    Str t = str_dup(out->a, buf_str(&text));
    if (d->file.n) {
        diag_printable(out, d->file);
        if (d->line > 0) {
            buf_byte(out, ':');
            buf_int(out, d->line);
        }
        buf_lit(out, ": ");
    }
    diag_printable(out, t);
    buf_byte(out, '\n');
}

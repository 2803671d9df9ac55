/* L3 emit: entries and outputs as bytes for the state's log. Numbers are in
 * the machine's order: a state never leaves its machine. */
#ifndef JIEBAO_EMIT_STATE_CODEC_H
#define JIEBAO_EMIT_STATE_CODEC_H

#include "emit/state.h"

/* What is left of a record that is being read. Once it turns out too short,
 * bad is set and everything reads as zero. */
typedef struct Reader {
    Str rest;
    bool bad;
} Reader;

void put_entry(Buf *b, const Entry *e);
/* The strings are views of the record. False: the record is damaged. */
bool get_entry(Str record, Arena *perm, Entry *out);
void put_output(Buf *b, const Output *o);
bool get_output(Str record, Output *out);

#endif

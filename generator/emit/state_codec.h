/* L3 emit: entries and outputs as bytes for the state's log. What hashes and
 * files' states are made of is in the machine's order: a state never leaves its
 * machine. */
#ifndef JIEBAO_EMIT_STATE_CODEC_H
#define JIEBAO_EMIT_STATE_CODEC_H

#include "emit/state.h"

void put_entry(Buf *b, const Entry *e);
/* The strings are views of the record. False: the record is damaged. */
bool get_entry(Str record, Arena *perm, Entry *out);
/* The passages alone, without uses. */
void put_passages(Buf *b, const TopicFinding *f);
bool get_passages(Str bytes, Arena *perm, TopicFinding *out);
void put_output(Buf *b, const Output *o);
bool get_output(Str record, Output *out);

#endif

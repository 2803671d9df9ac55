/* L3 ingest: page furniture glued to the end of a paragraph. */
#ifndef JIEBAO_INGEST_LINE_TAIL_H
#define JIEBAO_INGEST_LINE_TAIL_H

#include "base/str.h"

/* Where a way back or the names of editors begin behind the last sentence of a
 * text: ……。返回江城首页>>, ……。（责任编辑：李明）; 0: there is none. */
ptrdiff_t tail_at(Str text);

#endif

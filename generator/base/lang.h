/* L0: every text that a person reads, in one file a language
 * (data/lang/zh.txt, data/lang/en.txt), embedded in the executable.
 * Form of a line: `key = text`, `#` starts a comment line. In a text, %1 to
 * %9 stand for the arguments; %1{one|many} is `one` where the argument is 1,
 * else `many`: "%1 file%1{|s}". A test compares the keys of the two files. */
#ifndef JIEBAO_BASE_LANG_H
#define JIEBAO_BASE_LANG_H

#include "base/buf.h"
#include "base/map.h"

typedef struct Lang {
    Str tag;   /* BCP 47, for the lang attribute: zh-CN, en */
    Map texts; /* key -> Str * */
} Lang;

/* The language for a tag or a locale name: anything that begins with "en"
 * (en, en_GB.UTF-8), "C" or "POSIX" is English, all else Chinese. The result
 * lives as long as the arena. */
Lang *lang_load(Arena *perm, Str tag);
/* The language of messages: LC_ALL, LC_MESSAGES, LANG, the first that is set
 * and not empty; Chinese where none is. */
Lang *lang_from_env(Arena *perm);
/* The text for key; the key itself where the language lacks it. */
Str lang_text(const Lang *l, Str key);
/* Appends text with %1.. replaced by args; a %N without argument is kept. */
void lang_format(Buf *out, Str text, const Str *args, int nargs);

#endif

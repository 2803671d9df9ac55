#include "data/embed.h"

/* Brought in by the assembler: no compiler parses 2 MB of array literal. The
 * Makefile passes the folder, so that the build may run anywhere. */
#ifdef __APPLE__
#define SECTION ".const_data\n"
#define SYMBOL(name) "_" name
#else
#define SECTION ".section .rodata\n"
#define SYMBOL(name) name
#endif
#define EMBED(name, file)                                                  \
    __asm__(SECTION ".globl " SYMBOL("embed_" name) "\n" SYMBOL(           \
        "embed_" name) ":\n"                                               \
                       ".incbin \"" JIEBAO_DATA_DIR "/" file "\"\n"        \
                       ".globl " SYMBOL("embed_" name "_end") "\n" SYMBOL( \
                           "embed_" name "_end") ":\n.byte 0\n.text\n")

EMBED("zh", "lang/zh.txt");
EMBED("en", "lang/en.txt");
EMBED("places", "divisions.tsv");
EMBED("former", "former.tsv");
EMBED("traditional", "traditional.txt");
EMBED("pinyin", "pinyin.txt");
EMBED("synonyms", "synonyms.conf");

extern const char embed_zh[], embed_zh_end[];
extern const char embed_en[], embed_en_end[];
extern const char embed_places[], embed_places_end[];
extern const char embed_former[], embed_former_end[];
extern const char embed_traditional[], embed_traditional_end[];
extern const char embed_pinyin[], embed_pinyin_end[];
extern const char embed_synonyms[], embed_synonyms_end[];

Str embed_lang_zh(void)
{
    return str_span(embed_zh, embed_zh_end);
}

Str embed_lang_en(void)
{
    return str_span(embed_en, embed_en_end);
}

Str embed_divisions(void)
{
    return str_span(embed_places, embed_places_end);
}

Str embed_former_divisions(void)
{
    return str_span(embed_former, embed_former_end);
}

Str embed_traditional_table(void)
{
    return str_span(embed_traditional, embed_traditional_end);
}

Str embed_pinyin_table(void)
{
    return str_span(embed_pinyin, embed_pinyin_end);
}

Str embed_synonyms_conf(void)
{
    return str_span(embed_synonyms, embed_synonyms_end);
}

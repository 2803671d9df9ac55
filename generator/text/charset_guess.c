#include "text/charset_guess.h"

#include "text/utf8.h"

#include <pthread.h>

enum {
    DECLARATION_WITHIN = 64 << 10,
    SAMPLE = 256 << 10, /* bytes that are tried in each charset */
    ASCII_RUN_KEPT = 6, /* of a longer one in the sample */
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Offset of the lower-case ASCII word in s at or after from, or -1. */
static ptrdiff_t find_word(Str s, Str word, ptrdiff_t from)
{
    for (ptrdiff_t i = from; i <= s.n - word.n; i++)
        if (lower(s.s[i]) == word.s[0] &&
            str_eq_nocase((Str){s.s + i, word.n}, word))
            return i;
    return -1;
}

static bool is_label_byte(char c)
{
    c = lower(c);
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == ':';
}

/* The label behind `name =` in a tag, quotes or not; empty where none. */
static Str label_after(Str tag, Str name)
{
    ptrdiff_t at = find_word(tag, name, 0);
    if (at < 0)
        return (Str){0};
    Str rest = str_trim(str_skip(tag, at + name.n));
    if (!rest.n || rest.s[0] != '=')
        return (Str){0};
    rest = str_trim(str_skip(rest, 1));
    if (rest.n && (rest.s[0] == '"' || rest.s[0] == '\''))
        rest = str_trim(str_skip(rest, 1));
    ptrdiff_t n = 0;
    while (n < rest.n && is_label_byte(rest.s[n]))
        n++;
    return str_head(rest, n);
}

static Str tag_at(Str s, ptrdiff_t at)
{
    Str rest = str_head(str_skip(s, at), 1024);
    ptrdiff_t end = str_find(rest, S(">"), 0);
    return str_head(rest, end < 0 ? rest.n : end);
}

Charset charset_declared(Str bytes)
{
    Str head = str_head(
        bytes, bytes.n < DECLARATION_WITHIN ? bytes.n : DECLARATION_WITHIN);
    Str start = str_trim(head);
    if (str_starts(start, S("<?xml"))) {
        Charset c =
            charset_by_label(label_after(tag_at(start, 0), S("encoding")));
        if (c)
            return c;
    }
    for (ptrdiff_t at = 0; (at = str_find(head, S("<"), at)) >= 0; at++) {
        if (!str_eq_nocase(str_head(str_skip(head, at), 5), S("<meta")))
            continue;
        Charset c =
            charset_by_label(label_after(tag_at(head, at), S("charset")));
        if (c == CHARSET_UTF16LE || c == CHARSET_UTF16BE)
            return CHARSET_UTF8;
        if (c)
            return c;
    }
    return CHARSET_NONE;
}

/* UTF-16 shows by its high bytes: 4E..9F (ideographs), 00 (ASCII), 30 and FF
 * (punctuation), with at least one zero or nearly only these. */
static bool looks_utf16(Str bytes, bool big)
{
    ptrdiff_t pairs = (bytes.n < SAMPLE ? bytes.n : SAMPLE) / 2;
    ptrdiff_t good = 0, ascii = 0, han = 0, low_half = 0;
    for (ptrdiff_t i = 0; i < pairs; i++) {
        unsigned char x = (unsigned char)bytes.s[2 * i];
        unsigned char y = (unsigned char)bytes.s[2 * i + 1];
        unsigned char high = big ? x : y, low = big ? y : x;
        bool is_ascii = !high && (low >= 0x20 || (low >= 9 && low <= 13));
        bool is_han = high >= 0x4E && high <= 0x9F;
        ascii += is_ascii;
        han += is_han;
        low_half += is_han && low < 0x80;
        good += is_ascii || is_han || (high == 0x30 && low < 0x20) ||
                (high == 0x20 && low >= 0x10 && low < 0x40) ||
                (high == 0xFF && low < 0x60);
        if ((i + 1 - good) * 20 > pairs && (i + 1 - han) * 10 > pairs)
            return false; /* whatever follows: most texts end here */
    }
    if (ascii)
        return good * 20 >= pairs * 19;
    /* ASCII text in pairs looks like ideographs whose low byte is < 0x80 */
    return pairs && han * 10 > pairs * 9 && low_half * 10 < han * 8;
}

/* The bytes with long runs of ASCII cut short, at most `most` of them: what
 * tells charsets apart. */
static Str sample_of(Str bytes, ptrdiff_t most, Arena *a)
{
    Buf b = buf_in(a);
    buf_reserve(&b, bytes.n < most ? bytes.n + 1 : most + 1);
    int run = 0;
    for (ptrdiff_t i = 0; i < bytes.n && b.n < most; i++) {
        run = (unsigned char)bytes.s[i] < 0x80 ? run + 1 : 0;
        b.s[b.n] = bytes.s[i];
        b.n += run <= ASCII_RUN_KEPT;
    }
    return buf_str(&b);
}

/* Everyday characters of Chinese prose in both scripts. */
static const char everyday[] =
    // clang-format off
    "一七万三上下不与专且世业东两严个中为主么义之九也习乡书了争事二于五些"
    "交产京亲人什今从他代以们件价任企众优会传但位低住体何作你使來例便保信"
    "個們候值做備傳債價優儿元先光克兒党入全兩八公六共关兴其具养内再写军农"
    "决况准几出分切划列则创利别到制則前創劃力办加务动助劳動務勵包化北区區"
    "十千升半华单南卫即却厂历压原去县参參又及反发取受变口只叫可史号各合同"
    "名后向听员周命和品响員商問單器嚴四回因团困国图圆國圓團土在地场坚型城"
    "培基報場境增壓声处备复外多大天太头她好如始委婦子存学學它安完定实宣家"
    "容實寫寬对导将將對導小少就局层居屆展属屬山工己已市布带帶常幣干平年并"
    "幹幾广应府度廠廣建开式引张張強强当形影役往很律後得從心必志快思性总患"
    "情想意感愿應成我或战戰戶户所手才打执技把投报拉招持指按振据排接控推提"
    "據擴支收改攻放政效救教数整文斗料断斯新斷方族无日时明易是時更書最會月"
    "有服期本术机权村条来東极构林果查标样根格條業極楼構樂樓標樣機檢權次正"
    "此步歲歷残段每比毛民气水求江決沒没油治況法活派流济海消深清温港源準满"
    "滿澳濟灣火点為热無然照熱爭片物特状獎率王环现現理環生產用由电界當疫疾"
    "療發白百的監目直相盾省看真眼眾着督矛知石矿研确確碼礦示社离种科积称稅"
    "程税種稳究空立第等算管節米类精系紅素索細組結絡給統經網練縣總織纠红约"
    "级纷线组细织经结给统维综网置美群義習老者而联聯職聽育能脱自至臺與興般"
    "色节花華营萬落藝處號行術街衛衝表被装裝西要見規親觀见观规角解計訓記設"
    "許話說調論證識議護讓计认训议记许论设访证识话该说调象財貧貨責貸貿資質"
    "購财质贫资走起越路身車軍轉车转较辦農边达过运近还这进连退适选這通速造"
    "進運過道適選還那部都鄉酸醫采里重量金銀銷錄鎮鐵铁镇長长門開間關门问间"
    "队防阶际院除隊階隐際險难集難電需青非面革音領頭題類项须领题風风養馬驗"
    "马验體高鳳點黨齡龍";
// clang-format on

/* The same as a set, by code point from U+4E00 on. */
typedef struct HanSet {
    bool has[0xA000 - 0x4E00];
} HanSet;

static HanSet everyday_set;
static pthread_once_t everyday_once = PTHREAD_ONCE_INIT;

static void make_everyday_set(void)
{
    const char *p = everyday, *end = everyday + sizeof everyday - 1;
    while (p < end)
        everyday_set.has[utf8_next(&p, end) - 0x4E00] = true;
}

/* How much one non-ASCII character speaks for the charset that gave it. */
static int weight(Rune r)
{
    if (r == RUNE_BAD)
        return -24;
    if (r >= 0x4E00 && r <= 0x9FFF)
        return everyday_set.has[r - 0x4E00] ? 8 : 2;
    if (rune_is_cjk_punct(r) || r == 0x3000)
        return 2;
    if ((r >= 0xE000 && r <= 0xF8FF) || (r >= 0x80 && r < 0xA0))
        return -12; /* private use, C1 controls */
    if (rune_is_han(r) || (r >= 0xAC00 && r <= 0xD7A3))
        return -4;
    return r < 0x2000 ? -1 : 1;
}

/* Mean weight of the first `most` non-ASCII characters of text, times 100. */
static int64_t mean_weight(Str text, ptrdiff_t most)
{
    const char *p = text.s, *end = text.s + text.n;
    int64_t sum = 0, n = 0;
    while (p < end && n < most) {
        if ((unsigned char)*p < 0x80) {
            p++;
            continue;
        }
        Rune r = utf8_next(&p, end);
        if (r == RUNE_BAD && p == end)
            break; /* a character cut off at the end is no evidence */
        sum += weight(r);
        n++;
    }
    return n ? sum * 100 / n : 0;
}

static int64_t plausibility(Str sample, Charset c, Arena scratch)
{
    Str text =
        c == CHARSET_UTF8 ? sample : charset_decode(&scratch, sample, c).text;
    return mean_weight(text, text.n);
}

/* Whether the first thousand characters are everyday GB18030. What is in
 * another charset comes out as rare characters: measured on 159 texts in each,
 * Big5 weighs below 0 and damaged UTF-8 at most 110, GB18030 from 530 on. */
static bool is_surely_gb(Str bytes, Arena scratch)
{
    enum { BYTES = 4096, FEW = 100, SURELY = 450 };
    Str sample = sample_of(bytes, BYTES, &scratch);
    Str text = charset_decode(&scratch, sample, CHARSET_GB18030).text;
    return text.n >= sample.n + FEW && mean_weight(text, text.n) >= SURELY;
}

/* A Western text has its few high bytes one by one among ASCII letters, where
 * the double-byte charsets have them in pairs and runs. */
static bool looks_western(Str sample)
{
    ptrdiff_t high = 0, alone = 0;
    for (ptrdiff_t i = 0; i < sample.n; i++) {
        if ((unsigned char)sample.s[i] < 0x80)
            continue;
        bool before = i && (unsigned char)sample.s[i - 1] >= 0x80;
        bool after = i + 1 < sample.n && (unsigned char)sample.s[i + 1] >= 0x80;
        high++;
        alone += !before && !after;
        if ((high - alone) * 10 > sample.n)
            return false;
    }
    return high && alone * 10 >= high * 9;
}

/* Well-formed UTF-8 with so many characters beyond ASCII is UTF-8 whatever its
 * script: a pair of GB18030 or Big5 has that form less than once in three, so
 * forty in a row have it by chance less than once in 10^15 texts. Its weight
 * would not tell: Tibetan, Uyghur or Korean has no everyday Han characters. */
static bool is_surely_utf8(Str bytes)
{
    enum { MANY = 40 };
    int seen = 0;
    for (ptrdiff_t i = 0; i < bytes.n && seen < MANY; i++)
        seen += (unsigned char)bytes.s[i] >= 0xC2;
    return seen == MANY;
}

Charset charset_guess(Str bytes, Charset declared, Arena scratch, bool *whole)
{
    static const Charset tried[] = {CHARSET_UTF8, CHARSET_GB18030,
                                    CHARSET_BIG5};
    enum { DECLARED_BONUS = 60, BEYOND_DOUBT = 300, MANY = 1000 };
    Charset bom = charset_bom(bytes);
    *whole = false;
    if (bom)
        return bom;
    pthread_once(&everyday_once, make_everyday_set);
    *whole = utf8_bad_at(bytes) < 0;
    if (*whole &&
        (is_surely_utf8(bytes) || mean_weight(bytes, MANY) >= BEYOND_DOUBT))
        return CHARSET_UTF8;
    if (looks_utf16(bytes, false))
        return CHARSET_UTF16LE;
    if (looks_utf16(bytes, true))
        return CHARSET_UTF16BE;
    if (is_surely_gb(bytes, scratch))
        return CHARSET_GB18030;
    Str sample = sample_of(bytes, SAMPLE, &scratch);
    if (looks_western(sample) && declared != CHARSET_UTF8)
        return CHARSET_WINDOWS1252;
    Charset best = CHARSET_NONE;
    int64_t most = 0;
    for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
        int64_t score = plausibility(sample, tried[i], scratch);
        if (tried[i] == CHARSET_UTF8 && score >= BEYOND_DOUBT)
            return CHARSET_UTF8;
        score += tried[i] == declared ? DECLARED_BONUS : 0;
        if (!best || score > most) {
            best = tried[i];
            most = score;
        }
    }
    return best;
}

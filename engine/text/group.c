/*
 * LB-23: what a reader takes in at a glance and a line had better not part: 第３報, １月４日, １４時３０分, ５００円,
 * （三）, ３か所. A group is a number with the word before or behind it; dates and times join two such groups.
 */
#include "text/composition.h"

#include <string.h>

/* Words behind a number; where one begins like another the longer comes first. */
static const char *const counters[] = {
    "年度", "年間", "年",   "か月間", "か月", "カ月", "ヶ月",   "ケ月", "箇月",   "月",     "週間", "日間",
    "日",   "時間", "時",   "分間",   "分",   "秒間", "秒",     "億円", "千万円", "百万円", "万円", "千円",
    "円",   "か所", "カ所", "ヶ所",   "ケ所", "箇所", "か国",   "カ国", "ヶ国",   "件",     "人",   "名",
    "台",   "回",   "個",   "本",     "枚",   "号",   "報",     "条",   "項",     "章",     "節",   "款",
    "版",   "期",   "次",   "位",     "社",   "者",   "店",     "歳",   "度",     "倍",     "割",   "点",
    "通",   "階",   "番地", "番",     "丁目", "頁",   "ページ", "行目", "行",     "列",     "種",   "類",
    "例",   "課",   "班",   "区",     "組",   "冊",   "部",     "棟",   "室",     "機",     "車",   "両",
};

/* A word that joins the group before it to one that follows: １月４日, １４時３０分２０秒. */
static const char *const joining[] = {"月", "時", "分"};

static bool is_kanji_digit(uint32_t c)
{
    static const uint32_t digits[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03,
                                      0x516B, 0x4E5D, 0x5341, 0x767E, 0x5343, 0x4E07, 0x5104, 0x5143};

    for (size_t i = 0; i < sizeof digits / sizeof digits[0]; i++)
        if (digits[i] == c)
            return true;
    return false;
}

static uint32_t base_at(const struct composition *composition, size_t at)
{
    return at < composition->count ? composition->clusters[at].base : 0;
}

static bool is_digit_at(const struct composition *composition, size_t at)
{
    uint32_t c = base_at(composition, at);

    return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19) || is_kanji_digit(c);
}

/* Points and commas inside belong to a number. */
static bool is_point_at(const struct composition *composition, size_t at)
{
    uint32_t c = base_at(composition, at);

    return c == '.' || c == ',' || c == 0xFF0E || c == 0xFF0C;
}

static size_t number_end(const struct composition *composition, size_t at)
{
    while (is_digit_at(composition, at) || (is_point_at(composition, at) && is_digit_at(composition, at + 1)))
        at++;
    return at;
}

/* End of `word` when it stands at cluster `at`, else `at`. */
static size_t word_end(const struct composition *composition, size_t at, const char *word)
{
    size_t size = strlen(word);
    size_t end = at;

    if (at >= composition->count || composition->size - composition->clusters[at].start < size ||
        memcmp(composition->bytes + composition->clusters[at].start, word, size) != 0)
        return at;
    while (end < composition->count && composition->clusters[end].end <= composition->clusters[at].start + size)
        end++;
    return end;
}

static size_t word_of(const struct composition *composition, size_t at, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t end = word_end(composition, at, words[i]);

        if (end > at)
            return end;
    }
    return at;
}
#define WORD_OF(composition, at, words) word_of(composition, at, words, sizeof(words) / sizeof(words)[0])

static bool is_joining(const struct composition *composition, size_t at, size_t end)
{
    return WORD_OF(composition, at, joining) == end;
}

/* A number and its counter, and those that join on; `at` when there is none. */
static size_t counted_end(const struct composition *composition, size_t at)
{
    size_t end = at;
    bool goes_on = true;

    while (goes_on) {
        size_t number = number_end(composition, end);
        size_t word = number > end ? WORD_OF(composition, number, counters) : number;

        goes_on = word > number && is_joining(composition, number, word);
        end = word > number ? word : end;
    }
    return end;
}

/* （三）: the number holds together; its brackets do already. */
static size_t bracketed_end(const struct composition *composition, size_t at)
{
    uint32_t open = base_at(composition, at);
    size_t end = number_end(composition, at + 1);
    uint32_t close = base_at(composition, end);

    if (end > at + 1 && ((open == '(' && close == ')') || (open == 0xFF08 && close == 0xFF09)))
        return end + 1;
    return at;
}

/* 第 takes any number, with its counter where it has one. */
static size_t ordinal_end(const struct composition *composition, size_t at)
{
    size_t number = number_end(composition, at + 1);
    size_t counted;

    if (base_at(composition, at) != 0x7B2C || number == at + 1)
        return at;
    counted = counted_end(composition, at + 1);
    return counted > at + 1 ? counted : number;
}

static size_t group_end(const struct composition *composition, size_t at)
{
    static size_t (*const readers[])(const struct composition *, size_t) = {ordinal_end, bracketed_end, counted_end};
    size_t end = at;

    for (size_t i = 0; i < sizeof readers / sizeof readers[0] && end == at; i++)
        end = readers[i](composition, at);
    return end;
}

void find_groups(struct composition *composition)
{
    size_t at = 0;

    if (!composition->paragraph->group_soft)
        return;
    composition->groups = arena_array(composition->scratch, bool, composition->count + 1);
    while (at < composition->count) {
        size_t end = group_end(composition, at);

        for (size_t i = at + 1; i < end; i++)
            composition->groups[i] = true;
        at = end > at ? end : at + 1;
    }
}

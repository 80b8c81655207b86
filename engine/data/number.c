/* Numbers with separators, and in kanji. */
#include "data/binder.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Room for the digits of any 64-bit number. */
#define DIGITS 24

/* The digits of |number|; INT64_MIN has no positive twin, so the sign is dropped as text. */
static const char *magnitude(int64_t number, char digits[DIGITS])
{
    snprintf(digits, DIGITS, "%" PRId64, number);
    return digits + (number < 0);
}

void put_comma_number(struct sink *sink, int64_t number)
{
    char buffer[DIGITS];
    const char *digits = magnitude(number, buffer);
    size_t count = strlen(digits);

    if (number < 0)
        sink_put_char(sink, '-');
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && (count - i) % 3 == 0)
            sink_put_char(sink, ',');
        sink_put_char(sink, digits[i]);
    }
}

/*
 * Four digits: 1234 is 千二百三十四. The one before 十 and 百 is never written; before 千 it is only in front of 万
 * and above (一千万), as in official documents.
 */
static void put_four(struct sink *sink, const int digits[4], bool is_last)
{
    static const char *const numerals[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    static const char *const places[] = {"千", "百", "十", ""};

    for (int i = 0; i < 4; i++) {
        bool is_silent = digits[i] == 1 && (i == 1 || i == 2 || (i == 0 && is_last));

        if (digits[i] == 0)
            continue;
        sink_put_string(sink, is_silent ? "" : numerals[digits[i]]);
        sink_put_string(sink, places[i]);
    }
}

void put_kanji_number(struct sink *sink, int64_t number)
{
    static const char *const units[] = {"", "万", "億", "兆", "京"};
    char buffer[DIGITS];
    const char *digits = magnitude(number, buffer);
    size_t count = strlen(digits);
    size_t groups = (count + 3) / 4;

    if (number == 0)
        sink_put_string(sink, "〇");
    if (number < 0)
        sink_put_string(sink, "マイナス");
    for (size_t group = groups; group-- > 0;) {
        int four[4] = {0};
        bool is_zero = true;

        for (size_t i = 0; i < 4; i++) {
            size_t place = group * 4 + (3 - i); /* from the right */
            four[i] = place < count ? digits[count - 1 - place] - '0' : 0;
            is_zero &= four[i] == 0;
        }
        put_four(sink, four, group == 0);
        sink_put_string(sink, is_zero ? "" : units[group]);
    }
}

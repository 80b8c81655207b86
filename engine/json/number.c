/* What the digits of a number say. */
#include "json/scan.h"

#include <assert.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* False when there is anything but digits, or too many. */
static bool read_integer(const char *text, size_t size, int64_t *integer)
{
    bool is_negative = text[0] == '-';
    int64_t sum = 0;

    for (size_t i = is_negative; i < size; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        int digit = text[i] - '0';
        if (__builtin_mul_overflow(sum, 10, &sum))
            return false;
        /* Downwards for negative numbers, as INT64_MIN has no positive. */
        if (__builtin_add_overflow(sum, is_negative ? -digit : digit, &sum))
            return false;
    }
    *integer = sum;
    return true;
}

/* strtod takes the decimal point of the caller's locale; that of JSON is the C locale's. */
static double read_double(const char *text)
{
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    locale_t before = uselocale(plain);
    double number = strtod(text, NULL);

    uselocale(before);
    freelocale(plain);
    return number;
}

void json_read_number(const char *text, size_t size, struct json *value)
{
    char copy[JSON_NUMBER_BYTES + 1];

    assert(size < sizeof copy);
    memcpy(copy, text, size);
    copy[size] = '\0';
    value->is_integer = read_integer(text, size, &value->integer);
    value->number = read_double(copy);
}

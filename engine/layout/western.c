/* Of a style: "latin", the font of Western characters (和欧混植), and "digits". */
#include "layout/compiler.h"

#include <math.h>

/* Of the size of Western type beside Japanese, in thousandths. */
#define FACTOR_LEAST 500
#define FACTOR_MOST 2000

static bool read_factor(struct scope *scope, const struct json *value, void *into)
{
    if (value->kind != JSON_NUMBER)
        return report_type(scope, value, DIAG_BOTH("a number", "数"), "1.1");
    if (value->number * 1000 < FACTOR_LEAST || value->number * 1000 > FACTOR_MOST)
        return report(scope, value, DIAG_NUMBER_RANGE,
                      DIAG_ARGS(arena_format(scope->compiler->arena, "%g", value->number), "0.5", "2"));
    *(int *)into = (int)lround(value->number * 1000);
    return true;
}

#define AT(member) offsetof(struct text_style, member)

static const struct key latin_keys[] = {
    {"font", read_font, AT(latin), "\"font\": \"mincho\""},
    {"size", read_factor, AT(latin_size), NULL},
    {"rise", read_shift, AT(latin_rise), NULL},
};

static const struct object_kind latin_kind = {DIAG_BOTH("the type of Western characters", "欧文の書体"), latin_keys,
                                              COUNT(latin_keys)};

bool read_latin(struct scope *scope, const struct json *value, void *into)
{
    struct text_style *style = into;

    style->latin = NULL;
    style->latin_size = 0;
    style->latin_rise = 0;
    return value->kind == JSON_NULL || object_read(scope, &latin_kind, value, style);
}

bool read_digit_width(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {
        {"as-is", TEXT_DIGITS_AS_IS},
        {"half", TEXT_DIGITS_HALF},
        {"full", TEXT_DIGITS_FULL},
    };
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    *(enum text_digits *)into = (enum text_digits)found;
    return true;
}

/* Lengths: a number and a unit, "10.5pt". The number is read by hand, so that no locale has a say in it. */
#include "layout/compiler.h"

#include <string.h>

#define EXAMPLE "\"10.5pt\""
#define DIGITS_MAX 12

struct unit {
    const char *name;
    length size; /* 0: the em of the style */
};

static const struct unit units[] = {
    {"mm", LENGTH_PER_MM},    {"cm", 10 * LENGTH_PER_MM}, {"pt", LENGTH_PER_PT},
    {"Q", LENGTH_PER_MM / 4}, {"in", 72 * LENGTH_PER_PT}, {"em", 0},
};

/* What people write for a unit, and the unit they mean. */
static const struct alias {
    const char *written;
    const char *unit;
} aliases[] = {
    {"points", "pt"},
    {"point", "pt"},
    {"pts", "pt"},
    {"PT", "pt"},
    {"px", "pt"},
    {"millimeters", "mm"},
    {"millimetres", "mm"},
    {"MM", "mm"},
    {"ミリ", "mm"},
    {"q", "Q"},
    {"H", "Q"},
    {"級", "Q"},
    {"inch", "in"},
    {"inches", "in"},
    {"centimeters", "cm"},
    {"centimetres", "cm"},
    {"EM", "em"},
    {"字", "em"},
};

struct number {
    double value;
    bool is_negative;
    const char *rest;
};

/* Decimal digits with at most one point; the quotient of two exact doubles is the nearest double. */
static bool parse_number(const char *text, struct number *number)
{
    double digits = 0, scale = 1;
    int count = 0;
    bool in_fraction = false;

    number->is_negative = *text == '-';
    text += number->is_negative;
    for (; (*text >= '0' && *text <= '9') || (*text == '.' && !in_fraction); text++) {
        if (*text == '.') {
            in_fraction = true;
            continue;
        }
        digits = digits * 10 + (*text - '0');
        scale = in_fraction ? scale * 10 : scale;
        count++;
    }
    number->value = digits / scale;
    number->rest = text;
    return count > 0 && count <= DIGITS_MAX;
}

static const struct unit *unit_find(const char *name)
{
    for (size_t i = 0; i < COUNT(units); i++)
        if (strcmp(units[i].name, name) == 0)
            return &units[i];
    return NULL;
}

static const char *unit_nearest(const char *written)
{
    const char *names[COUNT(units)];

    while (*written == ' ')
        written++;
    if (*written == '\0')
        return "mm";
    for (size_t i = 0; i < COUNT(units); i++)
        names[i] = units[i].name;
    for (size_t i = 0; i < COUNT(aliases); i++)
        if (strcmp(aliases[i].written, written) == 0)
            return aliases[i].unit;
    return unit_find(written) ? written : diag_nearest(written, names, COUNT(units));
}

bool parse_thousandths(const char *text, const char *unit, int32_t *found)
{
    struct number number;

    if (!parse_number(text, &number) || strcmp(number.rest, unit) != 0 || number.is_negative || number.value > 1000)
        return false;
    *found = (int32_t)length_from_units(number.value, 1000);
    return true;
}

/* `text` is what was written; the message shows it as it stands in the file, in quotes or not. */
static bool report_length(const struct scope *scope, const struct json *value, const char *text)
{
    struct arena *arena = scope->compiler->arena;
    const char *shown = value->kind == JSON_STRING ? arena_format(arena, "\"%s\"", text) : text;
    struct number number;
    const char *hint = NULL;

    if (parse_number(text, &number)) {
        const char *unit = unit_nearest(number.rest);
        if (unit)
            hint = arena_format(arena, "\"%.*s%s\"", (int)(number.rest - text), text, unit);
    }
    return report(scope, value, DIAG_LENGTH_UNREADABLE, DIAG_ARGS(shown, hint ? hint : EXAMPLE));
}

static bool report_number(const struct scope *scope, const struct json *value)
{
    const char *bytes = value->source->bytes + value->offset;

    return report_length(scope, value, arena_copy(scope->compiler->arena, bytes, value->end - value->offset));
}

/* A length of either sign, within what a layout may state. */
static bool parse_length(const struct scope *scope, const struct json *value, length *found)
{
    struct number number;

    if (value->kind == JSON_NUMBER)
        return report_number(scope, value);
    if (value->kind != JSON_STRING)
        return report_type(scope, value, DIAG_BOTH("a length", "長さ"), EXAMPLE);
    const struct unit *unit = parse_number(value->string, &number) ? unit_find(number.rest) : NULL;
    if (!unit)
        return report_length(scope, value, value->string);
    if (unit->size == 0 && !scope->style)
        return report(scope, value, DIAG_LENGTH_EM, DIAG_ARGS(value->string));

    length size = unit->size ? unit->size : scope->style->text.size;
    if (number.value * (double)size > (double)LENGTH_MAX)
        return report(scope, value, DIAG_LENGTH_RANGE, DIAG_ARGS(value->string));
    *found = length_from_units(number.is_negative ? -number.value : number.value, size);
    return true;
}

bool read_shift(struct scope *scope, const struct json *value, void *into)
{
    return parse_length(scope, value, into);
}

bool read_length(struct scope *scope, const struct json *value, void *into)
{
    length found = 0;

    if (!parse_length(scope, value, &found))
        return false;
    if (found < 0)
        return report(scope, value, DIAG_LENGTH_SIGN, DIAG_ARGS(value->string));
    *(length *)into = found;
    return true;
}

bool read_size(struct scope *scope, const struct json *value, void *into)
{
    length found = 0;

    if (!read_length(scope, value, &found))
        return false;
    if (found == 0)
        return report(scope, value, DIAG_LENGTH_ZERO, DIAG_ARGS(value->string));
    *(length *)into = found;
    return true;
}

/* Which of one, two or four lengths is for which side, as in CSS. */
static size_t side_index(size_t count, enum side side)
{
    static const size_t of_two[SIDE_COUNT] = {[SIDE_TOP] = 0, [SIDE_RIGHT] = 1, [SIDE_BOTTOM] = 0, [SIDE_LEFT] = 1};

    if (count == 1)
        return 0;
    return count == 2 ? of_two[side] : (size_t)side;
}

bool read_sides(struct scope *scope, const struct json *value, void *into)
{
    length given[SIDE_COUNT] = {0};
    length *sides = into;
    size_t count = 0;
    bool ok = true;

    if (value->kind == JSON_STRING || value->kind == JSON_NUMBER) {
        ok = read_length(scope, value, &given[0]);
        count = 1;
    } else if (!is_array(
                   scope, value,
                   DIAG_BOTH("one length, or an array of two or four", "1つの長さ、または2つか4つの長さの配列"))) {
        return false;
    } else if (value->size != 1 && value->size != 2 && value->size != 4) {
        return report(scope, value, DIAG_SIDES, DIAG_ARGS(arena_format(scope->compiler->arena, "%zu", value->size)));
    } else {
        for (const struct json *item = value->child; item; item = item->next)
            ok &= read_length(scope, item, &given[count++]);
    }
    for (int side = 0; side < SIDE_COUNT; side++)
        sides[side] = given[side_index(count, (enum side)side)];
    return ok;
}

/*
 * The file of holidays, which tools/gen_holidays.py writes. People may keep one of their own, so that it is read as
 * strictly as any other input.
 */
#include "due/holidays.h"

#include "data/datetime.h"
#include "json/json.h"

#include <string.h>

#define SATURDAY 6
#define SUNDAY 0

struct reader {
    struct arena *arena;
    const struct source *source;
    struct diags *diags;
    const char **names; /* of the days from `first` to `last` */
    int64_t first, last;
};

static bool report(const struct reader *reader, const struct json *value, enum diag_code code, struct diag_args args)
{
    struct source_ref at = json_ref(reader->arena, reader->source, value);

    return diags_error(reader->diags, code, &at, NULL, args);
}

static bool report_key(const struct reader *reader, const struct json *member, enum diag_code code,
                       struct diag_args args)
{
    struct source_ref at = json_key_ref(reader->arena, reader->source, member);

    return diags_error(reader->diags, code, &at, NULL, args);
}

static bool is_kind(const struct reader *reader, const struct json *value, enum json_kind kind, const char *wanted,
                    const char *example)
{
    return value->kind == kind ||
           report(reader, value, DIAG_LAYOUT_TYPE,
                  DIAG_ARGS(wanted, json_description(reader->arena, reader->source, value), example));
}

/* --- days --------------------------------------------------------------------------------------------------------- */

/* "MM-DD": NAME */
static bool read_day(struct reader *reader, const char *year, const struct json *member)
{
    const char *text = arena_format(reader->arena, "%s-%s", year, member->key);
    struct datetime day;
    struct civil civil;

    if (datetime_parse(text, &day, &civil) != DATETIME_FINE || day.minute >= 0)
        return report_key(reader, member, DIAG_DAY_UNREADABLE, DIAG_ARGS(text));
    if (!is_kind(reader, member, JSON_STRING, DIAG_BOTH("a string", "文字列"), "\"元日\""))
        return false;
    reader->names[day.day - reader->first] = member->string;
    return true;
}

/* --- years -------------------------------------------------------------------------------------------------------- */

/* "2024" as a number, or -1. */
static int64_t year_of(const char *key)
{
    int64_t year = 0;

    if (strlen(key) != 4 || strspn(key, "0123456789") != 4)
        return -1;
    for (size_t i = 0; i < 4; i++)
        year = year * 10 + (key[i] - '0');
    return year;
}

/* Years that follow each other, so that every day between the first and the last is known. */
static bool check_years(const struct reader *reader, const struct json *years)
{
    int64_t wanted = year_of(years->child->key);

    for (const struct json *year = years->child; year; year = year->next, wanted++) {
        if (year_of(year->key) < 0)
            return report_key(reader, year, DIAG_HOLIDAYS_YEAR, DIAG_ARGS(year->key));
        if (year_of(year->key) != wanted)
            return report_key(reader, year, DIAG_HOLIDAYS_GAP,
                              DIAG_ARGS(year->key, arena_format(reader->arena, "%04d", (int)wanted)));
    }
    return true;
}

static bool read_year(struct reader *reader, const struct json *year)
{
    bool ok = true;

    if (!is_kind(reader, year, JSON_OBJECT, DIAG_BOTH("an object of days", "日のオブジェクト"),
                 "{ \"01-01\": \"元日\" }"))
        return false;
    for (const struct json *day = year->child; day; day = day->next)
        ok &= read_day(reader, year->key, day);
    return ok;
}

static bool read_years(struct reader *reader, const struct json *years)
{
    bool ok = true;

    if (!is_kind(reader, years, JSON_OBJECT, DIAG_BOTH("an object of years", "年のオブジェクト"), NULL))
        return false;
    if (years->size == 0)
        return report(reader, years, DIAG_HOLIDAYS_EMPTY, DIAG_NO_ARGS);
    if (!check_years(reader, years))
        return false;
    int64_t first = year_of(years->child->key);
    reader->first = days_from_civil((struct civil){first, 1, 1});
    reader->last = days_from_civil((struct civil){first + (int64_t)years->size, 1, 1}) - 1;
    reader->names = arena_array(reader->arena, const char *, (size_t)(reader->last - reader->first + 1));
    for (const struct json *year = years->child; year; year = year->next)
        ok &= read_year(reader, year);
    return ok;
}

/* --- the file ----------------------------------------------------------------------------------------------------- */

/* The other keys are for people. */
static bool check_keys(const struct reader *reader, const struct json *root)
{
    static const char *const keys[] = {"title", "laws", "note", "generator", "years"};
    const size_t count = sizeof(keys) / sizeof(keys[0]);
    bool ok = true;

    for (const struct json *member = root->child; member; member = member->next) {
        bool is_known = false;

        for (size_t i = 0; i < count; i++)
            is_known |= strcmp(member->key, keys[i]) == 0;
        if (!is_known)
            ok = report_key(reader, member, DIAG_KEY_UNKNOWN,
                            DIAG_ARGS(DIAG_BOTH("a file of holidays", "休日のファイル"), member->key,
                                      diag_nearest(member->key, keys, count), "title, laws, note, generator, years"));
    }
    return ok;
}

static bool read_root(struct reader *reader, const struct json *root)
{
    const struct json *years = json_find(root, "years");

    if (!is_kind(reader, root, JSON_OBJECT, DIAG_BOTH("a file of holidays", "休日のファイル"), NULL) ||
        !check_keys(reader, root))
        return false;
    if (!years)
        return report(reader, root, DIAG_KEY_MISSING,
                      DIAG_ARGS(DIAG_BOTH("a file of holidays", "休日のファイル"), "years",
                                "\"years\": { \"2024\": { \"01-01\": \"元日\" } }"));
    return read_years(reader, years);
}

const struct holidays *holidays_read(struct arena *arena, const struct source *source, const struct limits *limits,
                                     struct diags *diags)
{
    struct reader reader = {.arena = arena, .source = source, .diags = diags};
    const struct json *root = json_read(arena, source, JSON_STRICT, limits, diags);

    if (!root || !read_root(&reader, root))
        return NULL;
    struct holidays *holidays = arena_new(arena, struct holidays);
    *holidays = (struct holidays){reader.first, reader.last, reader.names};
    return holidays;
}

bool holidays_know(const struct holidays *holidays, int64_t day)
{
    return holidays && day >= holidays->first && day <= holidays->last;
}

const char *holidays_name(const struct holidays *holidays, int64_t day)
{
    const char *name = holidays->names[day - holidays->first];

    if (name)
        return name;
    if (weekday_of(day) == SATURDAY)
        return "土曜日";
    return weekday_of(day) == SUNDAY ? "日曜日" : NULL;
}

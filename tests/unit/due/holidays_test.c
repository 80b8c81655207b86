#include "support/cmocka.h"

#include "data/datetime.h"
#include "due/holidays.h"
#include "unit/layout/fixture.h"

static int64_t day_of(int year, int month, int day)
{
    return days_from_civil((struct civil){year, month, day});
}

struct file {
    struct arena *arena;
    struct diags *diags;
    struct sink bytes, said;
    struct source source;
    const struct holidays *holidays; /* or NULL */
};

static void file_parse(struct file *file, const char *name)
{
    file->arena = arena_open();
    file->diags = diags_open();
    file->source = (struct source){.name = name, .bytes = file->bytes.bytes, .size = file->bytes.size};
    file->holidays = holidays_read(file->arena, &file->source, &limits_default, file->diags);
    diags_write_text(file->diags, DIAG_ENGLISH, &file->said);
    sink_put_char(&file->said, '\0');
}

/* An apostrophe stands for a quotation mark. */
static struct file file_of(const char *text)
{
    struct file file = {0};

    for (const char *c = text; *c != '\0'; c++)
        sink_put_char(&file.bytes, *c == '\'' ? '"' : *c);
    file_parse(&file, "h.json");
    return file;
}

static void file_end(struct file *file)
{
    arena_close(file->arena);
    diags_close(file->diags);
    sink_close(&file->bytes);
    sink_close(&file->said);
}

static void a_day_of_the_file_has_its_name(void **state)
{
    struct file file = file_of("{ 'years': { '2024': { '01-01': '元日', '02-29': '閏日' }, '2025': {} } }");

    assert_non_null(file.holidays);
    assert_string_equal(holidays_name(file.holidays, day_of(2024, 1, 1)), "元日");
    assert_string_equal(holidays_name(file.holidays, day_of(2024, 2, 29)), "閏日");
    assert_null(holidays_name(file.holidays, day_of(2025, 1, 1)));
    file_end(&file);
}

static void saturdays_and_sundays_are_closed_without_being_in_it(void **state)
{
    struct file file = file_of("{ 'years': { '2024': {} } }");

    assert_string_equal(holidays_name(file.holidays, day_of(2024, 12, 28)), "土曜日");
    assert_string_equal(holidays_name(file.holidays, day_of(2024, 12, 29)), "日曜日");
    assert_null(holidays_name(file.holidays, day_of(2024, 12, 27)));
    file_end(&file);
}

static void only_days_of_its_years_are_known(void **state)
{
    struct file file = file_of("{ 'years': { '2024': {}, '2025': {} } }");

    assert_false(holidays_know(file.holidays, day_of(2023, 12, 31)));
    assert_true(holidays_know(file.holidays, day_of(2024, 1, 1)));
    assert_true(holidays_know(file.holidays, day_of(2025, 12, 31)));
    assert_false(holidays_know(file.holidays, day_of(2026, 1, 1)));
    assert_false(holidays_know(NULL, day_of(2024, 1, 1)));
    file_end(&file);
}

static void the_file_of_the_project_has_fifty_one_years(void **state)
{
    struct file file = {0};

    assert_true(fixture_read("layouts/holidays.json", &file.bytes));
    file_parse(&file, "layouts/holidays.json");
    assert_non_null(file.holidays);
    assert_int_equal(file.holidays->first, day_of(2000, 1, 1));
    assert_int_equal(file.holidays->last, day_of(2050, 12, 31));
    assert_string_equal(holidays_name(file.holidays, day_of(2019, 5, 2)), "国民の休日");
    assert_string_equal(holidays_name(file.holidays, day_of(2021, 8, 9)), "振替休日");
    assert_null(holidays_name(file.holidays, day_of(2019, 12, 23)));
    assert_null(holidays_name(file.holidays, day_of(2021, 10, 11)));
    file_end(&file);
}

static void what_is_wrong_is_said_with_its_place(void **state)
{
    static const struct {
        const char *text, *said;
    } cases[] = {
        {"[]", "h.json:1:1: error[layout-type] a file of holidays is wanted here, not an array\n"},
        {"{}", "h.json:1:1: error[key-missing] a file of holidays needs the key \"years\", for example \"years\": { "
               "\"2024\": { \"01-01\": \"元日\" } }\n"},
        {"{ 'years': { } }", "h.json:1:12: error[holidays-empty] /years: at least one year is needed\n"},
        {"{ 'years': { '2024': { '02-30': 'x' } } }",
         "h.json:1:24: error[day-unreadable] /years/2024/02-30: \"2024-02-30\" is not a day of the calendar written as "
         "YYYY-MM-DD\n"},
        {"{ 'years': { '2024': {}, '2026': {} } }",
         "h.json:1:26: error[holidays-gap] /years/2026: 2026 stands where 2025 is wanted: the years follow each other "
         "without a gap\n"},
        {"{ 'years': { 'R6': {} } }",
         "h.json:1:14: error[holidays-year] /years/R6: \"R6\" is not a year; write it with "
         "four digits, \"2024\"\n"},
        {"{ 'years': { '2024': { '01-01': 1 } } }", "h.json:1:33: error[layout-type] /years/2024/01-01: a string is "
                                                    "wanted here, not 1; for example \"元日\"\n"},
        {"{ 'year': {}, 'years': { '2024': [] } }",
         "h.json:1:3: error[key-unknown] /year: a file of holidays has no key \"year\"; did you mean \"years\"? (keys: "
         "title, laws, note, generator, years)\n"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct file file = file_of(cases[i].text);

        assert_null(file.holidays);
        assert_string_equal(file.said.bytes, cases[i].said);
        file_end(&file);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_of_the_file_has_its_name),
        cmocka_unit_test(saturdays_and_sundays_are_closed_without_being_in_it),
        cmocka_unit_test(only_days_of_its_years_are_known),
        cmocka_unit_test(the_file_of_the_project_has_fifty_one_years),
        cmocka_unit_test(what_is_wrong_is_said_with_its_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/cmocka.h"

#include "data/datetime.h"
#include "data/record.h"
#include "due/due.h"
#include "unit/data/bound.h"

/* One deadline of a date /at, reckoned with the project's own holidays. */
struct asked {
    struct fixture fixture;
    struct arena *arena;
    char *data;
    struct sink bytes, said;
    struct source source, holidays;
    struct due_options options;
    struct due_list list;
};

static struct fixture layout_with(const char *deadline)
{
    struct sink text = {0};

    sink_format(&text,
                "{ 'todoke': 1, 'form': 't', 'title': 't', 'edition': { 'name': 'e', 'from': null, 'source': 's' },"
                " 'page': { 'size': 'A4', 'margin': '15mm' },"
                " 'styles': { 'base': { 'font': 'gothic', 'size': '10pt' } },"
                " 'fields': { 'at': { 'path': '/at', 'type': 'datetime' },"
                " 'kind': { 'path': '/kind', 'many': { '1': 'a', '3': 'c' } },"
                " 'other': { 'path': '/other', 'type': 'integer', 'required': true } },"
                " 'deadlines': [{ 'id': 'D1', 'title': 'd', 'from': 'at', 'source': 's', %s }], 'body': [] }",
                deadline);
    for (size_t i = 0; i < text.size; i++)
        text.bytes[i] = text.bytes[i] == '\'' ? '"' : text.bytes[i];
    struct fixture fixture = fixture_compile("t.jsonc", text.bytes, text.size);
    sink_close(&text);
    assert_non_null(fixture.layout);
    return fixture;
}

static struct asked *ask(const char *deadline, const char *data, enum due_first_day first_day)
{
    struct asked *asked = mem_alloc(sizeof(*asked));

    *asked = (struct asked){.fixture = layout_with(deadline), .arena = arena_open(), .data = with_quotes(data)};
    assert_true(fixture_read("layouts/holidays.json", &asked->bytes));
    asked->holidays = (struct source){.name = "holidays.json", .bytes = asked->bytes.bytes, .size = asked->bytes.size};
    asked->source = (struct source){.name = "d.json", .bytes = asked->data, .size = strlen(asked->data)};
    asked->options = (struct due_options){.first_day = first_day, .today = DUE_NO_DAY, .language = DIAG_ENGLISH};
    asked->list = (struct due_list){
        .arena = asked->arena,
        .holidays = holidays_read(asked->arena, &asked->holidays, &limits_default, asked->fixture.diags),
        .source = &asked->source,
        .root = data_open(asked->arena, &asked->source, &limits_default, asked->fixture.diags),
        .options = &asked->options,
        .limits = &limits_default,
        .diags = asked->fixture.diags,
    };
    due_add(&asked->list, asked->fixture.layout);
    fixture_say(&asked->fixture, DIAG_ENGLISH);
    return asked;
}

static void asked_end(struct asked *asked)
{
    fixture_end(&asked->fixture);
    arena_close(asked->arena);
    sink_close(&asked->bytes);
    free(asked->data);
    free(asked);
}

static void assert_day(int64_t day, const char *expected)
{
    struct civil civil = civil_from_days(day);
    char text[32];

    snprintf(text, sizeof(text), "%04d-%02d-%02d", (int)civil.year, civil.month, civil.day);
    assert_string_equal(text, expected);
}

/* The deadline of this layout for an incident at `at` is `expected`, or there is none where it is NULL. */
static void assert_due(const char *deadline, const char *at, enum due_first_day first_day, const char *expected)
{
    char data[128];

    snprintf(data, sizeof(data), "{ 'at': '%s' }", at);
    struct asked *asked = ask(deadline, data, first_day);
    assert_string_equal(asked->fixture.said.bytes, "");
    assert_int_equal(asked->list.count, 1);
    assert_day(asked->list.dues[0].last.day, expected);
    asked_end(asked);
}

#define THREE "'days': 3, 'count': 'business'"
#define THIRTY "'days': 30, 'count': 'calendar'"

static void three_business_days_over_the_turn_of_the_year(void **state)
{
    assert_due(THREE, "2024-12-26", DUE_AS_STATED, "2025-01-07");
    assert_due(THREE, "2024-12-26T23:59+09:00", DUE_AS_STATED, "2025-01-07");
    assert_due(THREE, "2024-12-26", DUE_FIRST_DAY_1, "2025-01-06");
    assert_due(THREE ", 'first_day': 1", "2024-12-26", DUE_AS_STATED, "2025-01-06");
    assert_due(THREE ", 'first_day': 1", "2024-12-26", DUE_FIRST_DAY_0, "2025-01-07");
}

static void the_days_passed_over_have_their_reasons(void **state)
{
    struct asked *asked = ask(THREE, "{ 'at': '2024-12-26' }", DUE_AS_STATED);
    const struct reckoning *last = &asked->list.dues[0].last;

    assert_int_equal(last->step_count, 12);
    assert_int_equal(last->steps[0].number, 1);
    assert_null(last->steps[0].reason);
    assert_int_equal(last->steps[1].number, 0);
    assert_string_equal(last->steps[1].reason, "土曜日");
    assert_string_equal(last->steps[5].reason, "元日");
    assert_int_equal(last->steps[11].number, 3);
    asked_end(asked);
}

static void a_first_day_that_is_closed_is_not_day_1(void **state)
{
    assert_due("'days': 1, 'count': 'business'", "2024-12-28", DUE_FIRST_DAY_1, "2025-01-06");
    assert_due("'days': 1, 'count': 'business'", "2024-12-27", DUE_FIRST_DAY_1, "2024-12-27");
}

static void calendar_days_end_where_they_end(void **state)
{
    assert_due(THIRTY, "2024-12-26", DUE_AS_STATED, "2025-01-25");
    assert_due(THIRTY, "2024-12-26", DUE_FIRST_DAY_1, "2025-01-24");
    assert_due(THIRTY ", 'on_holiday': 'keep'", "2024-12-26", DUE_AS_STATED, "2025-01-25");
}

static void a_term_of_a_law_moves_on_to_an_open_day(void **state)
{
    assert_due(THIRTY ", 'on_holiday': 'next'", "2024-12-26", DUE_AS_STATED, "2025-01-27");
    assert_due("'days': 5, 'count': 'calendar', 'on_holiday': 'next'", "2024-12-24", DUE_AS_STATED, "2025-01-06");
    assert_due(THIRTY ", 'on_holiday': 'next'", "2024-12-27", DUE_AS_STATED, "2025-01-27");
}

static void the_day_is_the_one_in_japan(void **state)
{
    assert_due(THIRTY, "2024-12-26T15:00Z", DUE_AS_STATED, "2025-01-26");
    assert_due(THIRTY, "2024-12-26T14:59Z", DUE_AS_STATED, "2025-01-25");
    assert_due(THIRTY, "2024-12-26T00:00+14:00", DUE_AS_STATED, "2025-01-24");
    assert_due(THIRTY, "2024-12-26T23:59-12:00", DUE_AS_STATED, "2025-01-26");
    assert_due(THIRTY, "2024-12-26T23:59-23:59", DUE_AS_STATED, "2025-01-27");
}

static void a_range_has_two_days(void **state)
{
    struct asked *asked = ask("'days': [3, 5], 'count': 'calendar'", "{ 'at': '2024-12-26' }", DUE_AS_STATED);

    assert_day(asked->list.dues[0].last.day, "2024-12-29");
    assert_day(asked->list.dues[0].until.day, "2024-12-31");
    asked_end(asked);
}

static void without_a_date_nothing_is_due(void **state)
{
    struct asked *asked = ask(THREE, "{ 'at': '' }", DUE_AS_STATED);

    assert_int_equal(asked->list.count, 0);
    assert_string_equal(asked->fixture.said.bytes, "");
    asked_end(asked);
}

static void a_text_in_place_of_a_date_has_no_day(void **state)
{
    struct asked *asked = ask(THREE, "{ 'at': { 'text': '〇月〇日' } }", DUE_AS_STATED);

    assert_int_equal(asked->list.count, 1);
    assert_false(asked->list.dues[0].has_day);
    assert_string_equal(asked->list.dues[0].text, "〇月〇日");
    asked_end(asked);
}

static void a_deadline_stands_only_where_its_condition_holds(void **state)
{
    static const char deadline[] = THREE ", 'when': { 'kind': { 'contains': { 'const': 3 } } }";
    struct asked *asked = ask(deadline, "{ 'at': '2024-12-26', 'kind': [1] }", DUE_AS_STATED);

    assert_int_equal(asked->list.count, 0);
    asked_end(asked);
    asked = ask(deadline, "{ 'at': '2024-12-26', 'kind': [1, 3] }", DUE_AS_STATED);
    assert_int_equal(asked->list.count, 1);
    asked_end(asked);
}

static void values_that_no_deadline_needs_may_be_wrong_or_missing(void **state)
{
    struct asked *asked = ask(THREE, "{ 'at': '2024-12-26', 'kind': 'x', 'other': {} }", DUE_AS_STATED);

    assert_int_equal(asked->list.count, 1);
    assert_string_equal(asked->fixture.said.bytes, "");
    asked_end(asked);
}

static void a_date_that_is_none_is_reported(void **state)
{
    struct asked *asked = ask(THREE, "{ 'at': '2024-13-01' }", DUE_AS_STATED);

    assert_int_equal(asked->list.count, 0);
    assert_non_null(strstr(asked->fixture.said.bytes, "d.json:1:9: error[datetime-unreadable] /at: \"2024-13-01\""));
    asked_end(asked);
}

static void beyond_the_years_of_the_holidays_is_an_error(void **state)
{
    struct asked *asked = ask(THREE, "{ 'at': '2050-12-29' }", DUE_AS_STATED);

    assert_int_equal(asked->list.count, 0);
    assert_non_null(strstr(asked->fixture.said.bytes,
                           "d.json:1:9: error[holidays-outside] /at: whether 2051-01-01 is a holiday is not known; "
                           "holidays.json has the years 2000 to 2050\n    wanted by t.jsonc:1:"));
    asked_end(asked);
    assert_due(THIRTY, "2050-12-29", DUE_AS_STATED, "2051-01-28"); /* nothing to ask the holidays */
}

static void without_the_file_of_holidays_business_days_are_an_error(void **state)
{
    struct asked *asked = ask(THREE, "{ 'at': '2024-12-26' }", DUE_AS_STATED);

    asked->list.holidays = NULL;
    asked->list.count = 0;
    due_add(&asked->list, asked->fixture.layout);
    fixture_say(&asked->fixture, DIAG_ENGLISH);
    assert_int_equal(asked->list.count, 0);
    assert_non_null(strstr(asked->fixture.said.bytes, "error[holidays-none] /at: for deadline D1"));
    asked_end(asked);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_business_days_over_the_turn_of_the_year),
        cmocka_unit_test(the_days_passed_over_have_their_reasons),
        cmocka_unit_test(a_first_day_that_is_closed_is_not_day_1),
        cmocka_unit_test(calendar_days_end_where_they_end),
        cmocka_unit_test(a_term_of_a_law_moves_on_to_an_open_day),
        cmocka_unit_test(the_day_is_the_one_in_japan),
        cmocka_unit_test(a_range_has_two_days),
        cmocka_unit_test(without_a_date_nothing_is_due),
        cmocka_unit_test(a_text_in_place_of_a_date_has_no_day),
        cmocka_unit_test(a_deadline_stands_only_where_its_condition_holds),
        cmocka_unit_test(values_that_no_deadline_needs_may_be_wrong_or_missing),
        cmocka_unit_test(a_date_that_is_none_is_reported),
        cmocka_unit_test(beyond_the_years_of_the_holidays_is_an_error),
        cmocka_unit_test(without_the_file_of_holidays_business_days_are_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

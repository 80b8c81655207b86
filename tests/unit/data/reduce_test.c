#include "support/cmocka.h"

#include "data/record.h"
#include "unit/data/bound.h"

/* What a test calls shown: names of fields and members ("list.member"), each with a blank before and behind. */
static bool is_listed(const void *context, struct field_ref ref, int32_t row)
{
    const struct record *record = ((const void *const *)context)[0];
    const char *names = ((const void *const *)context)[1];
    const struct field *field = &record->layout->fields[ref.field];
    struct sink name = {0};
    bool is_found;

    (void)row;
    sink_format(&name, ref.member < 0 ? " %s " : " %s.%s ", field->name,
                ref.member < 0 ? "" : field->members[ref.member].name);
    sink_put_char(&name, '\0');
    is_found = strstr(names, name.bytes) != NULL;
    sink_close(&name);
    return is_found;
}

static struct reduced reduce(struct bound *bound, const char *shown)
{
    struct data_options options = {.transmission_pages = -1, .notes_asked = true};
    const struct record *record =
        data_bind(bound->arena, bound->fixture.layout, &bound->source, &options, &limits_default, bound->fixture.diags);
    const void *context[] = {record, shown};

    fixture_say(&bound->fixture, DIAG_ENGLISH);
    assert_non_null(record);
    return data_reduce(bound->arena, record, &(struct shown){is_listed, context});
}

static char *without_blanks(const char *text)
{
    char *copy = mem_alloc(strlen(text) + 1), *end = copy;

    for (; *text != '\0'; text++)
        if (*text != ' ' && *text != '\n')
            *end++ = *text == '"' ? '\'' : *text;
    *end = '\0';
    return copy;
}

static char *reduced_text(const char *fields, const char *rules, const char *data, const char *shown, char **withheld)
{
    struct bound bound = bind_rules(fields, rules, data);
    struct reduced reduced = reduce(&bound, shown);
    struct sink list = {0};
    char *text = without_blanks(reduced.text);

    for (size_t i = 0; i < reduced.withheld_count; i++)
        sink_format(&list, "%s ", reduced.withheld[i]);
    sink_put_char(&list, '\0');
    *withheld = list.bytes;
    bound_end(&bound);
    return text;
}

/* What is reduced is JSON without blanks, apostrophes for quotation marks; reduced again it must be the same. */
static void check(const char *fields, const char *rules, const char *data, const char *shown, const char *expected,
                  const char *expected_withheld)
{
    char *withheld, *again_withheld;
    char *text = reduced_text(fields, rules, data, shown, &withheld);
    char *again = reduced_text(fields, rules, text, shown, &again_withheld);

    assert_string_equal(text, expected);
    assert_string_equal(withheld, expected_withheld);
    assert_string_equal(again, text);
    assert_string_equal(again_withheld, withheld);
    free(text);
    free(again);
    free(withheld);
    free(again_withheld);
}

#define TWO_TEXTS "'a': { 'path': '/x/a' }, 'b': { 'path': '/x/b' }"

static void what_is_shown_remains_in_the_order_of_the_file(void **state)
{
    check(TWO_TEXTS, "", "{ 'z': 1, 'x': { 'b': 'two', 'q': 'other', 'a': 'one' }, 'y': { 'k': 'other' } }", " a b ",
          "{'x':{'b':'two','a':'one'}}", "");
}

static void what_nobody_asked_for_is_left_out(void **state)
{
    check(TWO_TEXTS, "", "{ 'x': { 'a': 'one', 'b': 'secret' } }", " a ", "{'x':{'a':'one'}}", "");
    check(TWO_TEXTS, "", "{ 'x': { 'a': 'one' } }", "", "{}", "");
}

static void a_text_asked_to_be_there_is_only_said_to_be_there(void **state)
{
    check("'a': { 'path': '/a', 'required': 'R1' }", "", "{ 'a': 'secret' }", "", "{'a':'…'}", "/a ");
    check("'a': { 'path': '/a' }", "{ 'id': 'R1', 'demand': { 'a': { 'empty': false } }, 'message': 'm' }",
          "{ 'a': 'secret' }", "", "{'a':'…'}", "/a ");
}

static void a_text_whose_length_was_asked_keeps_its_length(void **state)
{
    check("'a': { 'path': '/a' }", "{ 'id': 'R1', 'demand': { 'a': { 'maxLength': 4 } }, 'message': 'm' }",
          "{ 'a': '秘密だ' }", "", "{'a':'………'}", "/a ");
}

static void a_text_that_the_layout_names_remains(void **state)
{
    const char *rule = "{ 'id': 'R1', 'severity': 'warning', 'when': { 'a': { 'const': 'no' } },"
                       "  'demand': { 'b': { 'empty': false } }, 'message': 'm' }";

    check("'a': { 'path': '/a' }, 'b': { 'path': '/b' }", rule, "{ 'a': 'no', 'b': 'secret' }", "",
          "{'a':'no','b':'…'}", "/b ");
    check("'a': { 'path': '/a' }, 'b': { 'path': '/b' }", rule, "{ 'a': 'secret', 'b': 'secret' }", "", "{'a':'…'}",
          "/a ");
}

static void a_text_that_is_looked_for_in_another_is_not_told(void **state)
{
    const char *rule = "{ 'id': 'R1', 'severity': 'warning', 'demand': { 'not': { 'a': { 'includes': 'b' } } },"
                       "  'message': 'm' }";
    const char *fields = "'a': { 'path': '/a' }, 'b': { 'path': '/b' }";

    check(fields, rule, "{ 'a': 'a text', 'b': 'secret' }", " a ", "{'a':'atext','b':'…'}", "/b ");
    check(fields, rule, "{ 'a': 'thesecretis', 'b': 'secret' }", " a ", "{'a':'thesecretis','b':'secret'}", "");
    check(fields, rule, "{ 'a': 'the secret is', 'b': 'secret' }", "", "{'a':'…','b':'…'}", "/a /b ");
    check(fields, rule, "{ 'a': 'something', 'b': 'secret' }", "", "{'a':'…','b':'……'}", "/a /b ");
}

static void numbers_and_dates_remain_where_they_were_compared(void **state)
{
    const char *fields = "'n': { 'path': '/n', 'type': 'integer', 'required': true },"
                         "'d': { 'path': '/d', 'type': 'datetime', 'required': true },"
                         "'e': { 'path': '/e', 'type': 'datetime' }";

    check(fields, "", "{ 'n': 12, 'd': '2024-04-01' }", "", "{'n':0,'d':{'text':'…'}}", "/n /d ");
    check(fields,
          "{ 'id': 'R1', 'when': { 'n': { 'minimum': 2 } }, 'demand': { 'd': { 'not_after': 'e' } },"
          "  'message': 'm' }",
          "{ 'n': 12, 'd': '2024-04-01', 'e': '2024-05-01' }", "", "{'n':12,'d':'2024-04-01','e':'2024-05-01'}", "");
    check(fields,
          "{ 'id': 'R1', 'when': { 'n': { 'minimum': 20 } }, 'demand': { 'd': { 'not_after': 'e' } },"
          "  'message': 'm' }",
          "{ 'n': 12, 'd': '2024-04-01', 'e': '2024-05-01' }", "", "{'n':12,'d':{'text':'…'}}", "/d ");
}

static void words_instead_of_a_date_hide_the_date(void **state)
{
    check("'d': { 'path': '/d', 'type': 'datetime' }", "",
          "{ 'd': { 'value': '2024-04-01', 'approximate': true, 'text': '4月初め' } }", " d ",
          "{'d':{'text':'4月初め'}}", "");
    check("'d': { 'path': '/d', 'type': 'datetime' }", "", "{ 'd': { 'value': '2024-04-01', 'approximate': true } }",
          " d ", "{'d':{'value':'2024-04-01','approximate':true}}", "");
}

#define CODES "'a': { 'path': '/a', 'many': { 'x': 'X', 'y': 'Y', 'z': 'Z' } }, 'b': { 'path': '/b' }"

static void codes_remain_as_far_as_they_were_asked_for(void **state)
{
    const char *rule = "{ 'id': 'R1', 'severity': 'warning', 'when': { 'a': { 'contains': { 'const': 'y' } } },"
                       "  'demand': { 'b': { 'empty': true } }, 'message': 'm' }";

    check(CODES, rule, "{ 'a': ['z', 'y', 'x'] }", "", "{'a':['y']}", "");
    check(CODES, rule, "{ 'a': ['z', 'x'] }", "", "{'a':['z']}", "");
    check(CODES, rule, "{ 'a': ['z', 'x'] }", " a ", "{'a':['z','x']}", "");
    check(CODES, "", "{ 'a': ['z', 'x'] }", "", "{}", "");
    check(CODES, "{ 'id': 'R1', 'demand': { 'a': { 'maxItems': 2 } }, 'message': 'm' }", "{ 'a': ['z', 'x'] }", "",
          "{'a':['z','x']}", "");
}

#define LIST                                                                                            \
    "'l': { 'path': '/l', 'each': { 'x': { 'path': '/x' }, 'y': { 'path': '/y' }, 'm': { 'path': '/m'," \
    "'required': 'M1' } }, 'lines': ['{x}'] }"

static void items_remain_as_many(void **state)
{
    const char *data = "{ 'l': [{ 'x': 'one', 'y': 'secret', 'm': 'secret' }, { 'y': 'secret', 'm': 'secret' }] }";

    check(LIST, "", data, " l.x ", "{'l':[{'x':'one','m':'…'},{'m':'…'}]}", "/l/0/m /l/1/m ");
    check(LIST, "", data, " l.m ", "{'l':[{'m':'secret'},{'m':'secret'}]}", "");
}

static void a_list_shown_as_text_keeps_what_its_lines_tell(void **state)
{
    check(LIST, "", "{ 'l': [{ 'x': 'one', 'y': 'secret', 'm': 'secret' }] }", " l ", "{'l':[{'x':'one','m':'…'}]}",
          "/l/0/m ");
}

static void texts_that_items_were_expanded_by_remain_one_by_one(void **state)
{
    check("'l': { 'path': '/l', 'expand': 't', 'each': { 't': { 'path': '/t', 'type': 'texts' },"
          "'u': { 'path': '/u' } } }",
          "", "{ 'l': [{ 't': ['a', 'b'], 'u': 'secret' }] }", " l.t ", "{'l':[{'t':['a','b']}]}", "");
    check("'l': { 'path': '/l', 'expand': 't', 'each': { 't': { 'path': '/t', 'type': 'texts', 'required': 'R1' },"
          "'u': { 'path': '/u' } } }",
          "", "{ 'l': [{ 't': ['a', 'b'], 'u': 'shown' }] }", " l.u ", "{'l':[{'t':['…','…'],'u':'shown'}]}",
          "/l/0/t/0 /l/0/t/1 ");
}

static void the_first_path_with_a_value_remains(void **state)
{
    check("'a': { 'path': ['/p', '/q'] }", "", "{ 'q': 'used', 'p': '' }", " a ", "{'q':'used'}", "");
    check("'a': { 'path': ['/p', '/q'] }", "", "{ 'q': 'secret', 'p': 'used' }", " a ", "{'p':'used'}", "");
}

static void what_two_fields_read_remains_for_both(void **state)
{
    check("'a': { 'path': '/a', 'required': true }, 'b': { 'path': '/a' }", "", "{ 'a': 'text' }", " b ",
          "{'a':'text'}", "");
    check("'a': { 'path': '/a', 'required': true }, 'b': { 'path': '/a', 'required': true, 'type': 'integer' }", "",
          "{ 'a': 12 }", "", "{'a':12}", "");
}

static void a_specimen_remains_one(void **state)
{
    check("'a': { 'path': '/a', 'required': true }", "", "{ 'specimen': true, 'b': 1 }", "", "{'specimen':true}", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_shown_remains_in_the_order_of_the_file),
        cmocka_unit_test(what_nobody_asked_for_is_left_out),
        cmocka_unit_test(a_text_asked_to_be_there_is_only_said_to_be_there),
        cmocka_unit_test(a_text_whose_length_was_asked_keeps_its_length),
        cmocka_unit_test(a_text_that_the_layout_names_remains),
        cmocka_unit_test(a_text_that_is_looked_for_in_another_is_not_told),
        cmocka_unit_test(numbers_and_dates_remain_where_they_were_compared),
        cmocka_unit_test(words_instead_of_a_date_hide_the_date),
        cmocka_unit_test(codes_remain_as_far_as_they_were_asked_for),
        cmocka_unit_test(items_remain_as_many),
        cmocka_unit_test(a_list_shown_as_text_keeps_what_its_lines_tell),
        cmocka_unit_test(texts_that_items_were_expanded_by_remain_one_by_one),
        cmocka_unit_test(the_first_path_with_a_value_remains),
        cmocka_unit_test(what_two_fields_read_remains_for_both),
        cmocka_unit_test(a_specimen_remains_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

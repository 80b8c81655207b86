/* Single parts of a schema, word for word. That they mean what `check` does is for tests/schema/agreement_test.py. */
#include "support/cmocka.h"

#include "schema/schema.h"
#include "unit/layout/fixture.h"

/* The schema of a layout with these fields and rules; the caller frees it. */
static char *schema_of(const char *fields, const char *rules)
{
    struct fixture fixture = fixture_good(fields, rules, "");
    struct sink sink = {0};

    assert_non_null(fixture.layout);
    schema_write(fixture.layout, &sink);
    sink_put_char(&sink, '\0');
    fixture_end(&fixture);
    return sink.bytes;
}

/* Without white space; an apostrophe for each quotation mark. */
static char *squeezed(const char *text)
{
    char *copy = mem_alloc(strlen(text) + 1), *to = copy;

    for (; *text != '\0'; text++)
        if (*text != ' ' && *text != '\n')
            *to++ = *text == '"' ? '\'' : *text;
    *to = '\0';
    return copy;
}

static void assert_says(const char *fields, const char *rules, const char *expected)
{
    char *schema = schema_of(fields, rules);
    char *said = squeezed(schema), *wanted = squeezed(expected);

    if (!strstr(said, wanted))
        fail_msg("\"%s\" is not in\n%s", expected, schema);
    free(wanted);
    free(said);
    free(schema);
}

static void a_field_is_a_property_with_its_title(void **state)
{
    assert_says("'a': { 'path': '/x/y', 'title': { 'ja': '題', 'en': 'title' } }", "",
                "'x': { 'type': ['object', 'null'], 'properties': { 'y': { 'title': '題', 'description': 'title', "
                "'$ref': '#/$defs/text' } } }");
    assert_says("'a': { 'path': '/a', 'type': 'integer' }", "", "'a': { '$ref': '#/$defs/integer' }");
}

static void codes_are_listed_in_both_spellings(void **state)
{
    assert_says("'a': { 'path': '/a', 'one': { 'x': 'X', 'true': '有', '4': '四', '01': '一' }, 'rule': 'N5' }", "",
                "'$comment': 'N5', 'description': 'x: X\\ntrue: 有\\n4: 四\\n01: 一', "
                "'enum': ['x', true, 'true', 4, '4', '01', null, '', []]");
}

static void two_fields_of_one_path_both_count(void **state)
{
    assert_says("'a': { 'path': '/a' }, 'b': { 'path': '/a', 'type': 'integer' }", "",
                "'a': { 'allOf': [{ '$ref': '#/$defs/text' }, { '$ref': '#/$defs/integer' }] }");
}

static void a_second_path_counts_where_the_first_has_no_value(void **state)
{
    assert_says("'a': { 'path': ['/a', '/b'] }", "",
                "'if': { 'not': { 'required': ['a'], 'properties': { 'a': { '$ref': '#/$defs/given' } } } }, "
                "'then': { 'properties': { 'b': { '$ref': '#/$defs/text' } } }");
}

static void mandatory_values_are_not_asked_of_a_specimen(void **state)
{
    assert_says("'a': { 'path': '/a', 'required': 'N1' }", "",
                "'if': { '$ref': '#/$defs/specimen' }, 'else': { 'allOf': [ { '$comment': 'N1', 'title': 'a', "
                "'required': ['a'], 'properties': { 'a': { '$ref': '#/$defs/given' } } } ] }");
}

static void a_rule_is_if_and_then(void **state)
{
    assert_says("'n': { 'path': '/n', 'type': 'integer' }, 'a': { 'path': '/a' }",
                "{ 'id': 'N2', 'when': { 'n': { 'const': 1 } }, 'demand': { 'a': { 'empty': true } }, 'message': 'm' }",
                "{ '$comment': 'N2', 'title': 'm', "
                "'if': { 'required': ['n'], 'properties': { 'n': { 'enum': [1] } } }, "
                "'then': { 'not': { 'required': ['a'], 'properties': { 'a': { '$ref': '#/$defs/given' } } } } }");
}

static void what_no_schema_can_say_is_named(void **state)
{
    assert_says("'a': { 'path': '/a', 'type': 'datetime' }, 'b': { 'path': '/b', 'type': 'datetime' }",
                "{ 'id': 'N13', 'demand': { 'a': { 'not_after': 'b' } }, 'message': 'm' },"
                "{ 'id': 'N13', 'demand': { 'b': { 'not_after': 'a' } }, 'message': 'm' },"
                "{ 'id': 'N14', 'when': { 'a': { 'not_after': 'b' } }, 'demand': { 'b': { 'empty': false } }, "
                "'message': 'm' }",
                "'$comment': 'not said here: N13, N14'");
}

static void warnings_are_left_out(void **state)
{
    char *schema = schema_of("'a': { 'path': '/a' }", "{ 'id': 'N15', 'severity': 'warning',"
                                                      " 'demand': { 'a': { 'empty': false } }, 'message': 'm' }");

    assert_null(strstr(schema, "N15"));
    free(schema);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_field_is_a_property_with_its_title),
        cmocka_unit_test(codes_are_listed_in_both_spellings),
        cmocka_unit_test(two_fields_of_one_path_both_count),
        cmocka_unit_test(a_second_path_counts_where_the_first_has_no_value),
        cmocka_unit_test(mandatory_values_are_not_asked_of_a_specimen),
        cmocka_unit_test(a_rule_is_if_and_then),
        cmocka_unit_test(what_no_schema_can_say_is_named),
        cmocka_unit_test(warnings_are_left_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

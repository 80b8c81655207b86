/* A layout that is like another: what it takes over, what it says itself, and where its mistakes are. */
#include "support/cmocka.h"

static const struct layout_files *files;
#define FIXTURE_FILES files
#include "unit/layout/fixture.h"

#define HEAD "\"todoke\": 1, \"form\": \"t\", \"title\": \"派生\", "
#define EDITION "\"edition\": { \"name\": \"第2版\", \"from\": null, \"source\": \"s\" }, "

/* The one other layout there is: "memo". */
static const char memo[] =
    "{ \"todoke\": 1, \"form\": \"memo\", \"title\": \"連絡票\", \"channel\": \"FAX\",\n"
    "  \"edition\": { \"name\": \"第1版\", \"from\": \"2024-04-01\", \"source\": \"s\" },\n"
    "  \"page\": { \"size\": \"A4\", \"margin\": \"15mm\" },\n"
    "  \"parameters\": { \"office\": \"本社\", \"plan\": \"計画\" },\n"
    "  \"styles\": { \"base\": { \"font\": \"gothic\", \"size\": \"10pt\" }, \"small\": { \"size\": \"8pt\" } },\n"
    "  \"fields\": { \"a\": { \"path\": \"/a\" }, \"b\": { \"path\": \"/b\", \"one\": { \"x\": \"X\" } } },\n"
    "  \"rules\": [{ \"id\": \"R\", \"demand\": { \"b\": { \"const\": \"x\" } }, \"message\": \"m\" }],\n"
    "  \"body\": [\"{$office}の{$plan}\", { \"text\": \"{b}\", \"style\": \"small\" }] }\n";

static const struct source *find(void *context, const char *form, const struct source_ref *at, struct diags *diags)
{
    static const struct source source = {.name = "memo.jsonc", .bytes = memo, .size = sizeof(memo) - 1};

    (void)context;
    if (strcmp(form, "memo") == 0)
        return &source;
    diags_error(diags, DIAG_FORM_UNKNOWN, at, NULL, DIAG_ARGS(form, NULL));
    return NULL;
}

/* "t": like itself, without an end. */
static const struct source *find_itself(void *context, const char *form, const struct source_ref *at,
                                        struct diags *diags)
{
    static const char text[] = "{ " HEAD "\"like\": \"t\" }";
    static const struct source source = {.name = "t.jsonc", .bytes = text, .size = sizeof(text) - 1};

    (void)context, (void)form, (void)at, (void)diags;
    return &source;
}

static int use_memo(void **state)
{
    static const struct layout_files memo_files = {find, NULL};

    (void)state;
    files = &memo_files;
    return 0;
}

static struct fixture compile(const char *text)
{
    return fixture_compile("t.jsonc", text, strlen(text));
}

static void what_is_not_stated_is_taken_over(void **state)
{
    struct fixture fixture = compile("{ " HEAD EDITION "\"like\": \"memo\" }");
    const struct layout *layout = fixture.layout;

    assert_non_null(layout);
    assert_string_equal(layout->form, "t");
    assert_string_equal(layout->title, "派生");
    assert_string_equal(layout->channel, "FAX");
    assert_int_equal(layout->field_count, 2);
    assert_int_equal(layout->rule_count, 1);
    assert_string_equal(layout->body[0].text.pieces[0].text, "本社の計画");
    assert_int_equal(layout->body[0].text.count, 1);
    fixture_end(&fixture);
}

static void what_is_stated_stands_instead(void **state)
{
    struct fixture fixture = compile("{ " HEAD EDITION "\"like\": \"memo\", \"channel\": \"電話\","
                                     " \"parameters\": { \"office\": \"支社\" },"
                                     " \"styles\": { \"small\": { \"size\": \"7pt\" } },"
                                     " \"fields\": { \"c\": { \"path\": \"/c\" }, \"a\": { \"path\": \"/z\" } } }");
    const struct layout *layout = fixture.layout;

    assert_non_null(layout);
    assert_string_equal(layout->channel, "電話");
    assert_int_equal(layout->field_count, 3);
    assert_string_equal(layout->fields[0].name, "a");
    assert_string_equal(layout->fields[0].paths[0], "/z");
    assert_string_equal(layout->fields[1].paths[0], "/b");
    assert_string_equal(layout->fields[2].name, "c");
    assert_int_equal(layout->body[1].style->text.size, 7 * LENGTH_PER_PT);
    assert_string_equal(layout->body[0].text.pieces[0].text, "支社の計画");
    fixture_end(&fixture);
}

static void lists_are_replaced_as_a_whole(void **state)
{
    struct fixture fixture =
        compile("{ " HEAD EDITION "\"like\": \"memo\", \"rules\": [], \"body\": [\"{$office}{$plan}\"] }");

    assert_non_null(fixture.layout);
    assert_int_equal(fixture.layout->rule_count, 0);
    assert_int_equal(fixture.layout->body_count, 1);
    fixture_end(&fixture);
}

static void a_layout_answers_for_its_own_edition(void **state)
{
    struct fixture fixture = compile("{ " HEAD "\"like\": \"memo\" }");

    assert_null(fixture.layout);
    assert_non_null(strstr(fixture.said.bytes, "t.jsonc:1:1: error[key-missing]"));
    assert_non_null(strstr(fixture.said.bytes, "\"edition\""));
    fixture_end(&fixture);
}

static void a_mistake_is_reported_in_the_file_it_stands_in(void **state)
{
    struct fixture fixture = compile("{ " HEAD EDITION "\"like\": \"memo\", \"styles\": { \"small\": null },"
                                     "\n \"fields\": { \"b\": { \"path\": \"/b\" } } }");

    assert_null(fixture.layout);
    assert_non_null(strstr(fixture.said.bytes, "t.jsonc:1:"));
    assert_non_null(strstr(fixture.said.bytes, "error[layout-type] /styles/small:"));
    fixture_end(&fixture);

    fixture = compile("{ " HEAD EDITION
                      "\"like\": \"memo\", \"fields\": { \"b\": { \"path\": \"/b\", \"one\": { \"y\": \"Y\" } } } }");
    assert_null(fixture.layout);
    assert_non_null(strstr(fixture.said.bytes, "memo.jsonc:7:54: error[choice-unknown] /rules/0/demand/b/const:"));
    fixture_end(&fixture);
}

static void there_must_be_such_a_layout(void **state)
{
    struct fixture fixture = compile("{ " HEAD EDITION "\n\"like\": \"mono\" }");

    assert_null(fixture.layout);
    assert_string_equal(fixture.said.bytes, "t.jsonc:2:9: error[form-unknown] /like: there is no form \"mono\"\n");
    fixture_end(&fixture);

    fixture = compile("{ " HEAD EDITION "\"like\": \"../memo\" }");
    assert_null(fixture.layout);
    assert_non_null(strstr(fixture.said.bytes, "error[form-id] /like:"));
    fixture_end(&fixture);
}

static void layouts_do_not_go_round_in_a_circle(void **state)
{
    static const struct layout_files circle = {find_itself, NULL};

    files = &circle;
    struct fixture fixture = compile("{ " HEAD EDITION "\"like\": \"t\" }");
    assert_null(fixture.layout);
    assert_non_null(strstr(fixture.said.bytes, "error[like-depth] /like:"));
    fixture_end(&fixture);
    use_memo(state);
}

static void a_flood_of_names_is_refused(void **state)
{
    struct sink text = {0};

    sink_put_string(&text, "{ " HEAD EDITION "\"like\": \"memo\", \"parameters\": { \"x\": \"\"");
    for (int i = 0; i < 2000; i++)
        sink_format(&text, ", \"%d\": \"\"", i);
    sink_put_string(&text, "} }");
    struct fixture fixture = fixture_compile("t.jsonc", text.bytes, text.size);
    assert_null(fixture.layout);
    assert_non_null(strstr(fixture.said.bytes, "error[layout-too-many] /parameters: more than 2000 names"));
    assert_int_equal(diags_status(fixture.diags), 4);
    fixture_end(&fixture);
    sink_close(&text);
}

static void a_parameter_is_stated_and_used(void **state)
{
    struct fixture fixture = compile("{ " HEAD EDITION "\"like\": \"memo\", \"body\": [\"{$office}{$plam}\"] }");

    assert_null(fixture.layout);
    assert_non_null(
        strstr(fixture.said.bytes, "error[parameter-unknown] /body/0: there is no parameter \"plam\"; did"));
    fixture_end(&fixture);

    fixture = compile("{ " HEAD EDITION "\"like\": \"memo\", \"parameters\": { \"ofice\": \"支社\" } }");
    assert_null(fixture.layout);
    assert_non_null(strstr(fixture.said.bytes, "error[parameter-unused] /parameters/ofice: no text uses the parameter "
                                               "\"ofice\", as {$ofice}\n"));
    fixture_end(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_stated_is_taken_over),
        cmocka_unit_test(what_is_stated_stands_instead),
        cmocka_unit_test(lists_are_replaced_as_a_whole),
        cmocka_unit_test(a_layout_answers_for_its_own_edition),
        cmocka_unit_test(a_mistake_is_reported_in_the_file_it_stands_in),
        cmocka_unit_test(there_must_be_such_a_layout),
        cmocka_unit_test(layouts_do_not_go_round_in_a_circle),
        cmocka_unit_test(a_flood_of_names_is_refused),
        cmocka_unit_test(a_parameter_is_stated_and_used),
    };

    return cmocka_run_group_tests(tests, use_memo, NULL);
}

/* Any bytes as data for a layout that has a field of every kind: a record or an error, never both, never neither. */
#include "unit/data/bound.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define FIELDS                                                                                                        \
    "'a': { 'path': ['/a', '/b/a'], 'required': 'R1', 'honorific': '様', 'format': { 'digits': 'full' } },"          \
    "'f': { 'path': '/f', 'type': 'file' }, 'n': { 'path': '/n', 'type': 'integer', 'format': { 'number': 'kanji' } " \
    "},"                                                                                                              \
    "'c': { 'path': '/n', 'type': 'integer', 'format': { 'number': 'comma', 'digits': 'full' } },"                    \
    "'d': { 'path': '/d', 'type': 'datetime' }, 'e': { 'path': '/e/d', 'type': 'datetime', 'format': 'iso-datetime' " \
    "},"                                                                                                              \
    "'o': { 'path': '/o', 'one': { 'true': '有', '1': '一', 'x': 'X' }, 'rule': 'R2',"                              \
    " 'otherwise': { 'when': { 't': { 'minItems': 1 } }, 'code': 'x' } },"                                            \
    "'m': { 'path': '/m', 'many': { 'x': 'X', 'y': 'Y', '2': '二' } }, 's': { 'path': '/s', 'type': 'texts' },"      \
    "'t': { 'path': '/t', 'each': { 'at': { 'path': '/at', 'type': 'datetime' }, 'v': { 'path': '/v', 'required': "   \
    "true },"                                                                                                         \
    " 'o': { 'path': '/o', 'one': { 'x': 'X' } } },"                                                                  \
    " 'lines': [['{at} ', '{v}', { 'text': '（{o}）', 'when': { 'o': { 'empty': false } } }], '{a}'] },"            \
    "'x': { 'path': '/t', 'each': { 'v': { 'path': '/v' }, 's': { 'path': '/s', 'type': 'texts', 'required': true }," \
    " 'at': { 'path': '/at', 'type': 'datetime' } }, 'expand': 's', 'lines': ['{v}{s}'] },"                           \
    "'p': { 'computed': 'transmission_pages' }"

#define RULES                                                                                                         \
    "{ 'id': 'R3', 'demand': { 'any': [{ 'n': { 'minimum': 1, 'enum': [1, 2] } }, { 'a': { 'minLength': 2 } }] }, "   \
    "'message': 'm' },"                                                                                               \
    "{ 'id': 'R4', 'when': { 'm': { 'contains': { 'const': 2 } } }, 'demand': { 's': { 'contains': { 'const': 'z' } " \
    "} },"                                                                                                            \
    " 'message': { 'ja': 'm', 'en': 'm' } },"                                                                         \
    "{ 'id': 'R5', 'severity': 'warning', 'demand': { 'd': { 'not_after': 'e' } }, 'message': 'm' },"                 \
    "{ 'id': 'R6', 'each': 'x', 'when': { 'at': { 'older_than': { 'months': 12, 'than': 'd' } } },"                   \
    " 'demand': { 's': { 'includes': 'a', 'equals': 'v' }, 'at': { 'older_than': { 'days': 3, 'than': 'e' } } },"     \
    " 'message': 'm' },"                                                                                              \
    "{ 'id': 'R7', 'demand': { 't': { 'contains': { 'v': { 'equals': 'a' }, 'o': { 'equals': 'o' } } },"              \
    " 'd': { 'equals': 'e' }, 'n': { 'equals': 'c' }, 'p': { 'minimum': 1 } }, 'message': 'm' }"

static void check_value(const struct field *field, const struct value *value)
{
    assert(value->text && value->at.pointer && !value->is_wrong);
    for (size_t row = 0; row < value->row_count; row++)
        for (size_t i = 0; i < field->member_count; i++)
            check_value(&field->members[i], &value->rows[row].values[i]);
    for (size_t i = 0; i < field->choice_count; i++)
        assert(!value->is_empty || !value->chosen[i]);
}

#define MODEL_LAYOUT                                                        \
    "{ \"todoke\": 1, \"model\": 1, \"form\": \"m\", \"title\": \"m\","     \
    " \"edition\": { \"name\": \"e\", \"from\": null, \"source\": \"s\" }," \
    " \"page\": { \"size\": \"A4\", \"margin\": \"15mm\" },"                \
    " \"styles\": { \"base\": { \"font\": \"gothic\", \"size\": \"10pt\" } }, \"body\": [] }"

/* The keys of the data model, in the data of a form that reads nothing. */
static void check_keys(const struct source *source)
{
    struct fixture fixture = fixture_compile("m.jsonc", MODEL_LAYOUT, sizeof(MODEL_LAYOUT) - 1);
    struct arena *arena = arena_open();

    assert(fixture.layout);
    const struct record *record =
        data_bind(arena, fixture.layout, source, &data_options_none, &limits_default, fixture.diags);
    assert((record == NULL) == (diags_errors(fixture.diags) > 0));
    arena_close(arena);
    fixture_end(&fixture);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct bound bound = bind_rules(FIELDS, RULES, NULL);
    struct source source = {.name = "fuzz.json", .bytes = (const char *)bytes, .size = size};
    struct arena *arena = arena_open();

    assert(bound.record);
    const struct record *record =
        data_bind(arena, bound.fixture.layout, &source, &data_options_none, &limits_default, bound.fixture.diags);
    assert((record == NULL) == (diags_errors(bound.fixture.diags) > 0));
    fixture_say(&bound.fixture, DIAG_JAPANESE);
    for (size_t i = 0; record && i < record->layout->field_count; i++)
        check_value(&record->layout->fields[i], &record->values[i]);
    arena_close(arena);
    bound_end(&bound);
    check_keys(&source);
    return 0;
}

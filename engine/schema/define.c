/*
 * "$defs": the kinds of values as the data stage reads them (data/value.c, data/instant.c, data/datetime.c), and what
 * counts as one.
 */
#include "schema/builder.h"

#include <assert.h>

#define DAY "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
#define OFFSET "(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
#define TIME "T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?" OFFSET
#define NO_SUCH_DAY "^.{4}-(02-30|(02|04|06|09|11)-31)"
#define LEAP_DAY "^.{4}-02-29"
#define LEAP_YEAR "^([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-"
#define TO_THE_END "(?!\\\\n)$" /* some languages' $ lets a last newline pass */

/* An apostrophe stands for a quotation mark. */
static const char definitions[] =
    "{ 'none': { 'title': '値なし', 'enum': [null, '', []] },"
    "  'given': { 'title': '値あり', 'not': { '$ref': '#/$defs/none' } },"
    "  'text': { 'anyOf': [{ 'type': ['string', 'integer'] }, { '$ref': '#/$defs/none' }] },"
    "  'integer': { 'anyOf': [{ 'type': 'integer' }, { '$ref': '#/$defs/none' }] },"
    "  'file': { 'anyOf': [{ 'type': 'string' }, { '$ref': '#/$defs/none' }] },"
    "  'list': { 'anyOf': [{ 'type': 'array' }, { '$ref': '#/$defs/none' }] },"
    "  'texts': { '$ref': '#/$defs/list', 'items': { 'type': ['string', 'integer'] } },"
    "  'instant': {"
    "    'type': 'string',"
    "    'pattern': '^" DAY "(" TIME ")?" TO_THE_END "',"
    "    'not': { 'pattern': '" NO_SUCH_DAY "' },"
    "    'if': { 'pattern': '" LEAP_DAY "' }, 'then': { 'pattern': '" LEAP_YEAR "' } },"
    "  'datetime': { 'anyOf': ["
    "    { '$ref': '#/$defs/instant' },"
    "    { '$ref': '#/$defs/none' },"
    "    { 'type': 'object', 'additionalProperties': false, 'properties': {"
    "      'value': { 'anyOf': [{ '$ref': '#/$defs/instant' }, { '$ref': '#/$defs/none' }] },"
    "      'approximate': { 'enum': [true, false, null, '', []] },"
    "      'text': { 'anyOf': [{ 'type': 'string' }, { '$ref': '#/$defs/none' }] } } }] },"
    "  'dated': { 'title': '日時あり', 'anyOf': ["
    "    { 'type': 'string', 'minLength': 1 },"
    "    { 'type': 'object', 'anyOf': ["
    "      { 'required': ['value'], 'properties': { 'value': { '$ref': '#/$defs/given' } } },"
    "      { 'required': ['text'], 'properties': { 'text': { '$ref': '#/$defs/given' } } }] }] },"
    "  'specimen': { 'title': '記入例', 'required': ['specimen'], 'properties': { 'specimen': { 'const': true } } } }";

struct json_made *definitions_part(const struct builder *builder)
{
    char *text = arena_copy(builder->arena, definitions, sizeof(definitions) - 1);
    struct source *source = arena_new(builder->arena, struct source);
    struct diags *diags = diags_open();

    for (char *c = text; *c != '\0'; c++)
        *c = *c == '\'' ? '"' : *c;
    *source = (struct source){.name = "$defs", .bytes = text, .size = sizeof(definitions) - 1};
    const struct json *read = json_read(builder->arena, source, JSON_STRICT, &limits_default, diags);
    assert(read);
    diags_close(diags);
    return json_make_copy(builder->arena, read);
}

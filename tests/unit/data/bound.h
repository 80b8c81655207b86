/*
 * unit/data/bound.h - a layout of a few fields, and data bound against it. An apostrophe stands for a quotation mark,
 * in both. Included by one source file of a test program.
 */
#ifndef UNIT_DATA_BOUND_H
#define UNIT_DATA_BOUND_H

#include "data/record.h"
#include "unit/layout/fixture.h"

struct bound {
    struct fixture fixture; /* its diagnostics are those of the data */
    struct arena *arena;
    char *bytes;
    struct source source;
    const struct record *record; /* or NULL */
};

static inline char *with_quotes(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = mem_alloc(size);

    for (size_t i = 0; i < size; i++)
        copy[i] = text[i];
    for (char *c = copy; *c != '\0'; c++)
        *c = *c == '\'' ? '"' : *c;
    return copy;
}

/* `data` NULL: the blank form. */
static inline struct bound bind_rules(const char *fields, const char *rules, const char *data)
{
    struct bound bound = {.fixture = fixture_good(fields, rules, ""), .arena = arena_open()};

    bound.bytes = with_quotes(data ? data : "");
    bound.source = (struct source){.name = "t.json", .bytes = bound.bytes, .size = strlen(bound.bytes)};
    if (bound.fixture.layout == NULL)
        return bound;
    bound.record = data ? data_bind(bound.arena, bound.fixture.layout, &bound.source, &data_options_none,
                                    &limits_default, bound.fixture.diags)
                        : data_blank(bound.arena, bound.fixture.layout);
    fixture_say(&bound.fixture, DIAG_ENGLISH);
    return bound;
}

static inline struct bound bind(const char *fields, const char *data)
{
    return bind_rules(fields, "", data);
}

static inline void bound_end(struct bound *bound)
{
    fixture_end(&bound->fixture);
    arena_close(bound->arena);
    free(bound->bytes);
}

/* The text of the only field of kind `field` ("'type': 'integer'") with the value `json`. */
static inline struct bound bind_one(const char *field, const char *json)
{
    struct sink fields = {0}, data = {0};

    sink_format(&fields, "'a': { 'path': '/a'%s%s }", field[0] ? ", " : "", field);
    sink_put_char(&fields, '\0');
    sink_format(&data, "{ 'a': %s }", json);
    sink_put_char(&data, '\0');
    struct bound bound = bind(fields.bytes, data.bytes);
    sink_close(&fields);
    sink_close(&data);
    return bound;
}

#define assert_prints(field, json, expected)                          \
    do {                                                              \
        struct bound bound_ = bind_one(field, json);                  \
        assert_non_null(bound_.record);                               \
        assert_string_equal(bound_.record->values[0].text, expected); \
        bound_end(&bound_);                                           \
    } while (0)

#define assert_refuses(field, json, wanted)                                \
    do {                                                                   \
        struct bound bound_ = bind_one(field, json);                       \
        assert_null(bound_.record);                                        \
        assert_int_equal(diags_count(bound_.fixture.diags), 1);            \
        assert_int_equal(diags_at(bound_.fixture.diags, 0)->code, wanted); \
        bound_end(&bound_);                                                \
    } while (0)

#endif

/* "ruby": one reading over a text, or an array of readings, one over each of its characters. */
#include "layout/compiler.h"

#include "text/cluster.h"

#include <string.h>

#define NO_BREAK_SPACE "\xC2\xA0"

static size_t count_characters(const char *text)
{
    struct cluster_reader reader = cluster_reader_open(text, strlen(text), 0);
    struct cluster_text cluster;
    size_t count = 0;

    while (cluster_read(&reader, &cluster))
        count++;
    return count;
}

/* A space would end the reading. */
static void put_reading(struct sink *sink, const char *reading)
{
    for (; *reading != '\0'; reading++)
        if (*reading == ' ')
            sink_put_string(sink, NO_BREAK_SPACE);
        else
            sink_put_char(sink, *reading);
}

/* The readings with a space between, as text_span wants them. */
static bool join_readings(struct scope *scope, const struct json *value, struct piece *piece)
{
    struct sink sink = {0};
    const char *reading = "";
    bool ok = true;

    for (const struct json *item = value->child; item; item = item->next) {
        ok &= read_any_string(scope, item, &reading);
        if (item != value->child)
            sink_put_char(&sink, ' ');
        put_reading(&sink, reading);
    }
    piece->ruby = arena_copy(scope->compiler->arena, sink.bytes, sink.size);
    piece->ruby_kind = TEXT_RUBY_MONO;
    sink_close(&sink);
    return ok;
}

bool ruby_read(struct scope *scope, const struct json *value, struct piece *piece)
{
    struct arena *arena = scope->compiler->arena;
    size_t characters = count_characters(piece->text);

    if (value->kind != JSON_ARRAY) {
        piece->ruby_kind = TEXT_RUBY_GROUP;
        return read_string(scope, value, &piece->ruby);
    }
    if (value->size != characters)
        return report(scope, value, DIAG_RUBY_PARTS,
                      DIAG_ARGS(arena_format(arena, "%zu", value->size), arena_format(arena, "%zu", characters)));
    return join_readings(scope, value, piece);
}

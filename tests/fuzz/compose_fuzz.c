/*
 * One request of `todoke compose`: whatever the line, there is one answer; when it is no error, the texts of its lines
 * join to the request's text but for newlines and the spaces a wrap swallows.
 */
#include "base/limits.h"
#include "base/utf8.h"
#include "font/extras.h"
#include "inspect/inspect.h"
#include "inspect/request.h"
#include "json/json.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Opened once for the whole run: opening is much slower than composing. */
static struct font_extras *shared_fonts(void)
{
    static struct font_extras *fonts;
    struct diags *diags;
    struct font_library *library;

    if (fonts == NULL) {
        diags = diags_open();
        library = font_library_open(
            &(struct font_options){.folder = "fonts", .digest_cache = "build/test-font-digests"}, diags);
        assert(library != NULL);
        fonts = font_extras_open(library, "fonts", NULL, 0);
        diags_close(diags);
    }
    return fonts;
}

/* Everything but newlines, blanks, and what takes part in them. */
static bool is_solid(uint32_t c)
{
    return c > 0x20 && c != 0x3000 && c != 0x85 && c != 0x2028 && c != 0x2029;
}

struct reader {
    const char *bytes;
    size_t size, at;
};

/* The next solid character; 0 at the end. */
static uint32_t next_solid(struct reader *reader)
{
    while (reader->at < reader->size) {
        uint32_t c = utf8_next(reader->bytes, reader->size, &reader->at);

        assert(c != UTF8_INVALID);
        if (is_solid(c))
            return c;
    }
    return 0;
}

static void check_lines(struct arena *arena, const struct source *answer, const struct json *lines,
                        const struct json_text *text)
{
    struct reader whole = {text->bytes, text->size, 0};

    for (const struct json *line = lines->child; line != NULL; line = line->next) {
        struct json_text part = json_text(arena, answer, json_find(line, "text"));
        struct reader reader = {part.bytes, part.size, 0};

        for (uint32_t c = next_solid(&reader); c != 0; c = next_solid(&reader))
            assert(c == next_solid(&whole));
    }
    assert(next_solid(&whole) == 0);
}

static void check_answer(struct arena *arena, const struct source *request, const struct source *answer)
{
    struct diags *diags = diags_open();
    const struct json *told = json_read(arena, answer, JSON_LENIENT, &limits_default, diags);
    const struct json *lines = json_find(told, "lines");

    assert(told != NULL && told->kind == JSON_OBJECT);
    assert((lines != NULL) != (json_find(told, "error") != NULL));
    if (lines != NULL) {
        const struct json *asked = json_read(arena, request, JSON_LENIENT, &limits_default, diags);
        struct json_text text = json_text(arena, request, json_find(asked, "text"));

        check_lines(arena, answer, lines, &text);
    }
    diags_close(diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct inspect_options options = {shared_fonts(), DIAG_ENGLISH, &limits_default};
    struct arena *arena = arena_open();
    struct source request = {.name = "request", .bytes = (const char *)bytes, .size = size};
    struct sink answer = {0};

    inspect_request(&options, (const char *)bytes, size, &answer);
    assert(memchr(answer.bytes, '\n', answer.size) == NULL);
    check_answer(arena, &request, &(struct source){.name = "answer", .bytes = answer.bytes, .size = answer.size});
    sink_close(&answer);
    arena_close(arena);
    return 0;
}

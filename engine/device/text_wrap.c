/*
 * A line of plain text in so many columns: broken as lines on paper are, by the strict rules (text/kinsoku.c), in fixed
 * pitch (text/columns.c).
 */
#include "device/text.h"
#include "text/text.h"

#include <string.h>

/* Any em does: columns are counted, not measured. */
#define EM (LENGTH_PER_PT * 10)

static bool is_blank_end(const char *text, size_t size, size_t *blank)
{
    static const char *const blanks[] = {" ", "\t", IDEOGRAPHIC_SPACE};

    for (size_t i = 0; i < sizeof(blanks) / sizeof(blanks[0]); i++) {
        *blank = strlen(blanks[i]);
        if (size >= *blank && memcmp(text + size - *blank, blanks[i], *blank) == 0)
            return true;
    }
    return false;
}

static void put_line(struct sink *sink, size_t indent, const char *text, size_t size)
{
    size_t blank;

    while (is_blank_end(text, size, &blank))
        size -= blank;
    if (size > 0)
        sink_format(sink, "%*s", (int)indent, "");
    sink_put(sink, text, size);
    sink_put_char(sink, '\n');
}

/* In `arena`; NULL when it cannot be composed, which leaves the line as it is. */
static const struct text_block *compose(struct arena *arena, const struct plain_text *plain, const char *text,
                                        uint32_t columns)
{
    struct text_style style = {.fonts = plain->font, .size = EM};
    struct text_span span = {.style = &style, .bytes = text, .size = strlen(text)};
    struct text_paragraph paragraph = {
        .spans = &span,
        .count = 1,
        .pitch = EM,
        .size = EM,
        .columns = (int)columns,
        .missing = TEXT_MISSING_GETA,
    };
    struct diags *unheard = diags_open(); /* the page was composed of the same characters, and has said what is wrong */
    const struct text_block *block = text_compose(arena, &paragraph, LENGTH_MAX, unheard);

    diags_close(unheard);
    return block;
}

void put_wrapped(struct sink *sink, const struct plain_text *plain, const char *line)
{
    size_t indent = strspn(line, " ");
    const char *text = line + indent;
    struct arena *arena;
    const struct text_block *block;

    /* A character of two columns has no fewer bytes: what is short in bytes fits. */
    if (plain->columns == 0 || strlen(line) <= plain->columns || indent + 2 > plain->columns) {
        put_line(sink, 0, line, strlen(line));
        return;
    }
    arena = arena_open();
    block = compose(arena, plain, text, plain->columns - (uint32_t)indent);
    for (size_t i = 0; block && i < block->count; i++)
        put_line(sink, indent, text + block->lines[i].start, block->lines[i].end - block->lines[i].start);
    if (!block)
        put_line(sink, 0, line, strlen(line));
    arena_close(arena);
}

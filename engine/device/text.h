/* device/text.h - inside the plain text device: lines of text, and what they are made from. */
#ifndef DEVICE_TEXT_H
#define DEVICE_TEXT_H

#include "base/sink.h"
#include "page/tree.h"

#define IDEOGRAPHIC_SPACE "\xE3\x80\x80"

/* Lines without their ends, in an arena. */
struct text_lines {
    const char **lines;
    size_t count, capacity;
};

struct text_writer {
    const struct document *document;
    const struct element_links *tree;
    const struct sink *texts; /* by element: all that its marks say, newlines as \n */
    struct arena *arena;
};

/* text.c */
void lines_add(const struct text_writer *writer, struct text_lines *lines, const char *line);
/* All that an element says, without blank lines between the paragraphs inside. */
void element_lines(const struct text_writer *writer, element_id id, struct text_lines *lines);

/* text_table.c */
void table_lines(const struct text_writer *writer, element_id table, struct text_lines *lines);

/* text_wrap.c - a line as it is, or as lines of so many columns; what goes on is indented as the line is. */
void put_wrapped(struct sink *sink, const struct plain_text *plain, const char *line);

#endif

/*
 * unit/layout/fixture.h - compiles layouts for tests, without any font unless FIXTURE_FONTS says which.
 *
 * Without it the two functions of the font library that compiling calls are defined here, with names only: what a
 * layout looks like does not depend on which fonts a machine has. Included by one source file of a test program.
 */
#ifndef UNIT_LAYOUT_FIXTURE_H
#define UNIT_LAYOUT_FIXTURE_H

#include "base/sink.h"
#include "layout/layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef FIXTURE_FONTS
#define FIXTURE_FONTS NULL

const char *const *font_library_names(const struct font_library *library, size_t *count)
{
    static const char *const names[] = {"gothic", "mincho", "BIZ UDGothic"};

    (void)library;
    *count = sizeof(names) / sizeof(names[0]);
    return names;
}

const struct font_stack *font_library_stack(const struct font_library *library, const char *name)
{
    static const struct font_stack stacks[3];
    size_t count;
    const char *const *names = font_library_names(library, &count);

    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return &stacks[i];
    return NULL;
}

#endif

#ifndef FIXTURE_FILES
#define FIXTURE_FILES NULL /* const struct layout_files *: what a layout may be like */
#endif

#ifndef FIXTURE_FAX
#define FIXTURE_FAX NULL /* const struct fax_target *: what profile fax is asked for */
#endif

/* A file, or a text, being compiled or bound, with what was said of it. */
struct fixture {
    struct source *source;
    struct sink bytes;
    struct diags *diags;
    const struct layout *layout; /* or NULL */
    struct sink said;            /* the diagnostics as text, NUL-terminated */
};

static inline void fixture_say(struct fixture *fixture, enum diag_language language)
{
    sink_clear(&fixture->said);
    diags_write_text(fixture->diags, language, &fixture->said);
    sink_put_char(&fixture->said, '\0');
}

static inline struct fixture fixture_compile(const char *name, const char *bytes, size_t size)
{
    struct fixture fixture = {.diags = diags_open(), .source = mem_alloc(sizeof(struct source))};

    sink_put(&fixture.bytes, bytes, size);
    *fixture.source = (struct source){.name = name, .bytes = fixture.bytes.bytes, .size = size};
    fixture.layout =
        layout_compile(fixture.source, FIXTURE_FILES, FIXTURE_FONTS, FIXTURE_FAX, &limits_default, fixture.diags);
    fixture_say(&fixture, DIAG_ENGLISH);
    return fixture;
}

/*
 * A layout with the given "fields", "rules" and "body", so that a test shows no more than it is about. An apostrophe
 * stands for a quotation mark.
 */
static inline struct fixture fixture_parts(const char *fields, const char *rules, const char *body)
{
    struct sink text = {0};

    sink_format(&text,
                "{ \"todoke\": 1, \"form\": \"t\", \"title\": \"t\","
                " \"edition\": { \"name\": \"e\", \"from\": null, \"source\": \"s\" },"
                " \"page\": { \"size\": \"A4\", \"margin\": \"15mm\" },"
                " \"styles\": { \"base\": { \"font\": \"gothic\", \"size\": \"10pt\" },"
                " \"small\": { \"size\": \"8pt\" } },\n"
                " \"fields\": { %s },\n \"rules\": [ %s ],\n \"body\": [ %s ] }\n",
                fields, rules, body);
    for (size_t i = 0; i < text.size; i++)
        text.bytes[i] = text.bytes[i] == '\'' ? '"' : text.bytes[i];
    struct fixture fixture = fixture_compile("t.jsonc", text.bytes, text.size);
    sink_close(&text);
    return fixture;
}

/* The same, which must be right. */
static inline struct fixture fixture_good(const char *fields, const char *rules, const char *body)
{
    struct fixture fixture = fixture_parts(fields, rules, body);

    if (fixture.layout == NULL)
        fputs(fixture.said.bytes, stderr);
    return fixture;
}

static inline void fixture_end(struct fixture *fixture)
{
    layout_close(fixture->layout);
    diags_close(fixture->diags);
    sink_close(&fixture->bytes);
    free(fixture->source);
    sink_close(&fixture->said);
}

/* Whole file, or false. */
static inline bool fixture_read(const char *path, struct sink *sink)
{
    FILE *file = fopen(path, "rb");
    size_t got;

    if (file == NULL)
        return false;
    do {
        got = fread(sink_reserve(sink, 65536), 1, 65536, file);
        sink->size += got;
    } while (got > 0);
    return fclose(file) == 0;
}

#endif

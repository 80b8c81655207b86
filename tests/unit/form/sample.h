/*
 * Small forms for the tests: a page of 100 x 60 mm with margins of 5 mm and lines of exactly 5 mm, so that places can
 * be counted in the head.
 */
#ifndef TESTS_UNIT_FORM_SAMPLE_H
#define TESTS_UNIT_FORM_SAMPLE_H

#include "support/cmocka.h"

#include "form/form.h"

#include <string.h>

#define MM(n) ((length)((n)*36000))

struct sample {
    struct diags *diags;
    struct font_library *fonts;
    struct arena *arena;
    const struct layout *layout;
    struct prepared_form *prepared;
    struct document *document; /* NULL: not composed */
};

static const struct form_options sample_options = {.limits = &limits_default};

static inline const struct source *sample_source(struct arena *arena, const char *name, const char *text)
{
    struct source *source = arena_new(arena, struct source);

    *source = (struct source){.name = name, .bytes = text, .size = strlen(text)};
    return source;
}

/* Compiles a form of these fields and body (JSON texts without the outer brackets) and prepares it. */
static inline struct sample sample_form(const char *fields, const char *body, const struct form_options *options)
{
    struct diags *diags = diags_open();
    struct sample sample = {
        .diags = diags,
        .fonts = font_library_open(&(struct font_options){.folder = "fonts"}, diags),
        .arena = arena_open(),
    };
    const char *text = arena_format(
        sample.arena,
        "{\"todoke\": 1, \"form\": \"sample\", \"title\": \"見本\", \"edition\": {\"name\": \"1\", \"from\": "
        "\"2020-01-01\", "
        "\"source\": \"own\"}, \"page\": {\"size\": [\"100mm\", \"60mm\"], \"margin\": \"5mm\"}, "
        "\"line_weights\": {\"thin\": \"0.2mm\", \"thick\": \"0.4mm\"}, \"check_box\": {\"size\": \"3mm\"}, "
        "\"styles\": {\"base\": {\"font\": \"gothic\", \"size\": \"10pt\", \"pitch\": \"5mm\"}, \"vertical\": "
        "{\"writing\": \"vertical\"}}, "
        "\"fields\": {%s}, \"body\": [%s]}",
        fields, body);

    sample.layout =
        layout_compile(sample_source(sample.arena, "layout", text), NULL, sample.fonts, NULL, &limits_default, diags);
    if (sample.layout)
        sample.prepared = form_prepare(sample.layout, options, diags);
    return sample;
}

static inline void sample_print(const struct sample *sample)
{
    struct sink sink = {0};

    diags_write_text(sample->diags, DIAG_ENGLISH, &sink);
    sink_put_char(&sink, '\0');
    print_message("%s", sink.bytes);
    sink_close(&sink);
}

/* The form filled in with a data text; fails the test when the layout is wrong. */
static inline struct sample sample_filled(const char *fields, const char *body, const char *data)
{
    struct sample sample = sample_form(fields, body, &sample_options);
    const struct data_options data_options = {.transmission_pages = -1, .folder = "tests/images"};
    const struct record *record;

    if (!sample.prepared)
        sample_print(&sample);
    assert_non_null(sample.prepared);
    record = data_bind(sample.arena, sample.layout, sample_source(sample.arena, "data", data), &data_options,
                       &limits_default, sample.diags);
    if (!record)
        sample_print(&sample);
    assert_non_null(record);
    sample.document = form_compose(sample.prepared, record, &sample_options, sample.diags);
    return sample;
}

static inline void sample_close(struct sample *sample)
{
    document_close(sample->document);
    form_release(sample->prepared);
    layout_close(sample->layout);
    arena_close(sample->arena);
    font_library_close(sample->fonts);
    diags_close(sample->diags);
}

/* The mark whose text begins with `text` on page `page` (from 0), the `nth` of them from 0; or NULL. */
static inline const struct mark *sample_text(const struct document *document, size_t page, const char *text, size_t nth)
{
    const struct page *found = &document->pages[page];

    for (size_t i = 0; i < found->count; i++) {
        const struct mark *mark = &found->marks[i];

        if (mark->kind == MARK_GLYPHS && mark->run->text_size >= strlen(text) &&
            memcmp(mark->run->text, text, strlen(text)) == 0 && nth-- == 0)
            return mark;
    }
    return NULL;
}

static inline size_t sample_count(const struct document *document, size_t page, enum mark_kind kind)
{
    size_t count = 0;

    for (size_t i = 0; i < document->pages[page].count; i++)
        count += document->pages[page].marks[i].kind == kind;
    return count;
}

/* Whether a rule runs from (x1, y1) to (x2, y2) with this weight, to a hundredth of a millimetre. */
static inline bool sample_has_rule(const struct document *document, size_t page, double x1, double y1, double x2,
                                   double y2, double weight)
{
    const double wanted[] = {x1, y1, x2, y2, weight};

    for (size_t i = 0; i < document->pages[page].count; i++) {
        const struct mark *mark = &document->pages[page].marks[i];
        const length found[] = {mark->x, mark->y, mark->rule.x2, mark->rule.y2, mark->rule.weight};
        bool is_same = mark->kind == MARK_RULE;

        for (size_t k = 0; is_same && k < 5; k++) {
            double difference = (double)found[k] / 36000 - wanted[k];
            is_same = difference < 0.01 && difference > -0.01;
        }
        if (is_same)
            return true;
    }
    return false;
}

/* The top of the line a text stands on: its baseline less the em box's 0.88 em and half the spare pitch. */
static inline double sample_top(const struct mark *mark)
{
    length em = mark->run->size;

    return (double)(mark->y - em * 88 / 100 - (MM(5) - em) / 2) / 36000;
}

#define assert_millimetres(found, wanted) assert_true((found) - (wanted) < 0.01 && (wanted) - (found) < 0.01)

#endif

/* Any bytes as a PDF file: one that is read whole, or a reason, never both, never neither. */
#include "pdf/pdf.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Small enough for many tries a second. */
static struct limits small_limits(void)
{
    struct limits limits = limits_default;

    limits.pdf_decoded = 1 << 20;
    limits.pdf_values = 100000;
    limits.pdf_objects = 10000;
    return limits;
}

/* Each place is in the file; what is written is a value again. */
static void check_objects(const struct pdf *pdf, const struct limits *limits, struct arena *arena)
{
    struct diag_cause cause;
    struct sink sink = {0};
    size_t left;

    for (size_t i = 0; i < pdf->object_count; i++) {
        const struct pdf_object *object = &pdf->objects[i];
        assert(object->place != PDF_IN_FILE || (object->start < object->end && object->end <= pdf->file->size));
        assert(object->place == PDF_FREE || object->revision < pdf->revision_count);
        pdf_write_value(&object->value, &sink);
        pdf_text(arena, &object->value);
        if (object->value.kind == PDF_STREAM)
            pdf_decode(pdf, object->value.as.stream, limits, &sink, &left, arena, &cause);
        sink_clear(&sink);
    }
    sink_close(&sink);
}

static void check_revisions(const struct pdf *pdf)
{
    size_t end = 0;

    for (size_t i = 0; i < pdf->revision_count; i++) {
        assert(pdf->revisions[i].start == end && pdf->revisions[i].end > end);
        end = pdf->revisions[i].end;
    }
    assert(end <= pdf->file->size);
}

static void check_trees(const struct pdf *pdf, struct arena *arena)
{
    struct diag_cause cause;
    size_t count;
    const struct pdf_value *pages = pdf_pages(pdf, arena, &count, &cause);

    for (size_t i = 0; pages && i < count; i++)
        pdf_inherited(pdf, &pages[i], "MediaBox");
    pdf_embedded_files(pdf, arena, &count, &cause);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct arena *arena = arena_open();
    struct limits limits = small_limits();
    struct source file = {.name = "fuzz", .bytes = (const char *)bytes, .size = size};
    struct diag_cause cause = {.args = DIAG_NO_ARGS};
    const struct pdf *pdf = pdf_open(arena, &file, &limits, &cause);

    assert((pdf == NULL) == (cause.args.arg[0] != NULL));
    if (pdf) {
        check_revisions(pdf);
        check_objects(pdf, &limits, arena);
        check_trees(pdf, arena);
    }
    arena_close(arena);
    return 0;
}

/* Findings: what is named, once for each place. */
#include "preflight/inspection.h"

#include "base/utf8.h"

#include <string.h>

#define LABEL_SIZE 45 /* [bytes] of the form's words that are shown, at most */

static bool same_text(const char *one, const char *other)
{
    return one == other || (one && other && strcmp(one, other) == 0);
}

static bool is_known(const struct inspection *inspection, enum diag_code code, const struct mark *mark)
{
    for (size_t i = inspection->finding_count; i-- > 0;) {
        const struct finding *finding = &inspection->findings[i];

        if (finding->code == code && finding->node == mark->node && same_text(finding->pointer, mark->pointer))
            return true;
    }
    return false;
}

/* The showing of the value that the mark draws, or NULL. */
static const struct showing *showing_of(const struct inspection *inspection, const struct mark *mark)
{
    const struct fit *fit = inspection->document->fit;

    for (size_t i = 0; fit && mark->pointer && i < fit->count; i++)
        if (same_text(fit->list[i].value->at.pointer, mark->pointer))
            return &fit->list[i];
    return NULL;
}

/* The beginning of a text, of whole characters. */
static const char *beginning_of(struct inspection *inspection, const char *text, size_t size)
{
    size_t end = 0;

    if (size <= LABEL_SIZE)
        return arena_copy(inspection->arena, text, size);
    for (size_t at = 0; at <= LABEL_SIZE; utf8_next(text, size, &at))
        end = at;
    return arena_format(inspection->arena, "%.*s…", (int)end, text);
}

/* A field by its title, words of the form by themselves. */
static const char *name_of(struct inspection *inspection, const struct mark *mark, const struct showing *showing)
{
    if (showing) {
        const struct field *field = layout_field(inspection->document->fit->record->layout, showing->field);

        return diag_both(inspection->arena, field->title_english ? field->title_english : field->title, field->title);
    }
    if (mark->kind == MARK_GLYPHS) {
        const char *text = beginning_of(inspection, mark->run->text, mark->run->text_size);

        return diag_both(inspection->arena, arena_format(inspection->arena, "\"%s\"", text),
                         arena_format(inspection->arena, "「%s」", text));
    }
    return DIAG_BOTH("this", "ここ");
}

void find(struct inspection *inspection, enum diag_severity severity, enum diag_code code, const struct mark *mark,
          const char *second, const char *third, const char *fourth)
{
    const struct showing *showing = showing_of(inspection, mark);
    struct diag_args args = DIAG_ARGS(name_of(inspection, mark, showing), second, third, fourth);
    const struct source_ref *at = showing ? &showing->value->at : mark->node;
    const struct source_ref *wanted = showing ? mark->node : NULL;

    if (is_known(inspection, code, mark))
        return;
    inspection->findings = arena_grow(inspection->arena, inspection->findings, inspection->finding_count,
                                      &inspection->finding_capacity, sizeof(struct finding));
    inspection->findings[inspection->finding_count++] = (struct finding){code, mark->node, mark->pointer};
    if (severity == DIAG_ERROR)
        diags_error(inspection->diags, code, at, wanted, args);
    else
        diags_warn(inspection->diags, code, at, wanted, args);
}

static const char *decimal(struct inspection *inspection, length value, length unit, int decimals)
{
    struct sink sink = {0};
    const char *text;

    sink_put_decimal(&sink, length_scale(value, decimals == 1 ? 10 : 100, unit), decimals);
    text = arena_copy(inspection->arena, sink.bytes, sink.size);
    sink_close(&sink);
    return text;
}

const char *finding_points(struct inspection *inspection, length size)
{
    return decimal(inspection, size, LENGTH_PER_PT, 1);
}

const char *finding_millimetres(struct inspection *inspection, length size)
{
    return decimal(inspection, size, LENGTH_PER_MM, 2);
}

/* form/report.c - what can go wrong while placing, said where the author or the desk can mend it. */
#include "form/content.h"

static const char *millimetres(struct composer *composer, length value)
{
    struct sink sink = {0};
    const char *text;

    sink_put_decimal(&sink, length_scale(value, 10, LENGTH_PER_MM), 1);
    text = arena_copy(composer->arena, sink.bytes, sink.size);
    sink_close(&sink);
    return text;
}

/* In both languages. */
static const char *title_of(struct composer *composer, const struct field *field)
{
    return diag_both(composer->arena, field->title_english ? field->title_english : field->title, field->title);
}

static const char *points(struct composer *composer, length size)
{
    struct sink sink = {0};
    const char *text;

    sink_put_decimal(&sink, length_scale(size, 10, LENGTH_PER_PT), 1);
    text = arena_copy(composer->arena, sink.bytes, sink.size);
    sink_close(&sink);
    return text;
}

/* Whether its type had to grow for a FAX. */
static bool has_grown(const struct block *block)
{
    return block && block->style->stated_size > 0;
}

static const char *grown_sizes(struct composer *composer, const struct style *style)
{
    const char *size = points(composer, style->text.size), *stated = points(composer, style->stated_size);

    return diag_both(composer->arena, arena_format(composer->arena, "%s pt, not %s pt", size, stated),
                     arena_format(composer->arena, "%s pt（レイアウトでは %s pt）", size, stated));
}

/* The first field of a block by its title; without one the form's own words. */
static const char *name_of_block(struct composer *composer, const struct block *block)
{
    const char *words = NULL;

    for (size_t i = 0; i < block->text.count; i++) {
        const struct piece *piece = &block->text.pieces[i];

        if (piece->field.field >= 0)
            return title_of(composer, layout_field(composer->layout, piece->field));
        if (!words)
            words = piece->text;
    }
    if (!words)
        return DIAG_BOTH("this", "ここ");
    return diag_both(composer->arena, arena_format(composer->arena, "\"%s\"", words),
                     arena_format(composer->arena, "「%s」", words));
}

static void report_size(struct composer *composer, enum diag_code code, const struct source_ref *node,
                        const struct origin *value, length have, length need)
{
    const struct block *block = composer->layout->fax.resolution ? block_at(composer->layout, node) : NULL;
    struct diag_args args = DIAG_ARGS(millimetres(composer, need), millimetres(composer, have));

    composer->has_failed = true;
    if (has_grown(block)) {
        code = DIAG_FAX_NO_ROOM;
        args = DIAG_ARGS(name_of_block(composer, block), grown_sizes(composer, block->style),
                         millimetres(composer, need), millimetres(composer, have));
    }
    if (value)
        diags_error(composer->diags, code, value->value, node, args);
    else
        diags_error(composer->diags, code, node, NULL, args);
}

const struct origin *first_value(const struct paragraph *paragraph)
{
    for (size_t i = 0; i < paragraph->origin_count; i++)
        if (paragraph->origins[i].value)
            return &paragraph->origins[i];
    return NULL;
}

const struct origin *first_value_of(const struct stack *stack)
{
    const struct origin *found = NULL;

    for (size_t i = 0; i < stack->count && !found; i++)
        if (stack_item(stack, i)->kind == CONTENT_PARAGRAPH)
            found = first_value(&stack_item(stack, i)->paragraph);
    return found;
}

void report_too_high(struct composer *composer, const struct source_ref *node, const struct origin *value, length have,
                     length need)
{
    report_size(composer, DIAG_FORM_TOO_HIGH, node, value, have, need);
}

void report_too_wide(struct composer *composer, const struct source_ref *node, const struct origin *value, length have,
                     length need)
{
    report_size(composer, DIAG_FORM_TOO_WIDE, node, value, have, need);
}

void report_columns(struct composer *composer, const struct source_ref *node, length have, length need)
{
    report_size(composer, DIAG_FORM_COLUMNS, node, NULL, have, need);
}

void report_pitch(struct composer *composer, const struct source_ref *node, int columns, length have, length need)
{
    composer->has_failed = true;
    diags_error(composer->diags, DIAG_FORM_PITCH, node, NULL,
                DIAG_ARGS(arena_format(composer->arena, "%d", columns), millimetres(composer, need),
                          millimetres(composer, have)));
}

void report_no_page(struct composer *composer, const struct source_ref *node, size_t wanted, size_t pages)
{
    composer->has_failed = true;
    diags_error(composer->diags, DIAG_FORM_NO_PAGE, node, NULL,
                DIAG_ARGS(arena_format(composer->arena, "%zu", wanted), arena_format(composer->arena, "%zu", pages)));
}

void report_sheet(struct composer *composer, const struct continuation *sheet)
{
    const struct value *value = sheet->value ? sheet->value : &composer->record->values[sheet->field.field];
    const struct field *field = layout_field(composer->layout, sheet->field);

    diags_warn(composer->diags, DIAG_FORM_SHEET, &value->at, sheet->node,
               DIAG_ARGS(title_of(composer, field), arena_format(composer->arena, "%lld", (long long)sheet->number)));
}

void report_lost(struct composer *composer, struct field_ref ref, int32_t row, size_t to_draw, size_t drawn)
{
    const struct field *field = layout_field(composer->layout, ref);

    composer->has_failed = true;
    diags_error(composer->diags, DIAG_FORM_LOST, &record_value(composer->record, ref, row)->at, &field->at,
                DIAG_ARGS(title_of(composer, field), arena_format(composer->arena, "%zu", to_draw),
                          arena_format(composer->arena, "%zu", drawn)));
}

bool spend_work(struct composer *composer, size_t units)
{
    if (work_add(composer->record->work, units))
        return true;
    if (!composer->is_overworked)
        report_limit(composer, DIAG_LIMIT_WORK, composer->record->work->most);
    composer->is_overworked = composer->has_failed = true;
    return false;
}

bool report_limit(struct composer *composer, enum diag_code code, size_t limit)
{
    composer->has_failed = true;
    return diags_error(composer->diags, code, &SOURCE_NOWHERE, NULL,
                       DIAG_ARGS(arena_format(composer->arena, "%zu", limit)));
}

void report_qr_small(struct composer *composer, const struct source_ref *node, length module, length side)
{
    report_size(composer, DIAG_QR_SMALL, node, NULL, module, side);
}

void report_qr_long(struct composer *composer, const struct source_ref *node)
{
    composer->has_failed = true;
    diags_error(composer->diags, DIAG_QR_LONG, node, NULL, DIAG_NO_ARGS);
}

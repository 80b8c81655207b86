/*
 * Figures: a file that the data names, drawn where it is a picture. What stands below it, and in its place where it is
 * none, are text blocks of their own.
 */
#include "layout/compiler.h"

#include <string.h>

/* The picture and what stands below it or in its place are in the middle, unless told otherwise. */
static enum text_align align_of(const struct scope *scope)
{
    return scope->has_align ? scope->align : TEXT_CENTER;
}

static struct block *text_of(struct scope *scope, const struct json *value, struct template text)
{
    struct block *block = arena_new(scope->compiler->arena, struct block);

    *block = block_start(scope, BLOCK_TEXT, value);
    block->align = align_of(scope);
    block->text = text;
    return block;
}

/* --- the name of the file ----------------------------------------------------------------------------------------- */

/* "（添付ファイル：{file}）", or without the words. */
static struct template name_template(const struct scope *scope, const struct figure *figure, const struct json *value,
                                     const char *before, const char *after)
{
    struct piece *pieces = arena_array(scope->compiler->arena, struct piece, 3);
    const char *const texts[] = {before, NULL, after};
    size_t count = 0;

    for (size_t i = 0; i < COUNT(texts); i++) {
        if (i != 1 && !texts[i])
            continue;
        pieces[count++] = (struct piece){
            .kind = i == 1 ? PIECE_FIELD : PIECE_TEXT,
            .text = texts[i],
            .field = i == 1 ? figure->field : NO_FIELD,
            .at = scope_ref(scope, value),
        };
    }
    return (struct template){.pieces = pieces, .count = count, .at = scope_ref(scope, value)};
}

static struct template usual_otherwise(const struct scope *scope, const struct figure *figure, const struct json *value)
{
    if (strncmp(scope->compiler->layout->language, "ja", 2) == 0)
        return name_template(scope, figure, value, "（添付ファイル：", "）");
    return name_template(scope, figure, value, "(attached file: ", ")");
}

/* --- parts -------------------------------------------------------------------------------------------------------- */

static bool read_field(struct scope *scope, const struct json *value, struct figure *figure)
{
    struct reference reference;

    if (!reference_read_field(scope, value, &reference))
        return false;
    if (reference.field->kind != FIELD_FILE)
        return report(scope, value, DIAG_FIELD_NOT_FILE, DIAG_ARGS(reference.field->name));
    figure->field = reference.ref;
    return true;
}

/* Half an em below the picture. */
static bool make_caption(struct scope *scope, const struct figure_draft *draft, struct figure *figure)
{
    struct template text;
    struct block *caption;

    if (!draft->caption)
        return true;
    if (!read_template(scope, draft->caption, &text))
        return false;
    caption = text_of(scope, draft->caption, text);
    caption->before = scope->style ? scope->style->text.size / 2 : 0;
    figure->caption = caption;
    return true;
}

static bool make_otherwise(struct scope *scope, const struct figure_draft *draft, struct figure *figure)
{
    struct template text;

    if (!draft->otherwise)
        text = usual_otherwise(scope, figure, draft->figure);
    else if (!read_template(scope, draft->otherwise, &text))
        return false;
    figure->otherwise = text_of(scope, draft->otherwise ? draft->otherwise : draft->figure, text);
    return true;
}

static bool make_alternate(struct scope *scope, const struct figure_draft *draft, struct figure *figure)
{
    if (!draft->alt)
        return true;
    if (!read_template(scope, draft->alt, &figure->alternate))
        return false;
    return check_plain(scope, &figure->alternate, draft->alt);
}

bool figure_make(struct scope *scope, const struct figure_draft *draft, struct block *block)
{
    struct figure *figure = arena_new(scope->compiler->arena, struct figure);

    figure->max_width = draft->max_width;
    figure->max_height = draft->max_height;
    block->figure = figure;
    block->is_kept = true;
    block->align = align_of(scope);
    if (!read_field(scope, draft->figure, figure))
        return false;
    figure->empty = text_of(scope, draft->figure, name_template(scope, figure, draft->figure, NULL, NULL));
    bool ok = make_caption(scope, draft, figure);
    ok &= make_otherwise(scope, draft, figure);
    return make_alternate(scope, draft, figure) && ok;
}

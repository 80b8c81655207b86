/*
 * Profile fax: the layout as it has to be so that a FAX of it can be read (docs/fax.md).
 *
 * Type that the resolution would spoil grows, and the pitch with it; lines get the weight of two pixels; colours become
 * black and fills go, where they are read; margins leave the edge of the sheet clear and make room for the line at the
 * top. What then becomes of boxes of fixed size is their ladder's matter.
 */
#include "layout/compiler.h"

#include "base/utf8.h"

#include <string.h>

/* --- colours: a warning where they may mean something ------------------------------------------------------------- */

static void warn(const struct scope *scope, const struct json *value, enum diag_code code)
{
    struct source_ref at = scope_ref(scope, value);

    diags_warn(scope->compiler->diags, code, &at, NULL, DIAG_NO_ARGS);
}

void fax_blacken(const struct scope *scope, const struct json *value, uint32_t *color)
{
    bool is_grey = (*color >> 16 & 0xFF) == (*color >> 8 & 0xFF) && (*color >> 8 & 0xFF) == (*color & 0xFF);

    if (!is_grey)
        warn(scope, value, DIAG_FAX_COLOR);
    *color = 0;
}

void fax_drop_fill(const struct scope *scope, const struct json *value, struct cell_fill *fill)
{
    if (fill->when)
        warn(scope, value, DIAG_FAX_FILL);
    fill->color = -1;
}

/* --- styles ------------------------------------------------------------------------------------------------------- */

/* The lengths that go with the size of the type. A cell of a grid holds one character: it is no narrower. */
static void grow(struct style *style, length size)
{
    length old = style->text.size;

    style->stated_size = old;
    style->text.size = size;
    style->text.latin_rise = length_scale(style->text.latin_rise, size, old);
    style->pitch = length_scale(style->pitch, size, old);
    style->indent = length_scale(style->indent, size, old);
    style->hanging_indent = length_scale(style->hanging_indent, size, old);
    if (style->grid > 0)
        style->grid = length_max(style->grid, size);
}

void fax_adapt_style(const struct fax_resolution *fax, struct style *style)
{
    if (style->text.size <= 0)
        return; /* a mistake, reported */
    if (style->text.size < fax->type && !style->fax_stays)
        grow(style, fax->type);
    style->least_size = length_min(fax->type, style->text.size);
}

/* --- lines -------------------------------------------------------------------------------------------------------- */

/* Thick lines stay as much thicker than thin ones. */
static void thicken(struct layout *layout)
{
    layout->fax.least_rule = FAX_RULE;
    layout->check_weight = length_max(layout->check_weight, FAX_RULE);
    if (layout->thin >= FAX_RULE)
        return;
    layout->thick = length_max(FAX_RULE, length_scale(layout->thick, FAX_RULE, layout->thin));
    layout->thin = FAX_RULE;
}

/* --- the line at the top ------------------------------------------------------------------------------------------ */

#define LINE_SIZE (9 * LENGTH_PER_PT)
#define LINE_PITCH (11 * LENGTH_PER_PT)
#define LINE_GAP (3 * LENGTH_PER_MM / 2)  /* to the text */
#define HEADER_GAP (LENGTH_PER_MM / 2)    /* to the form's own header */
#define MARKING_SIZE (12 * LENGTH_PER_PT) /* FIRST TLP 2.0 */
#define MARKING_FONT "gothic-bold"

/* A style of the program's own: the base's font, and nothing else of it. */
static struct style *line_style(const struct scope *scope, length size)
{
    struct compiler *compiler = scope->compiler;
    struct style *style = arena_new(compiler->arena, struct style);
    struct text_style text = {
        .fonts = scope->style->text.fonts,
        .size = length_max(size, compiler->layout->fax.resolution->type),
        .autospace = scope->style->text.autospace,
        .language = scope->style->text.language,
    };

    *style = (struct style){.name = "fax", .text = text, .pitch = LINE_PITCH, .at = scope->style->at};
    style->pitch = length_scale(LINE_PITCH, text.size, LINE_SIZE);
    style->least_size = text.size;
    return style;
}

static const struct style *marking_style(const struct scope *scope)
{
    const struct font_stack *bold = font_library_stack(scope->compiler->fonts, MARKING_FONT);
    struct style *style = line_style(scope, MARKING_SIZE);

    if (bold)
        style->text.fonts = bold;
    return style;
}

/* It stands nowhere in the file: the layout as a whole is its place. */
static struct template make_part(const struct scope *scope, const struct piece *pieces, size_t count)
{
    struct source_ref at = {scope->compiler->layout->source, 0, "/fax"};
    struct piece *copies = arena_array(scope->compiler->arena, struct piece, count);

    for (size_t i = 0; i < count; i++) {
        copies[i] = pieces[i];
        copies[i].at = at;
    }
    return (struct template){.pieces = copies, .count = count, .at = at};
}

static struct piece plain_piece(enum piece_kind kind, const char *text)
{
    return (struct piece){.kind = kind, .text = text, .field = NO_FIELD};
}

/* In ems of the line, at most: the document id, the marking, the numbers of pages, and the gaps between. */
#define OTHER_PARTS 28

/* A title that would meet the page's number is left out: the page itself has it. Full-width characters are the most. */
static bool title_fits(const struct layout *layout, length size)
{
    length width = layout->page_width - 2 * length_max(layout->margin[SIDE_LEFT], FAX_EDGE);

    return (length)(utf8_count(layout->title, strlen(layout->title)) + OTHER_PARTS) * size <= width;
}

static void make_line(const struct scope *scope, struct fax_layout *fax)
{
    const struct layout *layout = scope->compiler->layout;
    struct piece marking = plain_piece(PIECE_MARKING, NULL);
    const struct piece left[] = {plain_piece(PIECE_DOCUMENT, NULL), plain_piece(PIECE_TEXT, "　"),
                                 plain_piece(PIECE_TEXT, layout->title)};
    size_t count = title_fits(layout, LINE_SIZE) ? COUNT(left) : 1;

    fax->line = (struct page_line){.style = line_style(scope, LINE_SIZE), .distance = FAX_EDGE, .is_present = true};
    fax->line.parts[0] = make_part(scope, left, count);
    marking.field.field = fax->marking;
    marking.style = marking_style(scope);
    const struct piece right[] = {marking, plain_piece(PIECE_TEXT, "　　"), plain_piece(PIECE_PAGE, NULL),
                                  plain_piece(PIECE_TEXT, "/"), plain_piece(PIECE_PAGES, NULL)};
    size_t first = fax->marking >= 0 ? 0 : 2;
    if (fax->marking >= 0) /* which is larger than the line, and stands on the same baseline */
        fax->line.distance +=
            length_max(0, length_scale(marking.style->text.size - fax->line.style->text.size, 88, 100));
    fax->line.parts[2] = make_part(scope, right + first, COUNT(right) - first);
}

/* --- the page ----------------------------------------------------------------------------------------------------- */

/* 33 modules a side, in which ids of up to 20 letters have room (form/qr.c), quiet zone, and what whole pixels take. */
#define CODE_MODULES 43

/* In EMU; 0: no codes were asked for. */
static length code_side(const struct layout *layout)
{
    return layout->fax.has_codes ? CODE_MODULES * layout->fax.resolution->module : 0;
}

/* The line is no nearer to the edge than `nearest`, and the text keeps its distance from it. */
static void settle_line(struct page_line *line, length nearest, length *margin)
{
    if (!line->is_present)
        return;
    line->distance = length_max(line->distance, nearest);
    *margin = length_max(*margin, line->distance + line->style->pitch + LINE_GAP);
}

/* The lower corner that the footer leaves free, the right one rather; -1: it takes both. */
static int corner_of_code(const struct layout *layout)
{
    static const struct {
        int side, part;
    } corners[] = {{SIDE_RIGHT, 2}, {SIDE_LEFT, 0}};

    for (size_t i = 0; i < COUNT(corners); i++)
        if (!layout->footer.is_present || layout->footer.parts[corners[i].part].count == 0)
            return corners[i].side;
    return -1;
}

static void settle_margins(struct layout *layout)
{
    length below_line = layout->fax.line.distance + layout->fax.line.style->pitch + HEADER_GAP;

    for (int side = 0; side < SIDE_COUNT; side++)
        layout->margin[side] = length_max(layout->margin[side], FAX_EDGE);
    settle_line(&layout->fax.line, FAX_EDGE, &layout->margin[SIDE_TOP]);
    settle_line(&layout->header, below_line, &layout->margin[SIDE_TOP]);
    if (layout->fax.has_codes)
        layout->margin[SIDE_BOTTOM] = length_max(layout->margin[SIDE_BOTTOM], FAX_EDGE + code_side(layout) + LINE_GAP);
    settle_line(&layout->footer, FAX_EDGE + (corner_of_code(layout) < 0 ? code_side(layout) : 0),
                &layout->margin[SIDE_BOTTOM]);
}

/* --- codes -------------------------------------------------------------------------------------------------------- */

/* Whether the layout has one on every page by itself. */
static bool has_own_code(const struct layout *layout)
{
    for (size_t i = 0; i < layout->body_count; i++)
        if (layout->body[i].kind == BLOCK_QR && layout->body[i].place && layout->body[i].place->page == 0)
            return true;
    return false;
}

static const struct place *place_of_code(const struct scope *scope)
{
    const struct layout *layout = scope->compiler->layout;
    struct place *place = arena_new(scope->compiler->arena, struct place);
    length side = code_side(layout);

    *place = (struct place){
        .x = corner_of_code(layout) == SIDE_LEFT ? layout->margin[SIDE_LEFT]
                                                 : layout->page_width - layout->margin[SIDE_RIGHT] - side,
        .y = layout->page_height - FAX_EDGE - side,
        .width = side,
    };
    return place;
}

/* A block at the end of the body, as "qr" with a "place" makes it; the layout as a whole is its place in the file. */
static void add_code(const struct scope *scope, const struct json *root)
{
    struct layout *layout = scope->compiler->layout;
    struct block *body = arena_array(scope->compiler->arena, struct block, layout->body_count + 1);
    struct block *code = &body[layout->body_count];

    if (layout->body_count > 0)
        memcpy(body, layout->body, layout->body_count * sizeof(*body));
    *code = block_start(scope, BLOCK_QR, root);
    code->at.pointer = "/fax";
    code->side = code_side(layout);
    code->place = place_of_code(scope);
    layout->body = body;
    layout->body_count++;
}

bool fax_settle(const struct scope *scope, const struct json *root)
{
    struct layout *layout = scope->compiler->layout;

    thicken(layout);
    make_line(scope, &layout->fax);
    layout->fax.has_codes &= !has_own_code(layout);
    settle_margins(layout);
    if (layout->fax.has_codes)
        add_code(scope, root);
    return check_margins(scope, json_find(root, "page"), layout);
}

/* --- "fax" -------------------------------------------------------------------------------------------------------- */

static bool read_marking(struct scope *scope, const struct json *value, void *into)
{
    struct reference reference;

    if (!reference_read_field(scope, value, &reference))
        return false;
    if (reference.field->kind != FIELD_ONE || reference.ref.member >= 0)
        return report(scope, value, DIAG_FIELD_NOT_CHOICE, DIAG_ARGS(reference.field->name));
    *(int32_t *)into = reference.ref.field;
    return true;
}

bool read_fax(struct scope *scope, const struct json *value, void *into)
{
    static const struct key keys[] = {{"marking", read_marking, offsetof(struct fax_layout, marking), NULL}};
    static const struct object_kind kind = {DIAG_BOTH("\"fax\"", "「fax」"), keys, COUNT(keys)};

    return object_read(scope, &kind, value, into);
}

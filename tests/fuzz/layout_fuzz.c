/*
 * Any bytes as a layout: a layout or an error, never both, never neither; what compiles can be bound, tested and
 * described, and its schema and its skeleton are JSON.
 */
#include "data/record.h"
#include "schema/schema.h"

static const struct layout_files *files;
#define FIXTURE_FILES files
#include "unit/layout/fixture.h"
#include "json/json.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_table(const struct record *record, const struct table *table);

static void check_template(const struct record *record, const struct template *template)
{
    for (size_t i = 0; i < template->count; i++) {
        const struct piece *piece = &template->pieces[i];

        if (piece->when)
            record_test(record, piece->when, -1);
        if (piece->kind == PIECE_TEXT)
            assert(piece->text);
        else if (piece->field.field >= 0)
            assert(record_value(record, piece->field, 3)->text);
    }
}

static void check_blocks(const struct record *record, const struct block *blocks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert(blocks[i].id < record->layout->id_count);
        if (blocks[i].when)
            record_test(record, blocks[i].when, -1);
        if (blocks[i].kind == BLOCK_TEXT)
            check_template(record, &blocks[i].text);
        if (blocks[i].kind == BLOCK_TABLE)
            check_table(record, blocks[i].table);
        check_blocks(record, blocks[i].blocks, blocks[i].block_count);
    }
}

/* Cells tile the table: their areas add up to it. */
static void check_table(const struct record *record, const struct table *table)
{
    size_t area = 0;

    for (size_t r = 0; r < table->row_count; r++) {
        for (size_t c = 0; c < table->rows[r].cell_count; c++) {
            const struct cell *cell = &table->rows[r].cells[c];

            assert(cell->column + cell->across <= table->column_count && r + cell->down <= table->row_count);
            area += (size_t)cell->across * cell->down;
            check_blocks(record, cell->blocks, cell->block_count);
        }
    }
    assert(area == table->column_count * table->row_count);
}

/* What todoke due takes for granted. */
static void check_deadlines(const struct record *record)
{
    for (size_t i = 0; i < record->layout->deadline_count; i++) {
        const struct deadline *deadline = &record->layout->deadlines[i];

        assert(deadline->id && deadline->japanese && deadline->source && deadline->days > 0);
        assert(deadline->days_until == 0 || deadline->days_until > deadline->days);
        assert(layout_field(record->layout, deadline->from)->kind == FIELD_DATETIME);
        if (deadline->when)
            record_test(record, deadline->when, -1);
    }
}

static void check_json(struct sink *sink, enum json_dialect dialect)
{
    struct source source = {.name = "described", .bytes = sink->bytes, .size = sink->size};
    struct arena *arena = arena_open();
    struct diags *diags = diags_open();

    assert(json_read(arena, &source, dialect, &limits_default, diags) || diags_status(diags) == 4);
    diags_close(diags);
    arena_close(arena);
    sink_close(sink);
}

static void check_descriptions(const struct layout *layout)
{
    struct sink schema = {0}, skeleton = {0};

    schema_write(layout, &schema);
    check_json(&schema, JSON_STRICT);
    skeleton_write(layout, DIAG_ENGLISH, &skeleton);
    check_json(&skeleton, JSON_COMMENTS);
}

static void check_layout(const struct layout *layout)
{
    struct arena *arena = arena_open();
    const struct record *record = data_blank(arena, layout);

    check_blocks(record, layout->body, layout->body_count);
    for (size_t i = 0; i < layout->rule_count; i++)
        record_test(record, layout->rules[i].demand, -1);
    for (size_t i = 0; i < 3; i++) {
        check_template(record, &layout->header.parts[i]);
        check_template(record, &layout->footer.parts[i]);
    }
    check_deadlines(record);
    check_template(record, &layout->plain.subject);
    check_template(record, &layout->sheets.reference);
    check_template(record, &layout->sheets.heading);
    check_template(record, &layout->sheets.again);
    check_template(record, &layout->sheets.identity);
    assert(layout->sheets.style && layout->sheets.heading_style);
    arena_close(arena);
}

/* Whatever form a layout is like, it is like this one. */
static const struct source *find(void *context, const char *form, const struct source_ref *at, struct diags *diags)
{
    static const char text[] = "{ \"todoke\": 1, \"form\": \"other\", \"title\": \"t\","
                               " \"page\": { \"size\": \"A4\", \"margin\": \"15mm\" },"
                               " \"parameters\": { \"office\": \"o\" },"
                               " \"styles\": { \"base\": { \"font\": \"gothic\", \"size\": \"10pt\" } },"
                               " \"fields\": { \"a\": { \"path\": \"/a\" } }, \"body\": [\"{$office}{a}\"] }";
    static const struct source source = {.name = "other.jsonc", .bytes = text, .size = sizeof(text) - 1};

    (void)context, (void)form, (void)at, (void)diags;
    return &source;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const struct layout_files other = {find, NULL};
    files = &other;
    struct fixture fixture = fixture_compile("fuzz.jsonc", (const char *)bytes, size);

    assert((fixture.layout == NULL) == (diags_errors(fixture.diags) > 0));
    fixture_say(&fixture, DIAG_JAPANESE);
    if (fixture.layout) {
        check_layout(fixture.layout);
        check_descriptions(fixture.layout);
    }
    fixture_end(&fixture);
    return 0;
}

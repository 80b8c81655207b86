/*
 * form/qr.c - QR codes that say which page of which report a sheet of paper is (docs/qr-code.md).
 *
 *     TODOKE1:7K3M-2QXV-9F0T:nisc_renraku:2:1/3:V4A0...   document id : form : report number : page/pages : digest
 *
 * Room is made for them while the form is composed; what they say is known when all pages are there. All codes of a
 * document have as many modules, as its last page needs: so they are alike, and an error in one is seen by its looks.
 */
#include "form/content.h"

#include "base/sink.h"

#include <inttypes.h>
#include <qrencode.h>
#include <string.h>

/* What a FAX at fine resolution carries over a good line (docs/qr-code.md). */
#define LEAST_MODULE (LENGTH_PER_MM / 4)

/* --- room --------------------------------------------------------------------------------------------------------- */

static const char *alternate_text(struct composer *composer)
{
    bool is_japanese = has_japanese_layout(composer);

    return arena_format(composer->arena, is_japanese ? "QRコード（文書番号 %s）" : "QR code (document %s)",
                        document_fingerprint(composer)->id);
}

/* The blank form, which is no document yet, has the room alone. */
struct content compose_qr(struct composer *composer, const struct block *block, element_id parent)
{
    struct content content = {.kind = CONTENT_QR, .height = block->side, .element = ELEMENT_ARTIFACT};

    if (!composer->record->is_blank)
        content.element = add_figure_element(composer, parent, alternate_text(composer));
    return content;
}

void place_qr(struct composer *composer, const struct qr_place *at)
{
    struct mark *mark;

    if (composer->record->is_blank)
        return;
    mark = document_add_mark(composer->document, at->page, MARK_QR);
    mark->element = at->element;
    mark->node = at->node;
    mark->x = at->x;
    mark->y = at->y;
    mark->qr.side = at->side;
    composer->has_qr = true;
}

/* --- what they say ------------------------------------------------------------------------------------------------ */

static void put_report_number(struct composer *composer, struct sink *sink)
{
    struct field_ref ref = composer->layout->report_number;
    const struct value *value = ref.field >= 0 ? record_value(composer->record, ref, -1) : NULL;

    if (value && !value->is_empty)
        sink_put_integer(sink, value->integer);
}

/* `page` from 1. */
static const char *text_of_page(struct composer *composer, size_t page)
{
    const struct fingerprint *fingerprint = document_fingerprint(composer);
    struct sink sink = {0};
    const char *text;

    sink_format(&sink, "TODOKE1:%s:%s:", fingerprint->id, composer->layout->form);
    put_report_number(composer, &sink);
    sink_format(&sink, ":%zu/%zu:%s", page, composer->document->page_count, fingerprint->digest);
    text = arena_copy(composer->arena, sink.bytes, sink.size);
    sink_close(&sink);
    return text;
}

/* --- codes -------------------------------------------------------------------------------------------------------- */

/* Version (size) and level of error correction (JIS X 0510). */
struct symbol {
    int version; /* 0: the text is too long for any */
    QRecLevel level;
};

static QRcode *encode(const char *text, struct symbol symbol)
{
    return QRcode_encodeString(text, symbol.version, symbol.level, QR_MODE_8, 1);
}

static int version_for(const char *text, QRecLevel level)
{
    QRcode *code = encode(text, (struct symbol){0, level});
    int version = code ? code->version : 0;

    QRcode_free(code);
    return version;
}

/* As small as level M (15 %) allows, and then with all the correction that this size has room for. */
static struct symbol symbol_for(const char *text)
{
    struct symbol symbol = {version_for(text, QR_ECLEVEL_M), QR_ECLEVEL_M};

    while (symbol.level < QR_ECLEVEL_H && version_for(text, symbol.level + 1) == symbol.version)
        symbol.level++;
    return symbol;
}

static const struct qr_code *code_of(struct composer *composer, const char *text, struct symbol symbol)
{
    struct qr_code *code = arena_new(composer->arena, struct qr_code);
    QRcode *made = encode(text, symbol);
    size_t modules = (size_t)made->width;
    uint8_t *dark = arena_alloc(composer->arena, modules * modules, 1);

    for (size_t i = 0; i < modules * modules; i++)
        dark[i] = made->data[i] & 1; /* the other bits say what the module is for */
    *code = (struct qr_code){text, modules, dark};
    QRcode_free(made);
    return code;
}

static void check_modules(struct composer *composer, const struct mark *mark)
{
    length side = (length)qr_side(mark->qr.code);

    if (mark->qr.side < side * LEAST_MODULE)
        report_qr_small(composer, mark->node, mark->qr.side / side, side * LEAST_MODULE);
}

/* Its first code says what is wrong with all of them. */
static void settle_page(struct composer *composer, size_t index, struct symbol symbol)
{
    const struct page *page = &composer->document->pages[index];
    const struct qr_code *code = NULL;

    for (size_t i = 0; i < page->count && !composer->has_failed; i++) {
        if (page->marks[i].kind != MARK_QR)
            continue;
        if (symbol.version == 0) {
            report_qr_long(composer, page->marks[i].node);
            return;
        }
        if (!code)
            code = code_of(composer, text_of_page(composer, index + 1), symbol);
        page->marks[i].qr.code = code;
        check_modules(composer, &page->marks[i]);
    }
}

void settle_qr(struct composer *composer)
{
    size_t pages = composer->document->page_count;
    struct symbol symbol;

    if (!composer->has_qr)
        return;
    symbol = symbol_for(text_of_page(composer, pages)); /* no page's text is longer */
    for (size_t i = 0; i < pages && !composer->has_failed; i++)
        settle_page(composer, i, symbol);
}

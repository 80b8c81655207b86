/*
 * The PDF device (PDF 1.7; ISO 32000-1, cited after its successor ISO 32000-2).
 *
 * Compressing glyph outlines takes long, and buys little: a fifth of their size. So a form's own glyphs are made into
 * fonts once (prepare), and compressed; the glyphs that a document adds are embedded as they are. A single document is
 * made the same way, from the same two parts, so its bytes are the same however many are made.
 */
#include "device/device.h"

#include "device/pdf_archive.h"
#include "device/pdf_content.h"
#include "device/pdf_date.h"
#include "device/pdf_digest.h"
#include "device/pdf_number.h"

#include <inttypes.h>
#include <string.h>

/*
 * libdeflate's levels, part of the output format: another level, other bytes. Outlines hardly compress, so a higher
 * level buys little: 510 glyphs of BIZ UDGothic take 69.8 kB and 1.0 ms at level 1, 68.0 kB and 2.0 ms at level 6,
 * 67.4 kB and 8 ms at level 12. The form's level counts too, since a single document pays for both. The glyphs that a
 * document adds to a two-page form, not compressed at all, make its file 3 kB larger, 81 kB of the 105 it may have, and
 * save a tenth of its time.
 */
#define LEVEL_FORM 1
#define LEVEL_DOCUMENT 1

static bool fail(struct diags *diags, const char *reason)
{
    return diags_error(diags, DIAG_DEVICE_FAILED, &SOURCE_NOWHERE, NULL, DIAG_ARGS("PDF", reason));
}

static bool make_fonts(struct pdf_faces *faces, struct arena *arena, bool is_packed,
                       struct libdeflate_compressor *compressor, struct diags *diags)
{
    const struct font_face *failed = pdf_faces_make_fonts(faces, arena, is_packed, compressor);

    if (failed != NULL)
        return fail(diags, arena_format(arena, "HarfBuzz: %s", failed->postscript));
    return true;
}

/* --- prepare --- */

/* The fonts of a form. */
struct prepared {
    struct arena *arena;
    struct pdf_faces faces;
};

static void release_pdf(void *given)
{
    struct prepared *prepared = given;
    if (prepared == NULL)
        return;

    struct arena *arena = prepared->arena;
    pdf_faces_close(&prepared->faces);
    arena_close(arena);
}

/* The blank ends before what is prepared from it does. */
static void keep_texts(const struct pdf_faces *faces, struct arena *arena)
{
    for (size_t i = 0; i < faces->count; i++) {
        struct pdf_glyphs *glyphs = faces->list[i].added;
        for (size_t k = 0; k < glyphs->count; k++)
            glyphs->list[k].text = arena_copy(arena, glyphs->list[k].text, glyphs->list[k].text_size);
    }
}

static void *prepare_pdf(const struct document *blank, struct diags *diags)
{
    struct arena *arena = arena_open();
    struct prepared *prepared = arena_new(arena, struct prepared);
    struct libdeflate_compressor *compressor = pdf_deflate_open(LEVEL_FORM);

    prepared->arena = arena;
    pdf_faces_collect(&prepared->faces, blank, &(struct pdf_faces){0}, arena);
    keep_texts(&prepared->faces, arena);
    bool is_made = make_fonts(&prepared->faces, arena, true, compressor, diags);
    pdf_deflate_close(compressor);
    if (is_made)
        return prepared;
    release_pdf(prepared);
    return NULL;
}

/* --- write --- */

/* One document on its way into a file. */
struct writing {
    const struct document *document;
    const struct device_options *options;
    struct arena *arena;
    struct libdeflate_compressor *compressor;
    struct pdf_faces faces;
    struct pdf_images images;
    struct pdf_file file;
    struct pdf_digest digest;   /* of what the pages show, and of what is attached */
    struct pdf_archive archive; /* profile archive alone */
    struct sink text;           /* reused for each page: its content, and that compressed */
    struct sink zlib;
};

static void digest_string(struct pdf_digest *digest, const char *string)
{
    pdf_digest_add(digest, string, strlen(string));
}

static const char *milli_text(struct arena *arena, length value)
{
    char *text = arena_alloc(arena, 1, PDF_NUMBER_MAX + 1);

    pdf_format_milli(text, pdf_milli(value));
    return text;
}

static bool is_archive(const struct writing *writing)
{
    return writing->options->profile == PROFILE_ARCHIVE;
}

static pdf_object add_content(struct writing *writing, const struct page *page)
{
    struct pdf_tags *tags = is_archive(writing) ? &writing->archive.tags : NULL;

    sink_clear(&writing->text);
    sink_clear(&writing->zlib);
    pdf_put_content(&writing->text, page, &writing->faces, &writing->images, tags);
    pdf_digest_add(&writing->digest, writing->text.bytes, writing->text.size);
    pdf_deflate(writing->compressor, writing->text.bytes, writing->text.size, &writing->zlib);

    const char *kept = arena_copy(writing->arena, writing->zlib.bytes, writing->zlib.size);
    return pdf_file_add_stream(&writing->file, "", kept, writing->zlib.size);
}

static void add_page(struct writing *writing, size_t index, pdf_object resources)
{
    const struct page *page = &writing->document->pages[index];
    const char *more = is_archive(writing) ? pdf_archive_begin_page(&writing->archive, index) : "";
    pdf_object content = add_content(writing, page);
    pdf_object object = pdf_file_add_page(
        &writing->file, arena_format(writing->arena, "/MediaBox[0 0 %s %s]/Resources %u 0 R/Contents %u 0 R%s",
                                     milli_text(writing->arena, page->width), milli_text(writing->arena, page->height),
                                     pdf_object_number(resources), pdf_object_number(content), more));

    if (is_archive(writing))
        pdf_archive_end_page(&writing->archive, index, object);
}

/* The names that all pages use; NULL when a picture cannot be made. */
static const char *resource_entries(struct writing *writing)
{
    const char *fonts = pdf_faces_add(&writing->file, &writing->faces);
    const char *images = pdf_images_add(&writing->file, &writing->images);

    if (!images || writing->images.count == 0)
        return images ? arena_format(writing->arena, "/Font<<%s>>", fonts) : NULL;
    return arena_format(writing->arena, "/Font<<%s>>/XObject<<%s>>", fonts, images);
}

static bool add_pages(struct writing *writing)
{
    const char *entries = resource_entries(writing);
    pdf_object resources = entries != NULL ? pdf_file_add(&writing->file, entries) : NULL;

    if (resources == NULL)
        return false;
    for (size_t i = 0; i < writing->document->page_count; i++)
        add_page(writing, i, resources);
    return true;
}

static void set_info(struct writing *writing)
{
    const char *title = pdf_text_string(writing->arena, writing->document->title);
    const char *producer = pdf_text_string(writing->arena, writing->options->producer);
    const char *entries = arena_format(writing->arena, "/Title%s/Producer%s", title, producer);

    if (writing->options->date != DEVICE_NO_DATE)
        entries = arena_format(writing->arena, "%s/CreationDate%s", entries,
                               pdf_date_string(writing->arena, writing->options->date));
    pdf_file_set_info(&writing->file, entries);
}

static void set_catalog(struct writing *writing)
{
    const char *language = pdf_text_string(writing->arena, writing->document->language);
    const char *more =
        is_archive(writing) ? pdf_archive_end(&writing->archive, writing->compressor, &writing->digest) : "";

    pdf_file_set_catalog(
        &writing->file,
        arena_format(writing->arena, "/Lang%s/ViewerPreferences<</DisplayDocTitle true>>%s", language, more));
}

/*
 * ISO 32000-2, 14.4: the file's identifier, from what it shows and not from the clock. The pages name glyphs by
 * codes, so the fonts' names, which follow from their glyphs, count too; pictures by the digests of their files.
 */
static void set_identifier(struct writing *writing)
{
    digest_string(&writing->digest, writing->document->title);
    for (size_t i = 0; i < writing->faces.count; i++) {
        const struct pdf_face *face = &writing->faces.list[i];
        digest_string(&writing->digest, face->form_used ? face->form->name : "");
        digest_string(&writing->digest, face->own != NULL ? face->own->name : "");
    }

    for (size_t i = 0; i < writing->images.count; i++)
        digest_string(&writing->digest, writing->images.list[i]->sha256);

    const char *identifier =
        arena_format(writing->arena, "<%016" PRIX64 "%016" PRIX64 ">", writing->digest.high, writing->digest.low);
    pdf_file_set_trailer(&writing->file, arena_format(writing->arena, "/ID[%s%s]", identifier, identifier));
}

static bool save(struct writing *writing, struct sink *sink, struct diags *diags)
{
    if (pdf_file_save(&writing->file, sink))
        return true;
    return fail(diags, arena_format(writing->arena, "libharu: 0x%04X", pdf_file_error(&writing->file)));
}

static bool write_document(struct writing *writing, const struct prepared *prepared, struct sink *sink,
                           struct diags *diags)
{
    static const struct pdf_faces none = {0};

    pdf_faces_collect(&writing->faces, writing->document, prepared != NULL ? &prepared->faces : &none, writing->arena);
    if (is_archive(writing))
        pdf_faces_collect_spaces(&writing->faces, writing->document, writing->arena);
    pdf_images_collect(&writing->images, writing->document, writing->arena);
    if (!make_fonts(&writing->faces, writing->arena, is_archive(writing), writing->compressor, diags))
        return false;
    if (!pdf_file_open(&writing->file, writing->arena))
        return fail(diags, "libharu");
    if (is_archive(writing))
        pdf_archive_open(&writing->archive, &writing->file, writing->document, writing->options);
    if (!add_pages(writing))
        return fail(diags, "image");
    set_info(writing);
    set_catalog(writing);
    set_identifier(writing);
    return save(writing, sink, diags);
}

static void close_writing(struct writing *writing)
{
    pdf_file_close(&writing->file);
    pdf_faces_close(&writing->faces);
    sink_close(&writing->text);
    sink_close(&writing->zlib);
    pdf_deflate_close(writing->compressor);
    arena_close(writing->arena);
}

static bool write_pdf(const struct document *document, const void *prepared, const struct device_options *options,
                      struct sink *sink, struct diags *diags)
{
    struct writing writing = {
        .document = document,
        .options = options,
        .arena = arena_open(),
        .compressor = pdf_deflate_open(LEVEL_DOCUMENT),
    };
    bool is_written = write_document(&writing, prepared, sink, diags);

    close_writing(&writing);
    return is_written;
}

const struct device device_pdf = {
    .name = "pdf",
    .suffix = ".pdf",
    .prepare = prepare_pdf,
    .release = release_pdf,
    .write = write_pdf,
};

/* A document has few faces: they are looked up one after the other. */
#include "device/pdf_faces.h"

#include "device/pdf_text.h"

const struct pdf_face *pdf_faces_find(const struct pdf_faces *faces, const struct font_face *face)
{
    for (size_t i = 0; i < faces->count; i++)
        if (faces->list[i].face == face)
            return &faces->list[i];
    return NULL;
}

static struct pdf_face *find_or_add(struct pdf_faces *faces, const struct font_face *face, const struct pdf_faces *form,
                                    struct arena *arena)
{
    const struct pdf_face *known = pdf_faces_find(faces, face);
    if (known != NULL)
        return &faces->list[known - faces->list];

    const struct pdf_face *of_form = pdf_faces_find(form, face);
    faces->list = arena_grow(arena, faces->list, faces->count, &faces->capacity, sizeof *faces->list);
    struct pdf_face *added = &faces->list[faces->count++];
    *added = (struct pdf_face){
        .face = face,
        .form = of_form != NULL ? of_form->own : NULL,
        .added = pdf_glyphs_open(arena, face),
    };
    return added;
}

static bool is_in_form(const struct pdf_face *face, uint32_t id)
{
    return face->form != NULL && pdf_glyphs_find(face->form->glyphs, id) != NULL;
}

static void collect_run(struct pdf_face *face, const struct glyph_run *run, struct arena *arena)
{
    struct pdf_reading reading = {.run = run};

    for (const struct glyph *glyph; (glyph = pdf_reading_next(&reading)) != NULL;) {
        if (is_in_form(face, glyph->id))
            face->form_used = true;
        else
            pdf_glyphs_add(arena, face->added, glyph->id, reading.text, reading.text_size);
    }
}

void pdf_faces_collect(struct pdf_faces *faces, const struct document *document, const struct pdf_faces *form,
                       struct arena *arena)
{
    for (size_t i = 0; i < document->page_count; i++) {
        const struct page *page = &document->pages[i];
        for (size_t k = 0; k < page->count; k++)
            if (page->marks[k].kind == MARK_GLYPHS)
                collect_run(find_or_add(faces, page->marks[k].run->face, form, arena), page->marks[k].run, arena);
    }
}

static void collect_space(struct pdf_face *face, struct arena *arena)
{
    face->space = font_face_glyph(face->face, ' ', 0);
    if (face->space == 0)
        return;
    if (is_in_form(face, face->space))
        face->form_used = true;
    else
        pdf_glyphs_add(arena, face->added, face->space, " ", 1);
}

void pdf_faces_collect_spaces(struct pdf_faces *faces, const struct document *document, struct arena *arena)
{
    for (size_t i = 0; i < document->page_count; i++) {
        const struct page *page = &document->pages[i];
        for (size_t k = 0; k < page->count; k++) {
            if (!pdf_text_ends_word(&page->marks[k], page->count - k))
                continue;
            const struct pdf_face *face = pdf_faces_find(faces, page->marks[k].run->face);
            collect_space(&faces->list[face - faces->list], arena);
        }
    }
}

const struct font_face *pdf_faces_make_fonts(struct pdf_faces *faces, struct arena *arena, bool is_packed,
                                             struct libdeflate_compressor *compressor)
{
    for (size_t i = 0; i < faces->count; i++) {
        struct pdf_face *face = &faces->list[i];
        if (face->added->count == 0)
            continue;
        face->own = pdf_font_make(arena, face->added, is_packed, compressor);
        if (face->own == NULL)
            return face->face;
    }
    return NULL;
}

void pdf_faces_close(struct pdf_faces *faces)
{
    for (size_t i = 0; i < faces->count; i++)
        pdf_font_close(faces->list[i].own);
}

const char *pdf_faces_add(struct pdf_file *file, const struct pdf_faces *faces)
{
    const char *entries = "";

    for (size_t i = 0; i < faces->count; i++) {
        const struct pdf_face *face = &faces->list[i];
        if (face->form_used)
            entries = arena_format(file->arena, "%s/F%zu %u 0 R", entries, i + 1,
                                   pdf_object_number(pdf_font_add(file, face->form)));
        if (face->own != NULL)
            entries = arena_format(file->arena, "%s/D%zu %u 0 R", entries, i + 1,
                                   pdf_object_number(pdf_font_add(file, face->own)));
    }
    return entries;
}

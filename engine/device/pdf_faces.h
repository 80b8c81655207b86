/* device/pdf_faces.h - the fonts of a document, face by face: what the form brings, and what the document adds. */
#ifndef DEVICE_PDF_FACES_H
#define DEVICE_PDF_FACES_H

#include "device/pdf_font.h"
#include "page/document.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * A glyph that the blank form uses is drawn with the form's font, made once; any other with the document's own font,
 * which holds just these. Both are named in the page's resources by the face's place: /F1 and /D1 are of the first
 * face.
 */
struct pdf_face {
    const struct font_face *face;
    const struct pdf_font *form; /* or NULL */
    bool form_used;              /* by this document */
    struct pdf_glyphs *added;    /* glyphs that the form lacks */
    struct pdf_font *own;        /* of these; NULL when there are none */
    uint32_t space;              /* the glyph of U+0020; 0 before pdf_faces_collect_spaces, and where there is none */
};

/* Start as {0}; lives in an arena, in the order in which the document uses the faces. */
struct pdf_faces {
    struct pdf_face *list;
    size_t count;
    size_t capacity;
};

/* Collects the glyphs of a document. `form` has the fonts of its form, or is empty. */
void pdf_faces_collect(struct pdf_faces *faces, const struct document *document, const struct pdf_faces *form,
                       struct arena *arena);

/* The same for the spaces that tagged text has at the ends of its lines (pdf_text_ends_word), after its glyphs. */
void pdf_faces_collect_spaces(struct pdf_faces *faces, const struct document *document, struct arena *arena);

/*
 * Makes each face's own font, its program compressed or as it is. Gives the face for which HarfBuzz cannot, or NULL
 * when all is well.
 */
const struct font_face *pdf_faces_make_fonts(struct pdf_faces *faces, struct arena *arena, bool is_packed,
                                             struct libdeflate_compressor *compressor);

/* Ends the fonts that pdf_faces_make_fonts has made. */
void pdf_faces_close(struct pdf_faces *faces);

const struct pdf_face *pdf_faces_find(const struct pdf_faces *faces, const struct font_face *face);

/* The inside of a /Font resource dictionary, the fonts added to `file`; in its arena. */
const char *pdf_faces_add(struct pdf_file *file, const struct pdf_faces *faces);

/* The font that draws glyph `id` of this face, and the glyph in it; every collected glyph has one. */
struct pdf_choice {
    const struct pdf_font *font;
    const struct pdf_glyph *glyph;
};
static inline struct pdf_choice pdf_face_choose(const struct pdf_face *face, uint32_t id)
{
    const struct pdf_glyph *glyph = face->form != NULL ? pdf_glyphs_find(face->form->glyphs, id) : NULL;
    if (glyph != NULL)
        return (struct pdf_choice){.font = face->form, .glyph = glyph};

    glyph = pdf_glyphs_find(face->added, id);
    assert(glyph != NULL);
    return (struct pdf_choice){.font = face->own, .glyph = glyph};
}

#endif

/* device/pdf_font.h - an embedded font: a subset of one face with everything a PDF says about it. */
#ifndef DEVICE_PDF_FONT_H
#define DEVICE_PDF_FONT_H

#include "device/pdf_deflate.h"
#include "device/pdf_glyphs.h"
#include "device/pdf_object.h"

/* Once made it is immutable, and one font may stand in many files. Lives in an arena, but for its sinks. */
struct pdf_font {
    const struct pdf_glyphs *glyphs; /* with codes, in their order */
    const char *name;                /* "ABCDEF+BIZUDGothic" */
    size_t program_size;             /* before compression */
    bool is_packed;                  /* the program is compressed */
    struct sink program;
    struct sink to_unicode; /* compressed */
    struct sink widths;     /* text, ended by NUL */
};

/*
 * The font of a set of glyphs, which get their codes here; its program compressed or as it is. NULL when HarfBuzz
 * cannot make the subset. The caller ends the font with pdf_font_close (NULL allowed), before its arena.
 */
struct pdf_font *pdf_font_make(struct arena *arena, struct pdf_glyphs *glyphs, bool is_packed,
                               struct libdeflate_compressor *compressor);
void pdf_font_close(struct pdf_font *font);

/* The font's objects; gives the Type0 font dictionary. */
pdf_object pdf_font_add(struct pdf_file *file, const struct pdf_font *font);

#endif

/*
 * device/pdf_text.h - what programs that read a page take for its text, and where it must be spelt out for them.
 */
#ifndef DEVICE_PDF_TEXT_H
#define DEVICE_PDF_TEXT_H

#include "device/pdf_faces.h"

/* Runs that are read together. */
struct pdf_text {
    size_t count;  /* of marks, 1 or more */
    bool is_spelt; /* readers would find something else: ActualText has to say it (ISO 32000-2, 14.9.4) */
};

/* The text that begins at marks[0], glyphs; `left` marks are there. */
struct pdf_text pdf_text_at(const struct pdf_faces *faces, const struct mark *marks, size_t left);

/*
 * Whether white space that no glyph shows follows the run at marks[0]: a space where its line ends, a line of its own.
 * Tagged text has it (ISO 32000-2, 14.8.2.6.2), or its reader would join the words.
 */
bool pdf_text_ends_word(const struct mark *marks, size_t left);

#endif

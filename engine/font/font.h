/* font/font.h - which faces there are, what they measure, and who steps in when one lacks a character. */
#ifndef FONT_FONT_H
#define FONT_FONT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/length.h"

#include <hb.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * One face of one font file, immutable after font_library_open and safe to share between threads.
 * Metrics are in font units, `upem` to the em; y grows upwards as in the font.
 */
struct font_face {
    const char *family;     /* as fonts.lock names it */
    const char *postscript; /* as fonts.lock gives it; name table, id 6 */
    const char *file;       /* base name of the font file */
    hb_face_t *hb_face;
    hb_font_t *hb_font; /* scale = upem, so that shaping gives font units; immutable */
    unsigned index;     /* of this face in the library, for tables by face */
    int upem;
    int ascender, descender; /* OS/2 typographic, or hhea; descender < 0 */
    int cap_height;
    int bbox[4];    /* head: xMin yMin xMax yMax */
    int full_width; /* advance of 水, the body of a full-width character (GL-5) */
    bool is_serif;
    bool is_glyf;     /* outlines in glyf; otherwise CFF */
    bool has_kerning; /* GPOS kern or a kern table: Latin then needs shaping */
    bool has_palt;    /* GPOS palt or vpal */
    bool has_halt;    /* GPOS halt or vhal */
};

/* Faces in the order they are asked for a character; owned by the library. */
struct font_stack {
    const struct font_face *const *faces;
    size_t count; /* >= 1 */
};

struct font_library;

struct font_options {
    const char *folder;       /* holds fonts.conf and fonts.lock */
    const char *digest_cache; /* a file remembering digests by path, size and time, or NULL: hash every time */
    size_t fonts_max;         /* that the lock may list; 0: as is usual (base/limits.def) */
};

/*
 * Opens every font of fonts.lock: looks for its file under the directories the lock names, asks fontconfig (with the
 * private fonts.conf only) when it is not there, and maps it. A missing font is an error (FONT_MISSING, naming the
 * package). The SHA-256 of fonts that have a role of their own is checked here: another one than the lock's is a
 * warning (FONT_CHANGED). Of the fallback fonts, some 100 MB that most documents have no use for, see below.
 * Returns NULL, having added an error, when no usable library results. The caller ends it with font_library_close,
 * after everything that borrows its faces.
 */
struct font_library *font_library_open(const struct font_options *options, struct diags *diags);
void font_library_close(struct font_library *library);

/*
 * To be asked of each face a document uses: warns (FONT_CHANGED) when it is a fallback whose digest is not the lock's.
 * A digest is computed when first asked for, unless the cache knows it. May be called by several threads. False, having
 * added an error, when the file is gone.
 */
bool font_library_check(const struct font_library *library, const struct font_face *face, struct diags *diags);

/* SHA-256 of a face's file, once it has been checked, in hex; NULL: it is another file than the lock's. */
const char *font_library_sha256(const struct font_library *library, const struct font_face *face);

/* Whether the library has a file of this SHA-256; checked as above. */
bool font_library_has(const struct font_library *library, const char *sha256, struct diags *diags);

/* SHA-256 of the lock the library was opened by, in hex. */
const char *font_library_digest(const struct font_library *library);

size_t font_library_count(const struct font_library *library);
const struct font_face *font_library_face(const struct font_library *library, size_t index);

/*
 * The stack for a name a layout may use: a role ("gothic", "mincho"), a family or a PostScript name of the lock. The
 * named face comes first, then the lock's fallback faces in its order, without those meant for faces with serifs when
 * it has none, and the other way round. NULL when the name is unknown. Borrowed.
 */
const struct font_stack *font_library_stack(const struct font_library *library, const char *name);

/* All names font_library_stack knows, each once, for "did you mean". */
const char *const *font_library_names(const struct font_library *library, size_t *count);

/* Glyph of code point `c` with variation selector `selector` (0: none), or 0 when the face has none. */
uint32_t font_face_glyph(const struct font_face *face, uint32_t c, uint32_t selector);

#endif

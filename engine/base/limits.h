/* base/limits.h - the most the engine will take on; SECURITY.md publishes these. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#include <stddef.h>

struct limits {
    size_t input_bytes;  /* of one layout or data file */
    size_t json_depth;   /* arrays and objects inside each other */
    size_t json_nodes;   /* values in one file */
    size_t string_bytes; /* of one JSON string */
    size_t pages;
    size_t marks;
    size_t cells;         /* table cells in one document, after repetition */
    size_t raster_pixels; /* of one page as a picture */
    size_t image_bytes;   /* of one picture's file */
    size_t image_pixels;  /* of one picture */
    size_t images_bytes;  /* of all pictures of one document */
    size_t images_pixels; /* likewise */
    size_t pdf_bytes;     /* of one PDF file that is read */
    size_t pdf_depth;     /* arrays and dictionaries inside each other */
    size_t pdf_objects;   /* the highest number of an object */
    size_t pdf_values;    /* in one file */
    size_t pdf_revisions; /* the first one and its incremental updates */
    size_t pdf_decoded;   /* bytes of one stream after its filters, and of all object streams together */
};

extern const struct limits limits_default;

#endif

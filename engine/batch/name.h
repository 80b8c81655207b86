/* batch/name.h - names of outputs: from a template, in a small alphabet. */
#ifndef BATCH_NAME_H
#define BATCH_NAME_H

#include "base/arena.h"
#include "base/diag.h"
#include "json/json.h"

#include <stdbool.h>
#include <stddef.h>

/* Bytes of one file name in an output's name, and of the whole of it with its folders. */
#define NAME_BYTES_MAX ((size_t)200)
#define NAME_PATH_MAX ((size_t)1000)

#define NAME_DEFAULT "{data}-{form}.{to}"

/* A template, compiled; lives in the arena given to name_compile. */
struct name_template {
    const struct name_part *parts;
    size_t count;
    bool needs_data; /* it names values by pointers */
};

/* What a template is filled in with. */
struct name_values {
    const char *data_path;
    const char *form;    /* its id */
    const char *device;  /* "pdf" */
    const char *profile; /* "submit" */
    size_t number;
    const struct source *source;
    const struct json *root; /* of the data; NULL when the template does not need it */
};

/*
 * Compiles a template: characters of the alphabet and "/" as they are, {data} (the data file's name without folder and
 * suffix), {form}, {to}, {profile}, {number} (with six digits at least), and {/pointer} for a value of the data.
 * False, having added an error.
 */
bool name_compile(struct arena *arena, const char *text, struct name_template *name, struct diags *diags);

/*
 * The name, in the arena. In what comes from elsewhere each character outside the alphabet becomes "_", the slash
 * included. NULL, having added an error: a value is not there or no text or number, or the name is too long.
 */
const char *name_fill(const struct name_template *name, const struct name_values *values, struct arena *arena,
                      struct diags *diags);

/* True when a name given as it is will do: relative, within the alphabet; otherwise an error is added. */
bool name_check(const char *name, struct arena *arena, struct diags *diags);

#endif

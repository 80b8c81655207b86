/*
 * inspect/inspect.h - how would this text be set? One request, a JSON object, to one answer: docs/compose.md.
 */
#ifndef INSPECT_INSPECT_H
#define INSPECT_INSPECT_H

#include "base/diag.h"
#include "base/limits.h"
#include "base/sink.h"
#include "font/extras.h"

#include <stddef.h>

struct inspect_options {
    struct font_extras *fonts;
    enum diag_language language; /* of messages in the answer */
    const struct limits *limits;
};

/* Appends the answer to `bytes`, a JSON object without a newline; a bad request's has its id and an error. */
void inspect_request(const struct inspect_options *options, const char *bytes, size_t size, struct sink *answer);

#endif

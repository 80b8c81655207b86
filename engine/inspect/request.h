/* inspect/request.h - a request as read: the paragraph it asks for. */
#ifndef INSPECT_REQUEST_H
#define INSPECT_REQUEST_H

#include "inspect/inspect.h"
#include "text/text.h"
#include "json/json.h"

struct request {
    const char *id; /* NULL: none could be read */
    struct json_text text;
    struct text_paragraph paragraph;
    struct text_span span;
    struct text_style style;
    length width;       /* LENGTH_MAX: no limit */
    bool is_condensed;  /* fit=condense */
    int32_t min_scale;  /* in thousandths */
    length max_content; /* of the text before it was condensed; 0: it was not */
    bool wants_breaks, wants_glyphs, wants_explain;
};

/*
 * Reads into `request`, which points into itself and must stay where it is. False, having added at least one error; the
 * id is then set when there is one.
 */
bool request_read(struct request *request, struct arena *arena, const struct source *source,
                  const struct inspect_options *options, struct diags *diags);

#endif

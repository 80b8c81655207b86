/* Requests are read leniently (TX-1) and composed as a form's text is; only what is told of it is more. */
#include "inspect/inspect.h"

#include "inspect/answer.h"
#include "inspect/request.h"

/* The first message of an error; the place is within the line, so that the pointer says enough. */
static const struct diag *first_error(const struct diags *diags)
{
    size_t i = 0;

    while (diags_at(diags, i)->severity != DIAG_ERROR)
        i++;
    return diags_at(diags, i);
}

static void warn_replaced(const struct request *request, struct arena *arena, struct diags *diags)
{
    for (size_t i = 0; i < request->text.replaced_count; i++)
        diags_warn(diags, DIAG_BAD_UTF8, &SOURCE_NOWHERE, NULL,
                   DIAG_ARGS(arena_format(arena, "%zu", request->text.replaced[i] + 1)));
}

/*
 * fit=condense wants each forced line in one line, so the box is as high as these are: gives that height, and notes the
 * width that the text has by nature.
 */
static length measure_naturally(struct request *request)
{
    struct arena *arena = arena_open();
    struct diags *diags = diags_open();
    const struct text_block *block = text_compose(arena, &request->paragraph, LENGTH_MAX, diags);
    length height = request->paragraph.pitch;

    if (block != NULL) {
        request->max_content = block->max_content;
        height *= (length)block->count;
    }
    arena_close(arena);
    diags_close(diags);
    return height;
}

/* At the floor the text wraps, which text_fit leaves to its caller to tell. */
static void warn_floor(const struct request *request, struct arena *arena, struct diags *diags)
{
    struct sink size = {0};

    sink_put_decimal(&size, length_scale(request->paragraph.size, 100, LENGTH_PER_PT), 2);
    diags_warn(
        diags, DIAG_TEXT_FIT, &SOURCE_NOWHERE, NULL,
        DIAG_ARGS(arena_format(arena, "%d", (int)(request->min_scale / 10)), arena_copy(arena, size.bytes, size.size)));
    sink_close(&size);
}

static const struct text_inspection *inspect_condensed(struct request *request, struct arena *arena,
                                                       struct diags *diags)
{
    struct text_paragraph paragraph = request->paragraph;
    struct text_fit fit = {request->width, measure_naturally(request), request->min_scale, paragraph.size};
    struct diags *again = diags_open(); /* messages text_fit has given */
    const struct text_inspection *inspection = NULL;
    length size;
    const struct text_block *block = text_fit(arena, &paragraph, &fit, &size, diags);

    if (block != NULL) {
        paragraph.scale = block->scale;
        inspection = text_inspect(arena, &paragraph, request->width, again);
    }
    if (block != NULL && block->has_overflow)
        warn_floor(request, arena, diags);
    diags_close(again);
    return inspection;
}

static bool answer_request(struct request *request, struct arena *arena, const struct inspect_options *options,
                           struct diags *diags, struct sink *answer)
{
    const struct text_inspection *inspection;

    warn_replaced(request, arena, diags);
    inspection = request->is_condensed && request->width < LENGTH_MAX
                     ? inspect_condensed(request, arena, diags)
                     : text_inspect(arena, &request->paragraph, request->width, diags);

    if (inspection == NULL)
        return false;
    answer_put(request, inspection, diags, options->language, answer);
    return true;
}

void inspect_request(const struct inspect_options *options, const char *bytes, size_t size, struct sink *answer)
{
    struct arena *arena = arena_open();
    struct diags *diags = diags_open();
    struct source source = {.name = "request", .bytes = bytes, .size = size};
    struct request request;

    if (!request_read(&request, arena, &source, options, diags) ||
        !answer_request(&request, arena, options, diags, answer))
        answer_put_error(request.id, first_error(diags), options->language, answer);
    diags_close(diags);
    arena_close(arena);
}

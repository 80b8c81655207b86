/* engine_together.c - several forms as one document: what is sent by FAX in one call. */
#include "parts.h"

#include "data/record.h"
#include "form/fit.h"

#include <stdlib.h>
#include <string.h>

/* Forms are not filled in more often than this for the sake of page numbers. Other numbers never make other pages. */
#define COUNTINGS_MAX 3

/* The forms being filled in, with what each is taken to have in pages. */
struct together {
    const struct todoke_form *const *forms;
    size_t count;
    const struct todoke_data *data;
    const struct todoke_render *options;
    struct diags *diags;
    struct todoke_document **parts; /* NULL: not filled in */
    size_t *pages;
    const char *titles; /* of all but the first, which is the cover sheet; NULL: not yet known */
};

static size_t sum_of(const size_t *pages, size_t first, size_t end)
{
    size_t sum = 0;

    for (size_t i = first; i < end; i++)
        sum += pages[i];
    return sum;
}

static bool fill_part(struct together *together, size_t index)
{
    struct sending sending = {
        .before = sum_of(together->pages, 0, index),
        .behind = (int64_t)sum_of(together->pages, index + 1, together->count),
        .titles = index == 0 ? together->titles : NULL,
    };

    together->parts[index] =
        engine_fill(together->forms[index], together->data, together->options, &sending, together->diags);
    return together->parts[index] != NULL;
}

/* "情報連絡様式（第1報）" */
static void put_title(const struct todoke_document *part, struct sink *sink)
{
    const struct layout *layout = part->form->layout;
    const struct value *number =
        layout->report_number.field >= 0 && part->record ? record_value(part->record, layout->report_number, -1) : NULL;

    sink_put_string(sink, layout->title);
    if (number && !number->is_empty)
        sink_format(sink, "（第%s報）", number->text);
}

/* The parts behind the first are there. */
static const char *make_titles(const struct together *together, struct arena *arena)
{
    struct sink sink = {0};
    const char *titles;

    for (size_t i = 1; i < together->count; i++) {
        sink_put_string(&sink, i > 1 ? "、" : "");
        put_title(together->parts[i], &sink);
    }
    titles = arena_copy(arena, sink.bytes, sink.size);
    sink_close(&sink);
    return titles;
}

/* All forms are tried, so that all that is wrong is said at once. The first names the others, and is made last. */
static bool fill_parts(struct together *together, struct arena *arena)
{
    bool is_done = true;

    for (size_t i = 1; i < together->count; i++)
        is_done &= fill_part(together, i);
    if (is_done && together->count > 1)
        together->titles = make_titles(together, arena);
    return fill_part(together, 0) && is_done;
}

/* Whether every part has the pages it was taken to have; it is then taken to have what it has. */
static bool is_settled(struct together *together)
{
    bool is_settled = true;

    for (size_t i = 0; i < together->count; i++) {
        size_t pages = together->parts[i]->document->page_count;

        is_settled &= pages == together->pages[i];
        together->pages[i] = pages;
    }
    return is_settled;
}

static void drop_parts(struct together *together)
{
    for (size_t i = 0; i < together->count; i++) {
        todoke_document_close(together->parts[i]);
        together->parts[i] = NULL;
    }
}

static bool fill_all(struct together *together, struct arena *arena)
{
    struct diags_point start = diags_here(together->diags);

    for (int i = 0; i < COUNTINGS_MAX; i++) {
        if (!fill_parts(together, arena))
            return false;
        if (is_settled(together))
            return true;
        drop_parts(together);
        diags_take_back(together->diags, start);
    }
    return fill_parts(together, arena);
}

/* As the blank forms have them: usually that is right. */
static void guess_pages(struct together *together)
{
    for (size_t i = 0; i < together->count; i++)
        together->pages[i] = form_blank(together->forms[i]->prepared)->page_count;
}

static struct document *join(const struct together *together)
{
    size_t main = together->count > 1 ? 1 : 0; /* behind the cover sheet */
    const struct document *named = together->parts[main]->document;
    struct document *joined = document_open(named->form, named->title, named->language);

    for (size_t i = 0; i < together->count; i++)
        document_append(joined, together->parts[i]->document);
    return joined;
}

struct todoke_document *todoke_fill_together(const struct todoke_form *const *forms, size_t count,
                                             const struct todoke_data *data, const struct todoke_render *options,
                                             struct todoke_messages *messages)
{
    struct todoke_document *document = mem_alloc(sizeof(*document));
    struct together together = {forms, count, data, options, diags_of(messages), NULL, NULL, NULL};

    *document = (struct todoke_document){.form = forms[0], .arena = arena_open(), .part_count = count};
    document->parts = together.parts = mem_alloc(count * sizeof(*document->parts));
    memset(together.parts, 0, count * sizeof(*document->parts));
    together.pages = arena_array(document->arena, size_t, count);
    guess_pages(&together);
    if (!fill_all(&together, document->arena)) {
        todoke_document_close(document);
        return NULL;
    }
    document->document = document->own = join(&together);
    return document;
}

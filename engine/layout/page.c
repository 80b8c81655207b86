/* The page, what stands at its top and bottom, and the drawing of lines and check boxes. */
#include "layout/compiler.h"

#include <string.h>

struct paper {
    const char *name;
    length width, height;
};

/* ISO 216; B sizes as JIS P 0138 has them. */
static const struct paper papers[] = {
    {"A3", 297 * LENGTH_PER_MM, 420 * LENGTH_PER_MM}, {"A4", 210 * LENGTH_PER_MM, 297 * LENGTH_PER_MM},
    {"A5", 148 * LENGTH_PER_MM, 210 * LENGTH_PER_MM}, {"B4", 257 * LENGTH_PER_MM, 364 * LENGTH_PER_MM},
    {"B5", 182 * LENGTH_PER_MM, 257 * LENGTH_PER_MM},
};

static bool read_paper(struct scope *scope, const struct json *value, struct layout *layout)
{
    const char *names[COUNT(papers)];

    for (size_t i = 0; i < COUNT(papers); i++) {
        names[i] = papers[i].name;
        if (strcmp(papers[i].name, value->string) != 0)
            continue;
        layout->page_width = papers[i].width;
        layout->page_height = papers[i].height;
        return true;
    }
    return report(scope, value, DIAG_WORD_UNKNOWN,
                  DIAG_ARGS(value->string, join_names(scope->compiler->arena, names, COUNT(names)),
                            diag_nearest(value->string, names, COUNT(names))));
}

static bool read_page_size(struct scope *scope, const struct json *value, void *into)
{
    struct layout *layout = into;

    if (value->kind == JSON_STRING)
        return read_paper(scope, value, layout);
    if (value->kind != JSON_ARRAY || value->size != 2)
        return report_type(scope, value, DIAG_BOTH("a paper size, or width and height", "用紙の大きさ、または幅と高さ"),
                           "\"A4\", [\"210mm\", \"297mm\"]");
    bool ok = read_size(scope, value->child, &layout->page_width);
    return read_size(scope, value->child->next, &layout->page_height) && ok;
}

static bool read_template_part(struct scope *scope, const struct json *value, void *into)
{
    struct scope inside = *scope;

    inside.has_page_numbers = true;
    return read_template(&inside, value, into);
}

#define PART(index) (offsetof(struct page_line, parts) + (index) * sizeof(struct template))

static const struct key line_keys[] = {
    {"style", read_style_name, offsetof(struct page_line, style), NULL},
    {"distance", read_length, offsetof(struct page_line, distance), NULL},
    {"left", read_template_part, PART(0), NULL},
    {"center", read_template_part, PART(1), NULL},
    {"right", read_template_part, PART(2), NULL},
};

static const struct object_kind line_kind = {
    DIAG_BOTH("a header or footer", "ヘッダーまたはフッター"),
    line_keys,
    COUNT(line_keys),
};

static bool read_page_line(struct scope *outer, const struct json *value, void *into)
{
    struct scope scope = *outer;
    struct page_line *line = into;

    line->is_present = true;
    line->style = scope.style;
    line->distance = -1;
    for (size_t i = 0; i < COUNT(line->parts); i++)
        line->parts[i].is_fixed = true;
    return object_read(&scope, &line_kind, value, line);
}

static const struct key page_keys[] = {
    {"size", read_page_size, 0, "\"size\": \"A4\""},
    {"margin", read_sides, offsetof(struct layout, margin), "\"margin\": [\"15mm\", \"20mm\"]"},
    {"header", read_page_line, offsetof(struct layout, header), NULL},
    {"footer", read_page_line, offsetof(struct layout, footer), NULL},
};

static const struct object_kind page_kind = {DIAG_BOTH("the page", "ページ"), page_keys, COUNT(page_keys)};

/* In the middle of its margin, unless the layout says where. */
static void settle_distance(struct page_line *line, length margin)
{
    if (line->is_present && line->distance < 0)
        line->distance = length_max(0, (margin - (line->style ? line->style->pitch : 0)) / 2);
}

bool check_margins(const struct scope *scope, const struct json *value, const struct layout *layout)
{
    length width = layout->page_width - layout->margin[SIDE_LEFT] - layout->margin[SIDE_RIGHT];
    length height = layout->page_height - layout->margin[SIDE_TOP] - layout->margin[SIDE_BOTTOM];

    return (width > 0 && height > 0) || report(scope, json_find(value, "margin"), DIAG_MARGIN_WIDE, DIAG_NO_ARGS);
}

bool read_page(struct scope *scope, const struct json *value, void *into)
{
    struct layout *layout = scope->compiler->layout;

    (void)into;
    if (!object_read(scope, &page_kind, value, layout))
        return false;
    settle_distance(&layout->header, layout->margin[SIDE_TOP]);
    settle_distance(&layout->footer, layout->margin[SIDE_BOTTOM]);
    return check_margins(scope, value, layout);
}

bool read_line_weights(struct scope *scope, const struct json *value, void *into)
{
    static const struct key keys[] = {
        {"thin", read_size, offsetof(struct layout, thin), NULL},
        {"thick", read_size, offsetof(struct layout, thick), NULL},
    };
    static const struct object_kind kind = {DIAG_BOTH("the line weights", "罫線の太さ"), keys, COUNT(keys)};

    (void)into;
    return object_read(scope, &kind, value, scope->compiler->layout);
}

static bool read_mark(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {{"tick", CHECK_TICK}, {"fill", CHECK_FILL}, {"cross", CHECK_CROSS}};
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    *(enum check_mark *)into = (enum check_mark)found;
    return true;
}

bool read_check_box(struct scope *scope, const struct json *value, void *into)
{
    static const struct key keys[] = {
        {"size", read_size, offsetof(struct layout, check_size), NULL},
        {"mark", read_mark, offsetof(struct layout, check_mark), NULL},
        {"weight", read_size, offsetof(struct layout, check_weight), NULL},
    };
    static const struct object_kind kind = {DIAG_BOTH("the check box", "チェックボックス"), keys, COUNT(keys)};

    (void)into;
    return object_read(scope, &kind, value, scope->compiler->layout);
}

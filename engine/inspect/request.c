/* Every member of a request, in the order of docs/compose.md. What is not given keeps its default. */
#include "inspect/request.h"

#include <string.h>

#define SIZE_PT 10.0
#define SIZE_PT_MIN 0.1
#define SIZE_PT_MAX 1000.0
#define PITCH_IN_EM 1700
#define COLUMNS_MAX 1000
#define EMS_MAX 1e6 /* of any length; what is longer than LENGTH_MAX is no limit */

struct reading {
    struct request *request;
    struct arena *arena;
    const struct source *source;
    const struct json *object;
    struct font_extras *fonts;
    struct diags *diags;
    length unit; /* of width, indent, hanging_indent */
};

/* Mistakes */

static bool report_type(const struct reading *reading, const struct json *value, const char *wanted)
{
    struct source_ref at = json_ref(reading->arena, reading->source, value);

    return diags_error(reading->diags, DIAG_LAYOUT_TYPE, &at, NULL,
                       DIAG_ARGS(wanted, json_description(reading->arena, reading->source, value)));
}

static bool report_range(const struct reading *reading, const struct json *value, const char *from, const char *to)
{
    struct source_ref at = json_ref(reading->arena, reading->source, value);
    const char *spelled = json_description(reading->arena, reading->source, value);

    return diags_error(reading->diags, DIAG_NUMBER_RANGE, &at, NULL, DIAG_ARGS(spelled, from, to));
}

static const char *list_words(struct arena *arena, const char *const *words)
{
    const char *list = words[0];

    for (size_t i = 1; words[i] != NULL; i++)
        list = arena_format(arena, "%s, %s", list, words[i]);
    return list;
}

static size_t count_words(const char *const *words)
{
    size_t count = 0;

    while (words[count] != NULL)
        count++;
    return count;
}

static bool report_word(const struct reading *reading, const struct json *value, const char *const *words)
{
    struct source_ref at = json_ref(reading->arena, reading->source, value);

    return diags_error(reading->diags, DIAG_WORD_UNKNOWN, &at, NULL,
                       DIAG_ARGS(value->string, list_words(reading->arena, words),
                                 diag_nearest(value->string, words, count_words(words))));
}

static bool is_among(const char *word, const char *const *words)
{
    while (*words != NULL && strcmp(*words, word) != 0)
        words++;
    return *words != NULL;
}

static bool report_key(const struct reading *reading, const char *what, const struct json *member,
                       const char *const *keys)
{
    struct source_ref at = json_key_ref(reading->arena, reading->source, member);

    return diags_error(reading->diags, DIAG_KEY_UNKNOWN, &at, NULL,
                       DIAG_ARGS(what, member->key, diag_nearest(member->key, keys, count_words(keys)),
                                 list_words(reading->arena, keys)));
}

/* Kinds of members. Each reader leaves the default where the member is missing. */

static bool read_string(const struct reading *reading, const char *key, const struct json **value)
{
    *value = json_find(reading->object, key);
    if (*value == NULL || (*value)->kind == JSON_STRING)
        return true;
    return report_type(reading, *value, DIAG_BOTH("a string", "文字列"));
}

static bool read_number(const struct reading *reading, const char *key, double *number)
{
    const struct json *value = json_find(reading->object, key);

    if (value == NULL)
        return true;
    if (value->kind != JSON_NUMBER)
        return report_type(reading, value, DIAG_BOTH("a number", "数"));
    *number = value->number;
    return true;
}

static bool read_bool(const struct reading *reading, const char *key, bool *is_set)
{
    const struct json *value = json_find(reading->object, key);

    if (value == NULL)
        return true;
    if (value->kind != JSON_TRUE && value->kind != JSON_FALSE)
        return report_type(reading, value, DIAG_BOTH("true or false", "true か false"));
    *is_set = value->kind == JSON_TRUE;
    return true;
}

static bool find_word(const struct reading *reading, const struct json *value, const char *const *words, int *index)
{
    for (int i = 0; words[i] != NULL; i++)
        if (strcmp(words[i], value->string) == 0) {
            *index = i;
            return true;
        }
    return report_word(reading, value, words);
}

/* The word's place in `words`, which ends with NULL. */
static bool read_word(const struct reading *reading, const char *key, const char *const *words, int *index)
{
    const struct json *value;

    if (!read_string(reading, key, &value))
        return false;
    return value == NULL || find_word(reading, value, words, index);
}

/* A length that is not negative, in reading->unit. */
static bool take_length(const struct reading *reading, const struct json *value, length *result)
{
    if (value->kind != JSON_NUMBER)
        return report_type(reading, value, DIAG_BOTH("a number", "数"));
    if (value->number < 0 || value->number > EMS_MAX)
        return report_range(reading, value, "0", "1000000");
    *result = length_min(length_from_units(value->number, reading->unit), LENGTH_MAX);
    return true;
}

static bool read_length(const struct reading *reading, const char *key, length *result)
{
    const struct json *value = json_find(reading->object, key);

    return value == NULL || take_length(reading, value, result);
}

/* The members */

static bool read_id(struct reading *reading)
{
    const struct json *value = json_find(reading->object, "id");

    if (value != NULL && value->kind == JSON_STRING)
        reading->request->id = value->string;
    else if (value != NULL)
        return report_type(reading, value, DIAG_BOTH("a string", "文字列"));
    return true;
}

static bool read_text(struct reading *reading)
{
    const struct json *value = json_find(reading->object, "text");
    struct source_ref at = json_ref(reading->arena, reading->source, reading->object);

    if (value == NULL)
        return diags_error(reading->diags, DIAG_KEY_MISSING, &at, NULL,
                           DIAG_ARGS(DIAG_BOTH("a request", "依頼"), "text", "\"text\": \"国国国\""));
    if (value->kind != JSON_STRING)
        return report_type(reading, value, DIAG_BOTH("a string", "文字列"));
    reading->request->text = json_text(reading->arena, reading->source, value);
    return true;
}

static bool report_font(const struct reading *reading, const struct json *value)
{
    struct source_ref at = json_ref(reading->arena, reading->source, value);

    return diags_error(reading->diags, DIAG_FONT_NOT_FOUND, &at, NULL, DIAG_ARGS(value->string));
}

static bool read_font(struct reading *reading)
{
    const struct json *value;

    if (!read_string(reading, "font", &value))
        return false;
    reading->request->style.fonts = font_extras_stack(reading->fonts, value != NULL ? value->string : "mincho");
    if (reading->request->style.fonts != NULL || value == NULL)
        return true;
    return report_font(reading, value);
}

/* size, and with it what is measured by it */
static bool read_size(struct reading *reading)
{
    static const char *const units[] = {"em", "pt", NULL};
    struct request *request = reading->request;
    double size = SIZE_PT;
    int unit = 0;

    if (!read_number(reading, "size", &size) || !read_word(reading, "unit", units, &unit))
        return false;
    if (size < SIZE_PT_MIN || size > SIZE_PT_MAX)
        return report_range(reading, json_find(reading->object, "size"), "0.1", "1000");
    request->style.size = length_from_units(size, LENGTH_PER_PT);
    request->paragraph.size = request->style.size;
    request->paragraph.pitch = length_scale(request->style.size, PITCH_IN_EM, 1000);
    reading->unit = unit == 0 ? request->style.size : LENGTH_PER_PT;
    return true;
}

static bool read_width(struct reading *reading)
{
    const struct json *value = json_find(reading->object, "width");

    reading->request->width = LENGTH_MAX;
    if (value == NULL || value->kind == JSON_NULL)
        return true;
    if (!take_length(reading, value, &reading->request->width))
        return false;
    if (reading->request->width == 0)
        return report_range(reading, value, DIAG_BOTH("more than 0", "0 より大きい数"), "1000000");
    return true;
}

static bool read_breaking(struct reading *reading)
{
    static const char *const breaks[] = {"strict", "normal", "loose", "anywhere", NULL};
    static const char *const wraps[] = {"anywhere", "normal", NULL};
    static const char *const groups[] = {"none", "soft", NULL};
    static const char *const shrinks[] = {"full", "quarter", NULL};
    struct text_paragraph *paragraph = &reading->request->paragraph;
    int line_break = TEXT_BREAK_STRICT, wrap = 0, group = 0, shrink = 0;

    if (!read_word(reading, "line_break", breaks, &line_break) || !read_word(reading, "overflow_wrap", wraps, &wrap) ||
        !read_word(reading, "group", groups, &group) || !read_bool(reading, "widow", &paragraph->widow) ||
        !read_bool(reading, "balance", &paragraph->balance) || !read_word(reading, "shrink", shrinks, &shrink))
        return false;
    paragraph->line_break = (enum text_break)line_break;
    paragraph->overflow_normal = wrap != 0;
    paragraph->group_soft = group != 0;
    paragraph->shrinks_to_quarter = shrink != 0;
    return true;
}

static bool read_autospace(struct reading *reading)
{
    double ems = 0.25;

    if (!read_number(reading, "autospace", &ems))
        return false;
    if (ems < 0 || ems > 1)
        return report_range(reading, json_find(reading->object, "autospace"), "0", "1");
    reading->request->style.autospace = (int)length_from_units(ems, 1000);
    return true;
}

/* GL-2: a request is answered whatever its characters. */
static bool read_missing(struct reading *reading)
{
    static const char *const marks[] = {"geta", "code", NULL};
    int mark = 0;

    if (!read_word(reading, "missing_glyph", marks, &mark))
        return false;
    reading->request->paragraph.missing = mark == 0 ? TEXT_MISSING_GETA : TEXT_MISSING_CODE;
    return true;
}

static bool read_spacing(struct reading *reading)
{
    static const char *const spacings[] = {"jlreq", "full", "palt", "kana-palt", NULL};
    static const char *const starts[] = {"trim", "space", "space-first", NULL};
    static const char *const ends[] = {"allow-trim", "trim", "space", NULL};
    static const char *const hangs[] = {"none", "allow", "force", NULL};
    static const char *const digits[] = {"as-is", "half", "full", NULL};
    struct request *request = reading->request;
    int spacing = 0, start = 0, end = 0, hang = 0, digit = 0;

    if (!read_word(reading, "spacing", spacings, &spacing) || !read_word(reading, "line_start", starts, &start) ||
        !read_word(reading, "line_end", ends, &end) || !read_word(reading, "hang", hangs, &hang) ||
        !read_word(reading, "digits", digits, &digit) || !read_autospace(reading))
        return false;
    request->paragraph.spacing = (enum text_spacing)spacing;
    request->paragraph.line_start = (enum text_line_start)start;
    request->paragraph.line_end = (enum text_line_end)end;
    request->paragraph.hang = (enum text_hang)hang;
    request->style.digits = (enum text_digits)digit;
    return true;
}

static bool read_tab_object(const struct reading *outer, const struct json *value, struct text_tab *tab)
{
    static const char *const keys[] = {"at", "kind", NULL};
    static const char *const kinds[] = {"left", "right", "center", "decimal", NULL};
    struct reading reading = *outer;
    struct source_ref at = json_ref(outer->arena, outer->source, value);
    int kind = 0;

    reading.object = value;
    for (const struct json *member = value->child; member != NULL; member = member->next)
        if (!is_among(member->key, keys))
            return report_key(&reading, DIAG_BOTH("a tab stop", "タブ位置"), member, keys);
    if (json_find(value, "at") == NULL)
        return diags_error(outer->diags, DIAG_KEY_MISSING, &at, NULL,
                           DIAG_ARGS(DIAG_BOTH("a tab stop", "タブ位置"), "at", "\"at\": 4"));
    if (!read_length(&reading, "at", &tab->at) || !read_word(&reading, "kind", kinds, &kind))
        return false;
    tab->kind = (enum text_tab_kind)kind;
    return true;
}

/* A number is a left stop. */
static bool read_tab(const struct reading *reading, const struct json *value, struct text_tab *tab)
{
    return value->kind == JSON_OBJECT ? read_tab_object(reading, value, tab) : take_length(reading, value, &tab->at);
}

static bool read_tabs(struct reading *reading)
{
    const struct json *value = json_find(reading->object, "tabs");
    struct text_tab *tabs;
    length before = 0;

    if (value == NULL)
        return true;
    if (value->kind != JSON_ARRAY)
        return report_type(reading, value, DIAG_BOTH("an array of tab stops", "タブ位置の配列"));
    tabs = arena_array(reading->arena, struct text_tab, value->size);
    for (const struct json *item = value->child; item != NULL; item = item->next) {
        if (!read_tab(reading, item, &tabs[item->index]))
            return false;
        if (tabs[item->index].at <= before)
            return report_range(reading, item->kind == JSON_OBJECT ? json_find(item, "at") : item,
                                DIAG_BOTH("the stop before", "前のタブ位置"), "1000000");
        before = tabs[item->index].at;
    }
    reading->request->paragraph.tabs = tabs;
    reading->request->paragraph.tab_count = value->size;
    return true;
}

static bool report_conflict(const struct reading *reading, const struct json *value, const char *other)
{
    struct source_ref at = json_ref(reading->arena, reading->source, value);

    return diags_error(reading->diags, DIAG_KEY_CONFLICT, &at, NULL, DIAG_ARGS(other, value->key));
}

/* Fixed pitch has cells of its own, on level lines. */
static bool read_columns(struct reading *reading)
{
    const struct text_paragraph *paragraph = &reading->request->paragraph;
    const struct json *value = json_find(reading->object, "columns");
    double columns = 0;

    if (!read_number(reading, "columns", &columns))
        return false;
    if (columns < 0 || columns > COLUMNS_MAX || columns != (int)columns)
        return report_range(reading, value, "0", "1000");
    if (columns > 0 && (paragraph->grid > 0 || paragraph->is_vertical))
        return report_conflict(reading, value, paragraph->grid > 0 ? "grid" : "writing");
    reading->request->paragraph.columns = (int)columns;
    return true;
}

static bool read_vertical(struct reading *reading)
{
    struct text_paragraph *paragraph = &reading->request->paragraph;
    double tcy = 2;

    if (!read_number(reading, "tcy", &tcy) || !read_bool(reading, "vertical_quotes", &paragraph->vertical_quotes))
        return false;
    if (tcy != 2 && tcy != 3)
        return report_range(reading, json_find(reading->object, "tcy"), "2", "3");
    paragraph->tcy = (int)tcy;
    return true;
}

static bool read_paragraph(struct reading *reading)
{
    static const char *const aligns[] = {"start", "center", "end", "justify", "distribute", "distribute-around", NULL};
    static const char *const lists[] = {"none", "auto", NULL};
    static const char *const writings[] = {"horizontal", "vertical", NULL};
    struct text_paragraph *paragraph = &reading->request->paragraph;
    int align = 0, list = 0, writing = 0;

    if (!read_word(reading, "align", aligns, &align) || !read_word(reading, "list", lists, &list) ||
        !read_word(reading, "writing", writings, &writing) || !read_tabs(reading) ||
        !read_length(reading, "indent", &paragraph->indent) ||
        !read_length(reading, "hanging_indent", &paragraph->hanging_indent) ||
        !read_length(reading, "grid", &paragraph->grid) || !read_bool(reading, "grid_pairs", &paragraph->grid_pairs) ||
        !read_bool(reading, "distribute_cap", &paragraph->gap_cap))
        return false;
    paragraph->align = (enum text_align)align;
    paragraph->list_auto = list != 0;
    paragraph->is_vertical = writing != 0;
    return true;
}

static bool read_fit(struct reading *reading)
{
    static const char *const fits[] = {"none", "condense", NULL};
    double min_scale = 0.7;
    int fit = 0;

    if (!read_word(reading, "fit", fits, &fit) || !read_number(reading, "min_scale", &min_scale))
        return false;
    if (min_scale < 0.5 || min_scale > 1)
        return report_range(reading, json_find(reading->object, "min_scale"), "0.5", "1");
    reading->request->is_condensed = fit != 0;
    reading->request->min_scale = (int32_t)length_from_units(min_scale, 1000);
    return true;
}

static bool read_report(struct reading *reading)
{
    static const char *const reports[] = {"breaks", "glyphs", "explain", NULL};
    const struct json *value = json_find(reading->object, "report");
    bool wants[sizeof reports / sizeof reports[0]] = {false};

    if (value == NULL)
        return true;
    if (value->kind != JSON_ARRAY)
        return report_type(reading, value, DIAG_BOTH("an array of strings", "文字列の配列"));
    for (const struct json *item = value->child; item != NULL; item = item->next) {
        int index = 0;

        if (item->kind != JSON_STRING)
            return report_type(reading, item, DIAG_BOTH("a string", "文字列"));
        if (!find_word(reading, item, reports, &index))
            return false;
        wants[index] = true;
    }
    reading->request->wants_breaks = wants[0];
    reading->request->wants_glyphs = wants[1];
    reading->request->wants_explain = wants[2];
    return true;
}

/* The order is that of reading: the size measures what follows it. */
struct member_reader {
    const char *keys[6];
    bool (*read)(struct reading *reading);
};

static const struct member_reader member_readers[] = {
    {{"id"}, read_id},
    {{"text"}, read_text},
    {{"font"}, read_font},
    {{"size", "unit"}, read_size},
    {{"missing_glyph"}, read_missing},
    {{"width"}, read_width},
    {{"line_break", "overflow_wrap", "group", "widow", "balance", "shrink"}, read_breaking},
    {{"spacing", "line_start", "line_end", "hang", "digits", "autospace"}, read_spacing},
    {{"align", "list", "writing", "indent", "hanging_indent"}, read_paragraph},
    {{"tabs", "grid", "grid_pairs", "distribute_cap"}, NULL}, /* by read_paragraph */
    {{"columns"}, read_columns},
    {{"tcy", "vertical_quotes"}, read_vertical},
    {{"fit", "min_scale"}, read_fit},
    {{"report"}, read_report},
};

#define READERS (sizeof member_readers / sizeof member_readers[0])
#define KEYS_OF_READER (sizeof member_readers[0].keys / sizeof member_readers[0].keys[0])

/* All keys, NULL at the end. */
static const char **list_keys(struct arena *arena)
{
    const char **keys = arena_array(arena, const char *, READERS *KEYS_OF_READER + 1);
    size_t count = 0;

    for (size_t i = 0; i < READERS; i++)
        for (size_t j = 0; j < KEYS_OF_READER && member_readers[i].keys[j] != NULL; j++)
            keys[count++] = member_readers[i].keys[j];
    return keys;
}

static bool check_keys(const struct reading *reading)
{
    const char **keys = list_keys(reading->arena);

    for (const struct json *member = reading->object->child; member != NULL; member = member->next)
        if (!is_among(member->key, keys))
            return report_key(reading, DIAG_BOTH("a request", "依頼"), member, keys);
    return true;
}

bool request_read(struct request *request, struct arena *arena, const struct source *source,
                  const struct inspect_options *options, struct diags *diags)
{
    struct reading reading = {request, arena, source, NULL, options->fonts, diags, 0};

    *request = (struct request){.style.language = "ja"};
    reading.object = json_read(arena, source, JSON_LENIENT, options->limits, diags);
    if (reading.object == NULL)
        return false;
    if (reading.object->kind != JSON_OBJECT)
        return report_type(&reading, reading.object, DIAG_BOTH("an object", "オブジェクト"));
    for (size_t i = 0; i < READERS; i++)
        if (member_readers[i].read != NULL && !member_readers[i].read(&reading))
            return false;
    if (!check_keys(&reading))
        return false;
    request->span = (struct text_span){&request->style, .bytes = request->text.bytes, .size = request->text.size};
    request->paragraph.spans = &request->span;
    request->paragraph.count = 1;
    return true;
}

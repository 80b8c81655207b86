/* Named styles. Each starts as a copy of the one it is "like", so that every style is complete. */
#include "layout/compiler.h"

#include <string.h>

#define BASE "base"
#define STYLES_MAX 1000
#define AUTOSPACE_JLREQ 250 /* thousandths of an em; JLREQ 3.2.3 */
#define AUTOSPACE_MAX 1000
#define COLUMNS_MAX 1000

/* The pitch of a style that never states one: 1.4 times its size. */
#define PITCH_NUMERATOR 14
#define PITCH_DENOMINATOR 10

enum progress {
    UNREAD,
    UNDER_WAY,
    READ,
};

/* The styles as they are read, by index in file order. */
struct style_reading {
    struct scope *scope;
    const struct json **values;
    enum progress *progress;
};

bool read_font(struct scope *scope, const struct json *value, void *into)
{
    const char *name = NULL;
    size_t count;

    if (!read_string(scope, value, &name))
        return false;
    const struct font_stack *stack = font_library_stack(scope->compiler->fonts, name);
    if (!stack) {
        const char *const *names = font_library_names(scope->compiler->fonts, &count);
        return report(
            scope, value, DIAG_FONT_UNKNOWN,
            DIAG_ARGS(name, diag_nearest(name, names, count), join_names(scope->compiler->arena, names, count)));
    }
    *(const struct font_stack **)into = stack;
    return true;
}

static bool read_line_break(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {
        {"strict", TEXT_BREAK_STRICT},
        {"normal", TEXT_BREAK_NORMAL},
        {"loose", TEXT_BREAK_LOOSE},
        {"anywhere", TEXT_BREAK_ANYWHERE},
    };
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    *(enum text_break *)into = (enum text_break)found;
    return true;
}

static bool read_spacing(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {
        {"jlreq", TEXT_SPACING_JLREQ},
        {"full", TEXT_SPACING_FULL},
        {"palt", TEXT_SPACING_PALT},
        {"kana-palt", TEXT_SPACING_KANA_PALT},
    };
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    *(enum text_spacing *)into = (enum text_spacing)found;
    return true;
}

static bool read_autospace(struct scope *scope, const struct json *value, void *into)
{
    int64_t found;

    if (!read_integer(scope, value, 0, AUTOSPACE_MAX, &found))
        return false;
    *(int *)into = (int)found;
    return true;
}

/* 0 takes back what a style starts from. */
static bool read_pitch_columns(struct scope *scope, const struct json *value, void *into)
{
    int64_t found;

    if (!read_integer(scope, value, 0, COLUMNS_MAX, &found))
        return false;
    *(int *)into = (int)found;
    return true;
}

static bool read_tcy(struct scope *scope, const struct json *value, void *into)
{
    int64_t found;

    if (!read_integer(scope, value, 2, 3, &found))
        return false;
    *(int *)into = (int)found;
    return true;
}

static bool read_line_start(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {
        {"trim", TEXT_LINE_START_TRIM},
        {"space", TEXT_LINE_START_SPACE},
        {"space-first", TEXT_LINE_START_SPACE_FIRST},
    };
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    *(enum text_line_start *)into = (enum text_line_start)found;
    return true;
}

static bool read_line_end(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {
        {"allow-trim", TEXT_LINE_END_ALLOW_TRIM},
        {"trim", TEXT_LINE_END_TRIM},
        {"space", TEXT_LINE_END_SPACE},
    };
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    *(enum text_line_end *)into = (enum text_line_end)found;
    return true;
}

static bool read_hang(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {
        {"none", TEXT_HANG_NONE}, {"allow", TEXT_HANG_ALLOW}, {"force", TEXT_HANG_FORCE}};
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    *(enum text_hang *)into = (enum text_hang)found;
    return true;
}

/* One of two words; the second sets the flag. */
static bool read_either(const struct scope *scope, const struct json *value, const char *off, const char *on,
                        bool *flag)
{
    const struct word words[] = {{off, 0}, {on, 1}};
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    *flag = found != 0;
    return true;
}

static bool read_overflow_wrap(struct scope *scope, const struct json *value, void *into)
{
    return read_either(scope, value, "anywhere", "normal", into);
}

static bool read_group(struct scope *scope, const struct json *value, void *into)
{
    return read_either(scope, value, "none", "soft", into);
}

static bool read_list(struct scope *scope, const struct json *value, void *into)
{
    return read_either(scope, value, "none", "auto", into);
}

static bool read_shrink(struct scope *scope, const struct json *value, void *into)
{
    return read_either(scope, value, "full", "quarter", into);
}

static bool read_ruby_align(struct scope *scope, const struct json *value, void *into)
{
    return read_either(scope, value, "center", "start", into);
}

static bool read_writing(struct scope *scope, const struct json *value, void *into)
{
    return read_either(scope, value, "horizontal", "vertical", into);
}

static bool read_tab_kind(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {
        {"left", TEXT_TAB_LEFT},
        {"right", TEXT_TAB_RIGHT},
        {"center", TEXT_TAB_CENTER},
        {"decimal", TEXT_TAB_DECIMAL},
    };
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    *(enum text_tab_kind *)into = (enum text_tab_kind)found;
    return true;
}

static const struct key tab_keys[] = {
    {"at", read_size, offsetof(struct text_tab, at), "\"at\": \"30mm\""},
    {"kind", read_tab_kind, offsetof(struct text_tab, kind), NULL},
};

static const struct object_kind tab_kind = {DIAG_BOTH("a tab stop", "タブ位置"), tab_keys, COUNT(tab_keys)};

/* A length is a left stop. */
static bool read_tab(struct scope *scope, const struct json *value, struct text_tab *tab)
{
    if (value->kind == JSON_OBJECT)
        return object_read(scope, &tab_kind, value, tab);
    return read_size(scope, value, &tab->at);
}

/* Stops from the left, each behind the one before. */
static bool read_tabs(struct scope *scope, const struct json *value, void *into)
{
    struct style *style = into;
    struct text_tab *tabs;
    size_t count = 0;

    if (!is_array(scope, value, DIAG_BOTH("an array of tab stops", "タブ位置の配列")))
        return false;
    tabs = arena_array(scope->compiler->arena, struct text_tab, value->size + 1);
    for (const struct json *stop = value->child; stop; stop = stop->next) {
        if (!read_tab(scope, stop, &tabs[count]))
            return false;
        if (count > 0 && tabs[count].at <= tabs[count - 1].at)
            return report(scope, stop, DIAG_TABS_ORDER, DIAG_NO_ARGS);
        count++;
    }
    style->tabs = tabs;
    style->tab_count = count;
    return true;
}

static bool read_type_color(struct scope *scope, const struct json *value, void *into)
{
    bool ok = read_color(scope, value, into);

    if (ok && scope->compiler->layout->fax.resolution)
        fax_blacken(scope, value, into);
    return ok;
}

static bool read_fax_grow(struct scope *scope, const struct json *value, void *into)
{
    bool grows;

    if (!read_flag(scope, value, &grows))
        return false;
    *(bool *)into = !grows;
    return true;
}

/* From 0.5 to 1, in thousandths. */
static bool read_scale(struct scope *scope, const struct json *value, void *into)
{
    if (value->kind != JSON_NUMBER || !(value->number >= 0.5 && value->number <= 1))
        return report_type(scope, value, DIAG_BOTH("a number from 0.5 to 1", "0.5 から 1 までの数"), "0.7");
    *(int32_t *)into = (int32_t)length_from_units(value->number, 1000);
    return true;
}

#define AT(member) offsetof(struct style, member)

/* "size" comes before all other lengths: an em of theirs is the new size, an em of its own the size of "like". */
static const struct key style_keys[] = {
    {"like", read_later, 0, NULL},
    {"font", read_font, AT(text.fonts), NULL},
    {"size", read_size, AT(text.size), NULL},
    {"pitch", read_size, AT(pitch), NULL},
    {"writing", read_writing, AT(is_vertical), NULL},
    {"tcy", read_tcy, AT(tcy), NULL},
    {"vertical_quotes", read_flag, AT(vertical_quotes), NULL},
    {"align", read_align, AT(align), NULL},
    {"distribute_cap", read_flag, AT(gap_cap), NULL},
    {"line_break", read_line_break, AT(line_break), NULL},
    {"spacing", read_spacing, AT(spacing), NULL},
    {"autospace", read_autospace, AT(text.autospace), NULL},
    {"latin", read_latin, AT(text), NULL},
    {"digits", read_digit_width, AT(text.digits), NULL},
    {"color", read_type_color, AT(text.color), NULL},
    {"indent", read_length, AT(indent), NULL},
    {"hanging_indent", read_length, AT(hanging_indent), NULL},
    {"line_start", read_line_start, AT(line_start), NULL},
    {"line_end", read_line_end, AT(line_end), NULL},
    {"hang", read_hang, AT(hang), NULL},
    {"overflow_wrap", read_overflow_wrap, AT(overflow_normal), NULL},
    {"group", read_group, AT(group_soft), NULL},
    {"list", read_list, AT(list_auto), NULL},
    {"widow", read_flag, AT(widow), NULL},
    {"shrink", read_shrink, AT(shrinks_to_quarter), NULL},
    {"ruby_align", read_ruby_align, AT(ruby_start), NULL},
    {"balance", read_flag, AT(balance), NULL},
    {"grid", read_length, AT(grid), NULL},
    {"grid_pairs", read_flag, AT(grid_pairs), NULL},
    {"columns", read_pitch_columns, AT(columns), NULL},
    {"tabs", read_tabs, 0, NULL},
    {"min_scale", read_scale, AT(min_scale), NULL},
    {"min_size", read_size, AT(min_size), NULL},
    {"fax_grow", read_fax_grow, AT(fax_stays), NULL},
};

static const struct object_kind style_kind = {DIAG_BOTH("a style", "スタイル"), style_keys, COUNT(style_keys)};

static int32_t style_index(const struct compiler *compiler, const char *name)
{
    for (size_t i = 0; i < compiler->layout->style_count; i++)
        if (strcmp(compiler->styles[i].name, name) == 0)
            return (int32_t)i;
    return -1;
}

static bool report_style(const struct scope *scope, const struct json *value)
{
    const struct compiler *compiler = scope->compiler;
    size_t count = compiler->layout->style_count;
    const char **names = arena_array(compiler->arena, const char *, count);

    for (size_t i = 0; i < count; i++)
        names[i] = compiler->styles[i].name;
    return report(
        scope, value, DIAG_STYLE_UNKNOWN,
        DIAG_ARGS(value->string, diag_nearest(value->string, names, count), join_names(compiler->arena, names, count)));
}

bool read_style_name(struct scope *scope, const struct json *value, void *into)
{
    const char *name = NULL;

    if (!read_string(scope, value, &name))
        return false;
    int32_t index = style_index(scope->compiler, name);
    if (index < 0)
        return report_style(scope, value);
    scope->style = &scope->compiler->styles[index];
    *(const struct style **)into = scope->style;
    return true;
}

static const struct style *base_style(const struct compiler *compiler)
{
    int32_t index = style_index(compiler, BASE);

    return index < 0 ? NULL : &compiler->styles[index];
}

static void inherit(struct style *style, const struct style *parent)
{
    struct style own = *style;

    *style = *parent;
    style->name = own.name;
    style->at = own.at;
}

/* A style of another size keeps the proportion of pitch to size, unless it states a pitch. */
static void settle_pitch(struct style *style, const struct style *parent, const struct json *value)
{
    if (json_find(value, "pitch"))
        return;
    if (!parent)
        style->pitch = length_scale(style->text.size, PITCH_NUMERATOR, PITCH_DENOMINATOR);
    else if (parent->text.size > 0)
        style->pitch = length_scale(parent->pitch, style->text.size, parent->text.size);
}

static bool style_resolve(struct style_reading *reading, size_t index);

/* The style that `value` starts from; NULL for the base. */
static bool find_parent(struct style_reading *reading, const struct json *value, const struct style **parent)
{
    struct scope scope = *reading->scope;
    struct compiler *compiler = scope.compiler;
    const struct json *like = json_find(value, "like");
    bool is_base = strcmp(value->key, BASE) == 0;

    *parent = is_base ? NULL : base_style(compiler);
    if (is_base && like)
        return report_key(&scope, like, DIAG_STYLE_BASE_LIKE, DIAG_NO_ARGS);
    if (like && !read_style_name(&scope, like, parent))
        return false;
    if (!*parent)
        return true;

    size_t index = (size_t)(*parent - compiler->styles);
    if (reading->progress[index] == UNDER_WAY)
        return report(&scope, like ? like : value, DIAG_STYLE_CYCLE, DIAG_ARGS(value->key, (*parent)->name));
    style_resolve(reading, index); /* its own mistakes are reported once, there */
    return true;
}

/* The base has nothing to start from. */
static bool check_base(struct scope *scope, const struct json *value)
{
    bool ok = true;

    if (!json_find(value, "font"))
        ok = report(scope, value, DIAG_KEY_MISSING, DIAG_ARGS("styles.base", "font", "\"font\": \"gothic\""));
    if (!json_find(value, "size"))
        ok = report(scope, value, DIAG_KEY_MISSING, DIAG_ARGS("styles.base", "size", "\"size\": \"10.5pt\""));
    return ok;
}

/* Fixed pitch is level, and has cells of its own. The key that says otherwise may stand in a style it starts from. */
static bool check_columns(const struct scope *scope, const struct json *value, const struct style *style)
{
    const char *other = style->is_vertical ? "writing" : style->grid > 0 ? "grid" : NULL;
    const struct json *columns = json_find(value, "columns");
    const struct json *member;

    if (style->columns == 0 || !other || value->kind != JSON_OBJECT)
        return true;
    member = json_find(value, other);
    if (!member && !columns)
        return true; /* said of the style it starts from */
    return report_key(scope, columns ? columns : member, DIAG_KEY_CONFLICT, DIAG_ARGS(other, "columns"));
}

static bool style_resolve(struct style_reading *reading, size_t index)
{
    struct style *style = &reading->scope->compiler->styles[index];
    const struct json *value = reading->values[index];
    struct scope scope = *reading->scope;
    const struct style *parent = NULL;

    if (reading->progress[index] != UNREAD)
        return true;
    reading->progress[index] = UNDER_WAY;
    bool ok = find_parent(reading, value, &parent);
    if (parent)
        inherit(style, parent);
    else if (value->kind == JSON_OBJECT && strcmp(value->key, BASE) == 0)
        ok &= check_base(&scope, value);
    if (style->text.size > 0)
        scope.style = style;
    ok &= object_read(&scope, &style_kind, value, style);
    ok &= check_columns(&scope, value, style);
    settle_pitch(style, parent, value);
    reading->progress[index] = READ;
    return ok;
}

static void style_start(const struct scope *scope, struct style *style, const struct json *value)
{
    *style = (struct style){
        .name = value->key,
        .text = {.autospace = AUTOSPACE_JLREQ, .language = scope->compiler->layout->language},
        .at = scope_ref(scope, value),
    };
}

bool read_styles(struct scope *scope, const struct json *value, void *into)
{
    struct compiler *compiler = scope->compiler;
    struct style_reading reading = {.scope = scope};
    size_t count = 0;
    bool ok = true;

    (void)into;
    if (!is_object(scope, value, DIAG_BOTH("an object of named styles", "名前付きスタイルのオブジェクト")))
        return false;
    if (value->size > STYLES_MAX)
        return report(scope, value, DIAG_LAYOUT_TOO_MANY,
                      DIAG_ARGS(arena_format(compiler->arena, "%d", STYLES_MAX), DIAG_BOTH("styles", "スタイル")));
    if (!json_find(value, BASE))
        ok = report(scope, value, DIAG_KEY_MISSING,
                    DIAG_ARGS("\"styles\"", BASE, "\"base\": { \"font\": \"gothic\", \"size\": \"10.5pt\" }"));
    compiler->styles = arena_array(compiler->arena, struct style, value->size);
    reading.values = arena_array(compiler->arena, const struct json *, value->size);
    reading.progress = arena_array(compiler->arena, enum progress, value->size);
    for (const struct json *member = value->child; member; member = member->next) {
        style_start(scope, &compiler->styles[count], member);
        reading.values[count++] = member;
    }
    compiler->layout->styles = compiler->styles;
    compiler->layout->style_count = count;
    for (size_t i = 0; i < count; i++)
        ok &= style_resolve(&reading, i);
    for (size_t i = 0; i < count && compiler->layout->fax.resolution; i++)
        fax_adapt_style(compiler->layout->fax.resolution, &compiler->styles[i]);
    scope->style = base_style(compiler);
    return ok;
}

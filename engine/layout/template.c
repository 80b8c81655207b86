/*
 * Text with fields inside: "(第 {number} 報*)", or an array of such texts and of other pieces.
 *
 * A brace in a JSON string stands where its escapes put it; `offset_inside` finds that place again, so that messages
 * point at the very brace.
 */
#include "layout/compiler.h"

#include <string.h>

struct piece_list {
    struct arena *arena;
    struct piece *pieces;
    size_t count, capacity;
};

/* What one object of an array says of all pieces it gives. */
struct piece_draft {
    const struct style *style;
    const struct condition *when;
    const struct json *text, *sup, *sub, *box, *choice;
    const struct json *ruby;
    bool is_emphasized, is_underlined, is_upright, is_whole;
    unsigned strike; /* enum text_decoration */
    enum choice_mark mark;
    length gap;
    bool has_gap;
};

/* A text under way, and where in the source byte `index` of it stands; both only move on. */
struct text_reading {
    const struct scope *scope;
    const struct json *value;
    const struct piece_draft *draft;
    struct piece_list *list;
    struct source_ref at;
    size_t index;
    bool is_literal; /* the last piece is literal text of this string */
};

/* --- places inside strings ---------------------------------------------------------------------------------------- */

static size_t utf8_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first < 0xE0)
        return 2;
    return first < 0xF0 ? 3 : 4;
}

/* Bytes of the source that one character takes: itself, "\n", or "\u1234", twice for what has four bytes. */
static size_t written_length(const char *written, size_t decoded)
{
    if (written[0] != '\\')
        return decoded;
    if (written[1] != 'u')
        return 2;
    return decoded == 4 ? 12 : 6;
}

/* Where byte `index` of the decoded string stands in the source. */
static struct source_ref place_inside(struct text_reading *reading, size_t index)
{
    while (reading->index < index) {
        size_t decoded = utf8_length((unsigned char)reading->value->string[reading->index]);

        reading->at.offset += written_length(reading->at.source->bytes + reading->at.offset, decoded);
        reading->index += decoded;
    }
    return reading->at;
}

/* --- pieces of text ----------------------------------------------------------------------------------------------- */

static struct piece *add_piece(struct piece_list *list, enum piece_kind kind, const struct piece_draft *draft,
                               struct source_ref at)
{
    list->pieces = arena_grow(list->arena, list->pieces, list->count, &list->capacity, sizeof(struct piece));

    struct piece *piece = &list->pieces[list->count++];
    *piece = (struct piece){
        .kind = kind,
        .field = NO_FIELD,
        .style = draft->style,
        .is_superscript = draft->sup != NULL,
        .is_subscript = draft->sub != NULL,
        .is_upright = draft->is_upright,
        .is_whole = draft->is_whole,
        .decoration =
            draft->strike | (draft->is_emphasized ? TEXT_EMPHASIS : 0u) | (draft->is_underlined ? TEXT_UNDERLINE : 0u),
        .when = draft->when,
        .at = at,
    };
    return piece;
}

/* Literal text is one piece, whatever it is put together from. */
static void add_literal(struct text_reading *reading, struct source_ref at, const char *text)
{
    struct piece_list *list = reading->list;

    if (reading->is_literal) {
        struct piece *piece = &list->pieces[list->count - 1];
        piece->text = arena_format(list->arena, "%s%s", piece->text, text);
    } else {
        add_piece(list, PIECE_TEXT, reading->draft, at)->text = text;
    }
    reading->is_literal = true;
}

/* "code.label" after a field of choices. */
static bool add_label(struct text_reading *reading, struct source_ref at, const struct reference *reference)
{
    const char *dot = strrchr(reference->rest, '.');
    int32_t choice;

    if (!dot || strcmp(dot, ".label") != 0)
        return report_at(reading->scope, at, DIAG_REFERENCE_REST, DIAG_ARGS(reference->field->name, reference->rest));
    const char *code = arena_copy(reading->list->arena, reference->rest, (size_t)(dot - reference->rest));
    if (!choice_read(reading->scope, at, reference->field, code, &choice))
        return false;
    add_piece(reading->list, PIECE_TEXT, reading->draft, at)->text = reference->field->choices[choice].label;
    return true;
}

static bool add_page_number(struct text_reading *reading, struct source_ref at, const char *name)
{
    enum piece_kind kind = strcmp(name, "page") == 0 ? PIECE_PAGE : PIECE_PAGES;

    if (!reading->scope->has_page_numbers)
        return report_at(reading->scope, at, DIAG_PAGE_NUMBER_OUTSIDE, DIAG_ARGS(name));
    add_piece(reading->list, kind, reading->draft, at);
    return true;
}

static bool add_sheet(struct text_reading *reading, struct source_ref at, const char *name)
{
    if (!reading->scope->has_sheet)
        return report_at(reading->scope, at, DIAG_SHEET_OUTSIDE, DIAG_ARGS(name));
    add_piece(reading->list, strcmp(name, "sheet") == 0 ? PIECE_SHEET : PIECE_SHEET_TITLE, reading->draft, at);
    return true;
}

static bool add_parameter(struct text_reading *reading, struct source_ref at, const char *name)
{
    const char *text;

    if (!parameter_read(reading->scope, at, name, &text))
        return false;
    add_literal(reading, at, text);
    return true;
}

static bool add_reference(struct text_reading *reading, struct source_ref at, const char *name)
{
    struct reference reference;

    if (name[0] == '$')
        return add_parameter(reading, at, name + 1);
    reading->is_literal = false;
    if (strcmp(name, "page") == 0 || strcmp(name, "pages") == 0)
        return add_page_number(reading, at, name);
    if (strcmp(name, "sheet") == 0 || strcmp(name, "sheet.title") == 0)
        return add_sheet(reading, at, name);
    if (strcmp(name, "document") == 0) {
        add_piece(reading->list, PIECE_DOCUMENT, reading->draft, at);
        return true;
    }
    if (!reference_read(reading->scope, at, name, &reference))
        return false;
    if (reference.rest)
        return add_label(reading, at, &reference);
    add_piece(reading->list, PIECE_FIELD, reading->draft, at)->field = reference.ref;
    return true;
}

static bool report_brace(struct text_reading *reading, size_t index)
{
    bool is_open = reading->value->string[index] == '{';

    return report_at(reading->scope, place_inside(reading, index), DIAG_TEMPLATE_BRACE,
                     DIAG_ARGS(is_open ? "{" : "}", is_open ? "{{" : "}}"));
}

/* "{name}" at `index`; gives the index after it, or 0 when the brace is never closed. */
static size_t read_braces(struct text_reading *reading, size_t index, bool *ok)
{
    const char *text = reading->value->string + index + 1;
    size_t size = strcspn(text, "{}");

    if (text[size] != '}' || size == 0) {
        *ok = report_brace(reading, index);
        return index + 1;
    }
    *ok &= add_reference(reading, place_inside(reading, index), arena_copy(reading->list->arena, text, size));
    return index + size + 2;
}

/* Where the literal text from `index` ends: at a brace that is not doubled, or at the end. */
static size_t literal_end(const char *text, size_t index)
{
    for (;;) {
        index += strcspn(text + index, "{}");
        if (text[index] == '\0' || text[index + 1] != text[index])
            return index;
        index += 2;
    }
}

/* Literal text from `index`, its doubled braces made single; gives the index of what ends it. */
static size_t read_literal(struct text_reading *reading, size_t index)
{
    const char *text = reading->value->string;
    size_t end = literal_end(text, index), size = 0;

    if (end == index)
        return end;
    char *literal = arena_alloc(reading->list->arena, end - index + 1, 1);
    struct source_ref at = place_inside(reading, index);
    for (; index < end; index++) {
        literal[size++] = text[index];
        index += text[index] == '{' || text[index] == '}';
    }
    add_literal(reading, at, literal);
    return end;
}

static bool add_text(const struct scope *scope, const struct json *value, const struct piece_draft *draft,
                     struct piece_list *list)
{
    struct text_reading reading = {scope, value, draft, list, scope_ref(scope, value), 0, false};
    bool ok = true;

    if (value->kind != JSON_STRING)
        return report_type(scope, value, DIAG_BOTH("a text", "文字列"), "\"(第 {number} 報)\"");
    reading.at.offset++; /* past the opening quote */
    for (size_t index = read_literal(&reading, 0); value->string[index] != '\0';
         index = read_literal(&reading, index)) {
        if (value->string[index] == '{') {
            index = read_braces(&reading, index, &ok);
        } else {
            ok = report_brace(&reading, index);
            index++;
        }
    }
    return ok;
}

/* --- check boxes and choices -------------------------------------------------------------------------------------- */

static bool add_box(const struct scope *scope, const struct json *value, const struct piece_draft *draft,
                    struct piece_list *list)
{
    struct reference reference;

    if (value->kind != JSON_STRING)
        return report_type(scope, value, DIAG_BOTH("a field and a code", "フィールドとコード"), "\"causes.unknown\"");
    struct source_ref at = scope_ref(scope, value);
    if (!reference_read(scope, at, value->string, &reference))
        return false;
    if (!reference.rest)
        return report(scope, value, DIAG_BOX_WITHOUT_CODE, DIAG_ARGS(value->string));
    if (!choice_read(scope, at, reference.field, reference.rest, &reference.ref.choice))
        return false;
    add_piece(list, PIECE_BOX, draft, at)->field = reference.ref;
    return true;
}

static bool add_choice(const struct scope *scope, const struct json *value, const struct piece_draft *draft,
                       struct piece_list *list)
{
    struct reference reference;

    if (!reference_read_field(scope, value, &reference))
        return false;
    if (reference.field->choice_count == 0)
        return report(scope, value, DIAG_FIELD_NOT_CHOICE, DIAG_ARGS(reference.field->name));
    struct piece *piece = add_piece(list, PIECE_CHOICE, draft, scope_ref(scope, value));
    piece->field = reference.ref;
    piece->mark = draft->mark;
    piece->gap = draft->has_gap ? draft->gap : choice_gap(scope, draft->mark);
    return true;
}

/* --- ruby --------------------------------------------------------------------------------------------------------- */

static bool add_text_with_ruby(struct scope *scope, const struct json *value, const struct piece_draft *draft,
                               struct piece_list *list)
{
    size_t before = list->count;

    if (!add_text(scope, value, draft, list))
        return false;
    if (list->count != before + 1 || list->pieces[before].kind != PIECE_TEXT)
        return report(scope, draft->ruby, DIAG_RUBY_FIELD, DIAG_NO_ARGS);
    return ruby_read(scope, draft->ruby, &list->pieces[before]);
}

/* --- arrays of pieces --------------------------------------------------------------------------------------------- */

static bool read_gap(struct scope *scope, const struct json *value, void *into)
{
    struct piece_draft *draft = into;

    draft->has_gap = true;
    return read_length(scope, value, &draft->gap);
}

static bool read_strike(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {{"single", TEXT_STRIKE}, {"double", TEXT_DOUBLE_STRIKE}};
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    *(unsigned *)into = (unsigned)found;
    return true;
}

#define AT(member) offsetof(struct piece_draft, member)

static const struct key piece_keys[] = {
    {"style", read_style_name, AT(style), NULL},
    {"when", read_condition, AT(when), NULL},
    {"text", keep_value, AT(text), NULL},
    {"sup", keep_value, AT(sup), NULL},
    {"sub", keep_value, AT(sub), NULL},
    {"ruby", keep_value, AT(ruby), NULL},
    {"emphasis", read_flag, AT(is_emphasized), NULL},
    {"underline", read_flag, AT(is_underlined), NULL},
    {"strike", read_strike, AT(strike), NULL},
    {"upright", read_flag, AT(is_upright), NULL},
    {"keep", read_flag, AT(is_whole), NULL},
    {"box", keep_value, AT(box), NULL},
    {"choice", keep_value, AT(choice), NULL},
    {"mark", read_mark_of_choice, AT(mark), NULL},
    {"gap", read_gap, 0, NULL},
};

static const struct object_kind piece_kind = {
    DIAG_BOTH("a piece of text", "文の部品"),
    piece_keys,
    COUNT(piece_keys),
};

/* Keys of texts mean nothing in a box or a choice, and the other way round. */
static bool check_use(const struct scope *scope, const struct json *value, const struct piece_draft *draft)
{
    static const char *const of_texts[] = {"ruby", "emphasis", "underline", "strike", "upright", "keep"};
    static const char *const of_choices[] = {"mark", "gap"};
    bool is_text = !draft->box && !draft->choice;
    bool ok = true;

    for (size_t i = 0; i < COUNT(of_texts); i++)
        if (!is_text && json_find(value, of_texts[i]))
            ok = report_key(scope, json_find(value, of_texts[i]), DIAG_KEY_NEEDS, DIAG_ARGS(of_texts[i], "text"));
    for (size_t i = 0; i < COUNT(of_choices); i++)
        if (!draft->choice && json_find(value, of_choices[i]))
            ok = report_key(scope, json_find(value, of_choices[i]), DIAG_KEY_NEEDS, DIAG_ARGS(of_choices[i], "choice"));
    return ok;
}

static bool add_object(const struct scope *outer, const struct json *value, struct piece_list *list)
{
    static const char *const kinds[] = {"text", "sup", "sub", "box", "choice"};
    struct scope scope = *outer;
    struct piece_draft draft = {0};
    const struct json *found;

    if (!object_read(&scope, &piece_kind, value, &draft) || !exclusive_key(&scope, value, kinds, COUNT(kinds), &found))
        return false;
    if (!found)
        return report(&scope, value, DIAG_KIND_MISSING,
                      DIAG_ARGS(piece_kind.what, join_names(scope.compiler->arena, kinds, COUNT(kinds))));
    if (!check_use(&scope, value, &draft))
        return false;
    if (draft.box)
        return add_box(&scope, draft.box, &draft, list);
    if (draft.choice)
        return add_choice(&scope, draft.choice, &draft, list);
    if (draft.ruby)
        return add_text_with_ruby(&scope, found, &draft, list);
    return add_text(&scope, found, &draft, list);
}

static bool add_value(const struct scope *scope, const struct json *value, struct piece_list *list)
{
    static const struct piece_draft plain = {0};

    if (value->kind == JSON_OBJECT)
        return add_object(scope, value, list);
    return add_text(scope, value, &plain, list);
}

static bool is_fixed(const struct piece_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->pieces[i].kind != PIECE_TEXT || list->pieces[i].when)
            return false;
    return true;
}

static struct template make_template(const struct scope *scope, const struct json *value, const struct piece_list *list)
{
    return (struct template){
        .pieces = list->pieces,
        .count = list->count,
        .is_fixed = is_fixed(list),
        .at = scope_ref(scope, value),
    };
}

bool read_template(struct scope *scope, const struct json *value, void *into)
{
    struct piece_list list = {.arena = scope->compiler->arena};
    bool ok = true;

    if (value->kind != JSON_ARRAY)
        ok = add_value(scope, value, &list);
    for (const struct json *item = value->kind == JSON_ARRAY ? value->child : NULL; item; item = item->next)
        ok &= add_value(scope, item, &list);
    *(struct template *)into = make_template(scope, value, &list);
    return ok;
}

bool read_box(struct scope *scope, const struct json *value, void *into)
{
    static const struct piece_draft plain = {0};
    struct piece_list list = {.arena = scope->compiler->arena};

    if (!add_box(scope, value, &plain, &list))
        return false;
    *(struct template *)into = make_template(scope, value, &list);
    return true;
}

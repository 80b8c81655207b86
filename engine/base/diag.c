/* The list of diagnostics: the catalogue's texts filled in. How they are written is in diag_write.c. */
#include "base/diag.h"

#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Of an argument; longer ones (a whole narrative) are cut, as a message must stay readable. */
#define ARGUMENT_BYTES_MAX 1000

struct catalogue_entry {
    const char *name;
    enum diag_fault fault;
    const char *english;
    const char *japanese;
};

static const struct catalogue_entry catalogue[DIAG_CODE_COUNT] = {
#define DIAG(code, name, fault, english, japanese) [DIAG_##code] = {name, fault, english, japanese},
#include "base/diag_codes.def"
#undef DIAG
};

const char *diag_code_name(enum diag_code code)
{
    return catalogue[code].name;
}

struct diags {
    struct arena *arena;
    struct diag *list;
    size_t count;
    size_t capacity;
    size_t errors;               /* those not kept included */
    size_t unkept;               /* added after DIAGS_MAX */
    bool faults[DIAG_LIMIT + 1]; /* of all errors */
};

struct diags *diags_open(void)
{
    struct arena *arena = arena_open();
    struct diags *diags = arena_new(arena, struct diags);

    diags->arena = arena;
    return diags;
}

void diags_close(struct diags *diags)
{
    if (diags != NULL)
        arena_close(diags->arena);
}

/* "{n}" at `text`: n - 1; otherwise -1. */
static int argument_index(const char *text)
{
    if (text[0] == '{' && text[1] >= '1' && text[1] <= '4' && text[2] == '}')
        return text[1] - '1';
    return -1;
}

/* The part of `argument` for one language; all of it when both share it. */
static const char *argument_part(const char *argument, enum diag_language language, size_t *size)
{
    const char *mark = strchr(argument, DIAG_BOTH_MARK);

    *size = mark != NULL && language == DIAG_ENGLISH ? (size_t)(mark - argument) : strlen(argument);
    if (mark == NULL || language == DIAG_ENGLISH)
        return argument;
    *size = strlen(mark + 1);
    return mark + 1;
}

static void put_argument(struct sink *sink, const char *both, enum diag_language language)
{
    size_t size;
    const char *argument = argument_part(both, language, &size);

    if (size <= ARGUMENT_BYTES_MAX) {
        sink_put(sink, argument, size);
        return;
    }
    size = ARGUMENT_BYTES_MAX;
    while (size > 0 && ((unsigned char)argument[size] & 0xC0) == 0x80) /* not in the middle of a character */
        size--;
    sink_put(sink, argument, size);
    sink_put_string(sink, "…");
}

/* Expands `text` up to `end`; false when an argument in it is missing. */
static bool put_part(struct sink *sink, const char *text, const char *end, const struct diag_args *args,
                     enum diag_language language)
{
    bool complete = true;

    while (text < end) {
        int index = argument_index(text);
        if (index < 0) {
            sink_put_char(sink, *text++);
            continue;
        }
        if (args->arg[index] != NULL)
            put_argument(sink, args->arg[index], language);
        else
            complete = false;
        text += 3;
    }
    return complete;
}

/* `text` filled in, in the arena. */
static const char *expand(struct arena *arena, const char *text, const struct diag_args *args,
                          enum diag_language language)
{
    struct sink sink = {0};

    for (const char *open; (open = strstr(text, "[[")) != NULL;) {
        const char *close = strstr(open, "]]");
        assert(close != NULL);
        put_part(&sink, text, open, args, language);
        size_t before = sink.size;
        if (!put_part(&sink, open + 2, close, args, language))
            sink.size = before;
        text = close + 2;
    }
    put_part(&sink, text, text + strlen(text), args, language);

    const char *message = arena_copy(arena, sink.bytes, sink.size);
    sink_close(&sink);
    return message;
}

static struct diag_place keep_place(struct arena *arena, const struct source_ref *ref)
{
    struct diag_place place = {0};

    if (ref == NULL)
        return place;
    if (ref->pointer != NULL)
        place.pointer = arena_copy_string(arena, ref->pointer);
    if (ref->source != NULL) {
        struct source_position position = source_locate(ref->source, ref->offset);
        place.file = arena_copy_string(arena, ref->source->name);
        place.line = position.line;
        place.column = position.column;
    }
    return place;
}

static void keep_arguments(struct arena *arena, const struct diag_args *args, struct diag *diag)
{
    for (size_t i = 0; i < sizeof args->arg / sizeof args->arg[0]; i++)
        if (args->arg[i] != NULL)
            diag->arg[i] = arena_copy(arena, args->arg[i], strnlen(args->arg[i], ARGUMENT_BYTES_MAX));
}

static void add(struct diags *diags, enum diag_code code, enum diag_severity severity, const char *name,
                const struct source_ref *at, const struct source_ref *wanted, const struct diag_args *args)
{
    if (severity == DIAG_ERROR) {
        diags->errors++;
        diags->faults[catalogue[code].fault] = true;
    }
    if (diags->count == DIAGS_MAX) {
        diags->unkept++;
        return;
    }
    diags->list = arena_grow(diags->arena, diags->list, diags->count, &diags->capacity, sizeof *diags->list);
    diags->list[diags->count++] = (struct diag){
        .code = code,
        .severity = severity,
        .name = name != NULL ? arena_copy_string(diags->arena, name) : catalogue[code].name,
        .at = keep_place(diags->arena, at),
        .wanted = keep_place(diags->arena, wanted),
        .english = expand(diags->arena, catalogue[code].english, args, DIAG_ENGLISH),
        .japanese = expand(diags->arena, catalogue[code].japanese, args, DIAG_JAPANESE),
    };
    keep_arguments(diags->arena, args, &diags->list[diags->count - 1]);
}

bool diags_error(struct diags *diags, enum diag_code code, const struct source_ref *at, const struct source_ref *wanted,
                 struct diag_args args)
{
    add(diags, code, DIAG_ERROR, NULL, at, wanted, &args);
    return false;
}

void diags_warn(struct diags *diags, enum diag_code code, const struct source_ref *at, const struct source_ref *wanted,
                struct diag_args args)
{
    add(diags, code, DIAG_WARNING, NULL, at, wanted, &args);
}

void diags_named(struct diags *diags, enum diag_severity severity, const char *name, enum diag_code code,
                 const struct source_ref *at, const struct source_ref *wanted, struct diag_args args)
{
    add(diags, code, severity, name, at, wanted, &args);
}

const char *diag_both(struct arena *arena, const char *english, const char *japanese)
{
    return arena_format(arena, "%s%c%s", english, DIAG_BOTH_MARK, japanese);
}

void diags_rule(struct diags *diags, enum diag_severity severity, const char *id, const struct source_ref *at,
                const struct source_ref *wanted, const char *japanese, const char *english)
{
    struct diag_args args = DIAG_ARGS(english != NULL ? english : japanese, japanese);

    add(diags, DIAG_RULE, severity, id, at, wanted, &args);
}

static const char *copy_or_null(struct arena *arena, const char *text)
{
    return text != NULL ? arena_copy_string(arena, text) : NULL;
}

static struct diag copy_diag(struct arena *arena, const struct diag *diag)
{
    struct diag copy = *diag;

    copy.name = arena_copy_string(arena, diag->name);
    copy.at.file = copy_or_null(arena, diag->at.file);
    copy.at.pointer = copy_or_null(arena, diag->at.pointer);
    copy.wanted.file = copy_or_null(arena, diag->wanted.file);
    copy.wanted.pointer = copy_or_null(arena, diag->wanted.pointer);
    copy.english = arena_copy_string(arena, diag->english);
    copy.japanese = arena_copy_string(arena, diag->japanese);
    for (size_t i = 0; i < sizeof diag->arg / sizeof diag->arg[0]; i++)
        copy.arg[i] = copy_or_null(arena, diag->arg[i]);
    return copy;
}

void diags_append(struct diags *diags, const struct diags *other)
{
    diags->errors += other->errors;
    diags->unkept += other->unkept;
    for (size_t i = 0; i <= DIAG_LIMIT; i++)
        diags->faults[i] |= other->faults[i];
    for (size_t i = 0; i < other->count; i++) {
        if (diags->count == DIAGS_MAX) {
            diags->unkept++;
            continue;
        }
        diags->list = arena_grow(diags->arena, diags->list, diags->count, &diags->capacity, sizeof *diags->list);
        diags->list[diags->count++] = copy_diag(diags->arena, &other->list[i]);
    }
}

size_t diags_count(const struct diags *diags)
{
    return diags->count;
}

size_t diags_errors(const struct diags *diags)
{
    return diags->errors;
}

size_t diags_unkept(const struct diags *diags)
{
    return diags->unkept;
}

const struct diag *diags_at(const struct diags *diags, size_t index)
{
    assert(index < diags->count);
    return &diags->list[index];
}

struct diags_point diags_here(const struct diags *diags)
{
    return (struct diags_point){diags->count, diags->unkept};
}

void diags_take_back(struct diags *diags, struct diags_point point)
{
    for (size_t i = point.count; i < diags->count; i++)
        assert(diags->list[i].severity == DIAG_WARNING);
    diags->count = point.count;
    diags->unkept = point.unkept;
}

bool diags_has_fault(const struct diags *diags, enum diag_fault fault)
{
    return diags->faults[fault];
}

int diags_status(const struct diags *diags)
{
    if (diags->faults[DIAG_SYSTEM])
        return 3;
    if (diags->faults[DIAG_LIMIT])
        return 4;
    return diags->faults[DIAG_INPUT] ? 1 : 0;
}

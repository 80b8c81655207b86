/* base/diag.h - diagnostics: what is wrong, where, and what would be right. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/arena.h"
#include "base/sink.h"
#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>

enum diag_severity {
    DIAG_WARNING,
    DIAG_ERROR,
};

/* Who is at fault; decides the exit status. */
enum diag_fault {
    DIAG_INPUT,  /* status 1 */
    DIAG_SYSTEM, /* status 3 */
    DIAG_LIMIT,  /* status 4 */
};

/* The catalogue: enum, names, faults and both languages come from one list. */
enum diag_code {
#define DIAG(code, name, fault, english, japanese) DIAG_##code,
#include "base/diag_codes.def"
#undef DIAG
    DIAG_CODE_COUNT
};

enum diag_language {
    DIAG_JAPANESE,
    DIAG_ENGLISH,
};

/* What fills {1} to {4} of a message; borrowed during the call, NULL for none. */
struct diag_args {
    const char *arg[4];
};
#define DIAG_ARGS(...) ((struct diag_args){{__VA_ARGS__}})
#define DIAG_NO_ARGS ((struct diag_args){{NULL}})

/* "limit-pages" */
const char *diag_code_name(enum diag_code code);

/* What is wrong, as told by a function to a caller who knows where. The texts live as that function says. */
struct diag_cause {
    enum diag_code code;
    struct diag_args args;
};

/*
 * An argument that reads differently in the two languages, such as the name of a field: both parts in one string, with
 * a byte between them that no text can hold. DIAG_BOTH is for literals, diag_both for texts made at run time.
 */
#define DIAG_BOTH_MARK '\xFF'
#define DIAG_BOTH(english, japanese) english "\xFF" japanese
const char *diag_both(struct arena *arena, const char *english, const char *japanese);

/* A place as it is printed: worked out when the diagnostic is added, so that the source need not live on. */
struct diag_place {
    const char *file; /* NULL: nowhere */
    size_t line, column;
    const char *pointer; /* or NULL */
};

struct diag {
    enum diag_code code;
    enum diag_severity severity;
    const char *name;         /* what stands in [ ]: the code's name, or the form's rule id such as N2 */
    struct diag_place at;     /* the value, or the place of the mistake */
    struct diag_place wanted; /* the layout node that wanted it, or nowhere */
    const char *english;      /* the message, arguments filled in */
    const char *japanese;
    const char *arg[4]; /* the arguments themselves, NULL for none; long ones cut */
};

/* A list of diagnostics in the order found. It owns its texts and borrows nothing. */
struct diags;

struct diags *diags_open(void);
void diags_close(struct diags *diags);

/*
 * Adds one diagnostic. In the catalogue's text {1} .. {4} stand for the arguments, and a part in [[ ]] is left
 * out when an argument inside it is NULL (for hints such as "did you mean").
 * diags_error always returns false, so that a function can end with it; diags_warn returns nothing.
 * `wanted` may be NULL.
 */
bool diags_error(struct diags *diags, enum diag_code code, const struct source_ref *at, const struct source_ref *wanted,
                 struct diag_args args);
void diags_warn(struct diags *diags, enum diag_code code, const struct source_ref *at, const struct source_ref *wanted,
                struct diag_args args);

/* Under another name than the code's: the form's own rule id, such as N3, where `name` is not NULL. */
void diags_named(struct diags *diags, enum diag_severity severity, const char *name, enum diag_code code,
                 const struct source_ref *at, const struct source_ref *wanted, struct diag_args args);

/* A form's own rule: its id in the place of the code's name, its message in the layout's words. english: or NULL. */
void diags_rule(struct diags *diags, enum diag_severity severity, const char *id, const struct source_ref *at,
                const struct source_ref *wanted, const char *japanese, const char *english);

/* Adds all that another list says, in its order. */
void diags_append(struct diags *diags, const struct diags *other);

/* A list keeps its first DIAGS_MAX; any more only count and decide the status: hostile input cannot flood it. */
#define DIAGS_MAX ((size_t)500)

size_t diags_count(const struct diags *diags);  /* kept */
size_t diags_errors(const struct diags *diags); /* all, kept or not */
size_t diags_unkept(const struct diags *diags);
const struct diag *diags_at(const struct diags *diags, size_t index);

/* A point in the list; what was added after it can be taken back, unless that were errors. */
struct diags_point {
    size_t count, unkept;
};
struct diags_point diags_here(const struct diags *diags);
void diags_take_back(struct diags *diags, struct diags_point point);

/* Whether one of the errors is the fault of that. */
bool diags_has_fault(const struct diags *diags, enum diag_fault fault);

/* Exit status these diagnostics call for: 0 without errors, else 3 before 4 before 1. */
int diags_status(const struct diags *diags);

/*
 * Writes them all. Text: `file:line:column: error[name] /pointer: message`, then, when there is one, an
 * indented line naming the layout node. JSON: one object a line with code, severity, file, line, column,
 * pointer, message, and wanted_by with file, line, column.
 */
void diags_write_text(const struct diags *diags, enum diag_language language, struct sink *sink);
void diags_write_json(const struct diags *diags, enum diag_language language, struct sink *sink);

/* Appends foreign text for people: its control characters, which must not reach the terminal, as "\u001b". */
void diag_put_clean(struct sink *sink, const char *text);

/*
 * The candidate nearest to `word` (Damerau-Levenshtein distance at most a third of its length, at least 1; capitals
 * are not told from small letters), or NULL. Borrowed from `candidates`.
 */
const char *diag_nearest(const char *word, const char *const *candidates, size_t count);

#endif

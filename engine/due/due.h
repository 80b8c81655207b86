/*
 * due/due.h - which deadline follows from which fact of the incident?
 *
 * Layouts state their deadlines; the holidays are a file of their own. Days are those in Japan.
 */
#ifndef DUE_DUE_H
#define DUE_DUE_H

#include "base/sink.h"
#include "due/reckon.h"

#define DUE_NO_DAY INT64_MIN

enum due_first_day {
    DUE_AS_STATED, /* by each deadline's "first_day" */
    DUE_FIRST_DAY_0,
    DUE_FIRST_DAY_1,
};

struct due_options {
    enum due_first_day first_day;
    int64_t today; /* days since 1970-01-01, to say how many are left; DUE_NO_DAY: not asked */
    bool explains; /* with the days that were counted and passed over */
    enum diag_language language;
};

/* One deadline of the incident. */
struct due {
    const struct deadline *deadline;
    const struct layout *layout;
    const char *pointer; /* of the date in the data */
    bool has_day;        /* false: the date is a text that no day can be counted from, `text` */
    const char *text;
    int64_t start; /* the day in Japan */
    bool counts_first_day;
    struct reckoning last;
    struct reckoning until; /* of a range: its end */
    size_t order;           /* of finding */
};

/* What is being asked, and what was found. */
struct due_list {
    struct arena *arena;
    const struct holidays *holidays; /* or NULL: no file */
    const struct source *source;     /* of the data */
    const struct json *root;
    bool has_keys_checked; /* against the data model, which all layouts that have one share */
    const struct due_options *options;
    const struct limits *limits;
    struct diags *diags;
    struct due *dues;
    size_t count, capacity;
};

/*
 * Adds the deadlines of one layout that follow from the data: those whose date has a value and whose condition holds.
 * A value that is wrong, or a day beyond the holidays' years, is reported. The layout must outlive the list.
 */
void due_add(struct due_list *list, const struct layout *layout);

/* The earliest first; those without a day last. */
void due_sort(struct due_list *list);

/* write.c - for people, and as JSON, one object a line (docs/due.md). */
void due_write_text(const struct due_list *list, struct sink *sink);
void due_write_json(const struct due_list *list, struct sink *sink);

#endif

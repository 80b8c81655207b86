/*
 * data/changes.h - what a report says otherwise than an earlier one of the same form.
 *
 * Values are compared as they are printed, and choices by what is chosen; pictures by the names of their files. Items
 * of an EACH field are paired first: those that are alike, in the order of both reports (a longest common subsequence);
 * of what lies between these, the first with the first, and so on. An item left without a partner is added, or removed.
 */
#ifndef DATA_CHANGES_H
#define DATA_CHANGES_H

#include "data/record.h"

enum change {
    CHANGE_NONE,
    CHANGE_ADDED,   /* only the later report has a value */
    CHANGE_REMOVED, /* only the earlier */
    CHANGE_CHANGED, /* both have, not the same */
};

#define NO_ITEM (-1)

/* The items of an EACH field; empty for other fields. */
struct pairs {
    int32_t *earlier; /* by item of the later report: its partner, or NO_ITEM */
    int32_t *later;   /* by item of the earlier report */
};

struct changes {
    const struct record *earlier, *later; /* of one layout */
    const struct pairs *pairs;            /* by field */
};

/*
 * Compares two records; in the arena, and borrows both. Items are alike when all is that either report shows of them:
 * what a report hides must not show in which items it names. NULL: everything is shown.
 */
const struct changes *changes_between(struct arena *arena, const struct record *earlier, const struct record *later,
                                      const struct shown *earlier_shown, const struct shown *later_shown);

/* How a value changed; computed ones never do. For members either may be NULL: there is no such item. */
enum change change_of(const struct field *field, const struct value *earlier, const struct value *later);

/*
 * The earlier value of what a reference names, `row` being the item of the later report, or -1; NULL when the item is
 * new, or there is none.
 */
const struct value *changes_earlier(const struct changes *changes, struct field_ref ref, int32_t row);

/* Whether the later report's value changed; where `ref` names a choice, whether this one was ticked or unticked. */
bool changes_touch(const struct changes *changes, struct field_ref ref, int32_t row);

#endif

/* Any bytes as a file of holidays: years whose every day can be asked for, or an error, never both, never neither. */
#include "due/holidays.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void ask_every_day(const struct holidays *holidays)
{
    for (int64_t day = holidays->first; day <= holidays->last; day++) {
        const char *name = holidays_name(holidays, day);

        assert(holidays_know(holidays, day));
        assert(!name || strlen(name) < SIZE_MAX); /* reads it to its end */
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct source source = {.name = "fuzz.json", .bytes = (const char *)bytes, .size = size};
    struct arena *arena = arena_open();
    struct diags *diags = diags_open();
    const struct holidays *holidays = holidays_read(arena, &source, &limits_default, diags);

    assert((holidays == NULL) == (diags_errors(diags) > 0));
    if (holidays)
        ask_every_day(holidays);
    diags_close(diags);
    arena_close(arena);
    return 0;
}

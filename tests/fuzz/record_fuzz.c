/* Any bytes as a render record: one that is written and read again the same, or an error, never both, never neither. */
#include "archive/record.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void write_twice(struct arena *arena, const struct archive_record *record)
{
    struct sink once = {0}, twice = {0};
    struct diags *diags = diags_open();

    archive_record_write(record, &once);
    struct source source = {.name = "once.json", .bytes = once.bytes, .size = once.size};
    const struct archive_record *again = archive_record_read(arena, &source, &limits_default, diags);
    assert(again && archive_record_same_makers(record, again));
    archive_record_write(again, &twice);
    assert(once.size == twice.size && memcmp(once.bytes, twice.bytes, once.size) == 0);
    diags_close(diags);
    sink_close(&once);
    sink_close(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct source source = {.name = "fuzz.json", .bytes = (const char *)bytes, .size = size};
    struct arena *arena = arena_open();
    struct diags *diags = diags_open();
    const struct archive_record *record = archive_record_read(arena, &source, &limits_default, diags);

    assert((record == NULL) == (diags_errors(diags) > 0));
    if (record)
        write_twice(arena, record);
    diags_close(diags);
    arena_close(arena);
    return 0;
}

/* Runs a fuzz target over every file of the folders named on the command line: its seeds as a regression test. */
#include "base/arena.h"
#include "base/sink.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static bool read_file(const char *path, struct sink *sink)
{
    FILE *file = fopen(path, "rb");

    if (file == NULL)
        return false;
    for (;;) {
        size_t got = fread(sink_reserve(sink, 4096), 1, 4096, file);
        if (got == 0)
            break;
        sink->size += got;
    }
    bool ok = !ferror(file);
    fclose(file);
    return ok;
}

static bool run_file(const char *folder, const char *name)
{
    struct sink path = {0};
    struct sink input = {0};

    sink_format(&path, "%s/%s", folder, name);
    sink_put_char(&path, '\0');
    bool ok = read_file(path.bytes, &input);
    if (ok) {
        /* A block of exactly this size, so that a read beyond the input is seen. */
        uint8_t *exact = mem_alloc(input.size);
        if (input.size > 0)
            memcpy(exact, input.bytes, input.size);
        LLVMFuzzerTestOneInput(exact, input.size);
        free(exact);
    } else {
        fprintf(stderr, "%s: cannot be read\n", path.bytes);
    }
    sink_close(&path);
    sink_close(&input);
    return ok;
}

/* Counts the files run; gives -1 when one cannot be read. */
static int run_folder(const char *folder)
{
    DIR *entries = opendir(folder);
    int count = 0;

    if (entries == NULL)
        return -1;
    for (struct dirent *entry = readdir(entries); entry != NULL && count >= 0; entry = readdir(entries)) {
        if (entry->d_name[0] == '.')
            continue;
        count = run_file(folder, entry->d_name) ? count + 1 : -1;
    }
    closedir(entries);
    return count;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        int count = run_folder(argv[i]);
        printf("%s: %d seeds\n", argv[i], count);
        if (count <= 0)
            return 1;
    }
    return 0;
}

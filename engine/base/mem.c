/* The one place where exhausted memory ends the process; declared in base/arena.h. */
#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

/* Writes without stdio, which may itself want memory. */
static _Noreturn void out_of_memory(void)
{
    static const char message[] = "todoke: out of memory / メモリが足りません\n";
    ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);

    (void)written; /* the process ends either way */
    _exit(3);
}

void *mem_alloc(size_t size)
{
    void *block = malloc(size > 0 ? size : 1);

    if (block == NULL)
        out_of_memory();
    return block;
}

size_t mem_size(size_t count, size_t size)
{
    if (size > 0 && count > PTRDIFF_MAX / size)
        out_of_memory();
    return count * size;
}

void *mem_grow(void *block, size_t count, size_t size)
{
    size_t bytes = mem_size(count, size);
    void *grown = realloc(block, bytes > 0 ? bytes : 1);
    if (grown == NULL)
        out_of_memory();
    return grown;
}

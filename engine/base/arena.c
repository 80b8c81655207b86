/*
 * Blocks in a chain, the newest first. Room is taken from the newest block only, so that going back to a point is
 * freeing every block above the one it names. Blocks double in size up to BLOCK_MAX; what is larger gets a block of its
 * own size. Under AddressSanitizer all room not handed out is poisoned.
 */
#define _DEFAULT_SOURCE /* madvise */
#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_POISONS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISONS 1
#endif
#endif

#ifdef ARENA_POISONS
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(start, size) ((void)(start), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(start, size) ((void)(start), (void)(size))
#endif

#define BLOCK_FIRST ((size_t)16 * 1024)
#define BLOCK_MAX ((size_t)4 * 1024 * 1024)
#define HUGE_PAGE ((size_t)2 * 1024 * 1024)

struct block {
    struct block *older;
    size_t size; /* of `room` */
    size_t used;
    alignas(max_align_t) char room[];
};

struct arena {
    struct block *newest; /* NULL before the first allocation */
    size_t footprint;
};

struct arena *arena_open(void)
{
    struct arena *arena = mem_alloc(sizeof *arena);

    *arena = (struct arena){.footprint = sizeof *arena};
    return arena;
}

static void drop_newest(struct arena *arena)
{
    struct block *block = arena->newest;

    arena->newest = block->older;
    arena->footprint -= sizeof *block + block->size;
    ASAN_UNPOISON_MEMORY_REGION(block->room, block->size);
    free(block);
}

void arena_close(struct arena *arena)
{
    if (arena == NULL)
        return;
    while (arena->newest != NULL)
        drop_newest(arena);
    free(arena);
}

static size_t next_block_size(const struct arena *arena)
{
    size_t last = arena->newest != NULL ? arena->newest->size : BLOCK_FIRST / 2;

    return last < BLOCK_MAX / 2 ? last * 2 : BLOCK_MAX;
}

/*
 * In huge pages, documents of hundreds of pages take a sixth less time: the system gives 512 pages at once. Small ones
 * would only hold more than they use.
 */
static void ask_for_huge_pages(char *start, size_t size)
{
    size_t before = (HUGE_PAGE - (uintptr_t)start % HUGE_PAGE) % HUGE_PAGE;

    if (size > BLOCK_MAX && size >= before + HUGE_PAGE)
        madvise(start + before, (size - before) / HUGE_PAGE * HUGE_PAGE, MADV_HUGEPAGE);
}

static void add_block(struct arena *arena, size_t needed)
{
    size_t usual = next_block_size(arena);
    size_t size = needed > usual ? needed : usual;
    struct block *block = mem_alloc(sizeof *block + size);

    ask_for_huge_pages((char *)block, sizeof *block + size);
    block->older = arena->newest;
    block->size = size;
    block->used = 0;
    ASAN_POISON_MEMORY_REGION(block->room, size);
    arena->newest = block;
    arena->footprint += sizeof *block + size;
}

static size_t round_up(size_t size)
{
    return (size + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
}

/* Room of `size` bytes with unknown content. */
static void *take(struct arena *arena, size_t size)
{
    size_t rounded = round_up(size);

    if (arena->newest == NULL || arena->newest->size - arena->newest->used < rounded)
        add_block(arena, rounded);

    struct block *block = arena->newest;
    char *start = block->room + block->used;
    block->used += rounded;
    ASAN_UNPOISON_MEMORY_REGION(start, size);
    return start;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
    size_t bytes = mem_size(count, size);

    return memset(take(arena, bytes), 0, bytes);
}

char *arena_copy(struct arena *arena, const char *bytes, size_t size)
{
    char *copy = take(arena, mem_size(size, 1) + 1);

    if (size > 0)
        memcpy(copy, bytes, size);
    copy[size] = '\0';
    return copy;
}

char *arena_copy_string(struct arena *arena, const char *string)
{
    return arena_copy(arena, string, strlen(string));
}

static size_t room_left(const struct arena *arena)
{
    return arena->newest != NULL ? arena->newest->size - arena->newest->used : 0;
}

/* Writes as much as there is room for where the next piece will be taken; returns the size of the whole text. */
static size_t format_here(struct arena *arena, const char *format, va_list args)
{
    struct block *block = arena->newest;
    size_t room = room_left(arena);

    if (room > 0)
        ASAN_UNPOISON_MEMORY_REGION(block->room + block->used, room);
    int size = vsnprintf(room > 0 ? block->room + block->used : NULL, room, format, args);
    if (room > 0)
        ASAN_POISON_MEMORY_REGION(block->room + block->used, room);
    assert(size >= 0);
    return (size_t)size;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    size_t size = format_here(arena, format, args) + 1;
    va_end(args);
    if (size <= room_left(arena))
        return take(arena, size);

    char *text = take(arena, size);
    va_start(args, format);
    vsnprintf(text, size, format, args);
    va_end(args);
    return text;
}

/* Of an array: most lists of large things have just one or two. */
static size_t first_capacity(size_t size)
{
    return size <= 16 ? 8 : size <= 64 ? 4 : 1;
}

/* Whether nothing was handed out since the array of `size` bytes, and `more` bytes behind it are free. */
static bool can_extend(const struct arena *arena, const char *array, size_t size, size_t more)
{
    const struct block *block = arena->newest;

    return array != NULL && array + round_up(size) == block->room + block->used && block->size - block->used >= more;
}

void *arena_grow(struct arena *arena, void *array, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return array;

    size_t old = mem_size(*capacity, size);
    size_t larger = *capacity > 0 ? *capacity * 2 : first_capacity(size);
    *capacity = larger;
    if (can_extend(arena, array, old, mem_size(larger, size))) {
        arena->newest->used -= round_up(old);
        take(arena, larger * size);
        memset((char *)array + old, 0, larger * size - old);
        return array;
    }
    void *moved = arena_alloc(arena, larger, size);
    if (count > 0)
        memcpy(moved, array, count * size);
    return moved;
}

struct arena_point arena_point(const struct arena *arena)
{
    return (struct arena_point){
        .block = arena->newest,
        .used = arena->newest != NULL ? arena->newest->used : 0,
    };
}

void arena_rewind(struct arena *arena, struct arena_point point)
{
    while (arena->newest != NULL && (void *)arena->newest != point.block)
        drop_newest(arena);

    struct block *block = arena->newest;
    if (block == NULL)
        return;
    assert(point.used <= block->used);
    block->used = point.used;
    ASAN_POISON_MEMORY_REGION(block->room + block->used, block->size - block->used);
}

size_t arena_footprint(const struct arena *arena)
{
    return arena->footprint;
}

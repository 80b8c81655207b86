/* base/arena.h - memory whose pieces live and die together. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

/*
 * malloc and realloc that never give NULL: exhausted memory ends the process here, with exit status 3,
 * and nowhere else. Hostile sizes are refused earlier, by limits. The caller frees with free().
 */
void *mem_alloc(size_t size);
void *mem_grow(void *block, size_t count, size_t size);

/* count * size, or the same end when no memory could hold so much. */
size_t mem_size(size_t count, size_t size);

struct arena;

/* A new, empty arena; the caller owns it and ends it, with all it holds, by arena_close (NULL allowed). */
struct arena *arena_open(void);
void arena_close(struct arena *arena);

/* Zeroed room for `count` objects of `size` bytes, aligned for any type; lives as long as the arena. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);
#define arena_new(arena, type) ((type *)arena_alloc((arena), 1, sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_alloc((arena), (count), sizeof(type)))

/* A copy of `size` bytes in the arena with a NUL after them. */
char *arena_copy(struct arena *arena, const char *bytes, size_t size);
char *arena_copy_string(struct arena *arena, const char *string);
char *arena_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * Room for one more element in a growing array: when `count` has reached *capacity, doubles it, where it is or by
 * moving the array to new room in the arena (the old room is not reused). Returns the array, moved or not; *capacity
 * is updated.
 */
void *arena_grow(struct arena *arena, void *array, size_t count, size_t *capacity, size_t size);

/* A point to go back to: arena_rewind frees everything allocated since. For trial compositions. */
struct arena_point {
    void *block;
    size_t used;
};
struct arena_point arena_point(const struct arena *arena);
void arena_rewind(struct arena *arena, struct arena_point point);

/* Bytes now held from the system, for tests of flat memory. */
size_t arena_footprint(const struct arena *arena);

#endif

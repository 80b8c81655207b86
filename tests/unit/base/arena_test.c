#include "base/arena.h"
#include "support/cmocka.h"

#include <stdlib.h>
#include <string.h>

static void an_allocation_is_zeroed_even_after_going_back(void **state)
{
    struct arena *arena = arena_open();
    struct arena_point start = arena_point(arena);
    for (int round = 0; round < 3; round++) {
        unsigned char *bytes = arena_array(arena, unsigned char, 1000);
        for (size_t i = 0; i < 1000; i++)
            assert_int_equal(bytes[i], 0);
        memset(bytes, 0xAA, 1000);
        arena_rewind(arena, start);
    }
    arena_close(arena);
}

static void allocations_do_not_overlap_and_are_aligned(void **state)
{
    struct arena *arena = arena_open();
    unsigned char *blocks[300];
    for (size_t i = 0; i < 300; i++) {
        size_t size = i * i % 5000 + 1;
        blocks[i] = arena_alloc(arena, 1, size);
        assert_int_equal((uintptr_t)blocks[i] % _Alignof(max_align_t), 0);
        memset(blocks[i], (int)(i % 256), size);
    }
    for (size_t i = 0; i < 300; i++) {
        size_t size = i * i % 5000 + 1;
        assert_int_equal(blocks[i][0], i % 256);
        assert_int_equal(blocks[i][size - 1], i % 256);
    }
    arena_close(arena);
}

static void a_large_allocation_gets_a_block_of_its_own_size(void **state)
{
    struct arena *arena = arena_open();
    char *large = arena_array(arena, char, 5000000);
    large[4999999] = 'x';
    assert_true(arena_footprint(arena) > 5000000);
    assert_true(arena_footprint(arena) < 5100000);
    arena_close(arena);
}

static void going_back_gives_memory_back(void **state)
{
    struct arena *arena = arena_open();
    arena_alloc(arena, 1, 100);
    size_t before = arena_footprint(arena);
    struct arena_point point = arena_point(arena);
    for (int i = 0; i < 100; i++)
        arena_alloc(arena, 1, 10000);
    assert_true(arena_footprint(arena) > 1000000);
    arena_rewind(arena, point);
    assert_int_equal(arena_footprint(arena), before);
    arena_close(arena);
}

static void going_back_leaves_what_came_before(void **state)
{
    struct arena *arena = arena_open();
    char *kept = arena_copy_string(arena, "kept");
    struct arena_point point = arena_point(arena);
    char *dropped = arena_copy_string(arena, "dropped");
    arena_rewind(arena, point);
    char *reused = arena_copy_string(arena, "reused");
    assert_ptr_equal(dropped, reused);
    assert_string_equal(kept, "kept");
    arena_close(arena);
}

static void a_growing_array_keeps_its_elements(void **state)
{
    struct arena *arena = arena_open();
    int *numbers = NULL;
    size_t capacity = 0;
    for (size_t i = 0; i < 10000; i++) {
        numbers = arena_grow(arena, numbers, i, &capacity, sizeof *numbers);
        assert_true(i < capacity);
        numbers[i] = (int)i;
    }
    for (size_t i = 0; i < 10000; i++)
        assert_int_equal(numbers[i], i);
    arena_close(arena);
}

static void the_newest_array_grows_where_it_is(void **state)
{
    struct arena *arena = arena_open();
    size_t capacity = 0;
    int *first = arena_grow(arena, NULL, 0, &capacity, sizeof *first);
    size_t small = capacity;
    first[0] = 7;
    assert_ptr_equal(arena_grow(arena, first, small, &capacity, sizeof *first), first);
    assert_int_equal(capacity, 2 * small);
    assert_int_equal(first[0], 7);
    for (size_t i = small; i < capacity; i++)
        assert_int_equal(first[i], 0);

    char *behind = arena_copy_string(arena, "behind");
    int *second = arena_grow(arena, first, capacity, &capacity, sizeof *first);
    assert_ptr_not_equal(second, first);
    assert_int_equal(second[0], 7);
    assert_string_equal(behind, "behind");
    arena_close(arena);
}

static void copies_end_with_nul(void **state)
{
    struct arena *arena = arena_open();
    assert_string_equal(arena_copy(arena, "abcdef", 3), "abc");
    assert_string_equal(arena_copy(arena, NULL, 0), "");
    assert_string_equal(arena_format(arena, "%d/%s", 7, "届"), "7/届");
    arena_close(arena);
}

static void closing_nothing_is_allowed(void **state)
{
    arena_close(NULL);
    arena_close(arena_open());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_allocation_is_zeroed_even_after_going_back),
        cmocka_unit_test(allocations_do_not_overlap_and_are_aligned),
        cmocka_unit_test(a_large_allocation_gets_a_block_of_its_own_size),
        cmocka_unit_test(going_back_gives_memory_back),
        cmocka_unit_test(going_back_leaves_what_came_before),
        cmocka_unit_test(a_growing_array_keeps_its_elements),
        cmocka_unit_test(the_newest_array_grows_where_it_is),
        cmocka_unit_test(copies_end_with_nul),
        cmocka_unit_test(closing_nothing_is_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

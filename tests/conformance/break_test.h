/* conformance/break_test.h - lines of Unicode's *BreakTest.txt: code points between ÷ and ×. */
#ifndef CONFORMANCE_BREAK_TEST_H
#define CONFORMANCE_BREAK_TEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BREAK_TEST_MAX 64

struct break_test {
    uint32_t points[BREAK_TEST_MAX];
    bool may_break[BREAK_TEST_MAX + 1]; /* before each point, and at the end */
    size_t count;
};

/* False for a line without a test. */
static bool break_test_read(const char *line, struct break_test *test)
{
    const char *at = line;

    test->count = 0;
    for (;;) {
        char *end;

        at += strspn(at, " \t");
        if (strncmp(at, "÷", 2) != 0 && strncmp(at, "×", 2) != 0)
            return test->count > 0;
        test->may_break[test->count] = strncmp(at, "÷", 2) == 0;
        at += 2;
        test->points[test->count] = (uint32_t)strtoul(at, &end, 16);
        if (end == at)
            return test->count > 0;
        at = end;
        test->count++;
    }
}

/* Runs `check` on each test of `file`; returns how many failed. `count` becomes how many there were. */
static int break_test_run(const char *file, bool (*check)(const struct break_test *), int *count)
{
    FILE *lines = fopen(file, "r");
    char line[4096];
    int failed = 0;

    *count = 0;
    if (lines == NULL)
        return -1;
    for (int number = 1; fgets(line, sizeof line, lines) != NULL; number++) {
        struct break_test test;

        if (!break_test_read(line, &test))
            continue;
        ++*count;
        if (!check(&test)) {
            fprintf(stderr, "%s:%d: %s", file, number, line);
            failed++;
        }
    }
    fclose(lines);
    return failed;
}

#endif

/*
 * "Did you mean": Damerau-Levenshtein distance in its optimal string alignment form, over code points: changed, lost,
 * added and swapped characters each count one. Capitals count as small letters, and - as _: GREEN is green.
 */
#include "base/diag.h"
#include "base/utf8.h"

#include <string.h>

/* Names and codes are short; of longer words nobody asks which was meant. */
#define WORD_MAX 64

struct word {
    uint32_t points[WORD_MAX];
    size_t count;
};

static uint32_t folded(uint32_t point)
{
    if (point >= 'A' && point <= 'Z')
        return point - 'A' + 'a';
    return point == '-' ? '_' : point;
}

static bool read_word(const char *text, struct word *word)
{
    size_t size = strlen(text);

    word->count = 0;
    for (size_t at = 0; at < size;) {
        if (word->count == WORD_MAX)
            return false;
        word->points[word->count++] = folded(utf8_next(text, size, &at));
    }
    return true;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* One cell of the table: row i, column j, with the two rows before it. */
static size_t cell(const struct word *a, const struct word *b, size_t i, size_t j,
                   size_t rows[3][WORD_MAX + 1]) /* of i - 2, i - 1, i, by row number modulo 3 */
{
    const size_t *above = rows[(i + 2) % 3];
    size_t change = above[j - 1] + (a->points[i - 1] != b->points[j - 1]);
    size_t best = least(change, least(above[j], rows[i % 3][j - 1]) + 1);

    if (i > 1 && j > 1 && a->points[i - 1] == b->points[j - 2] && a->points[i - 2] == b->points[j - 1])
        best = least(best, rows[(i + 1) % 3][j - 2] + 1);
    return best;
}

static size_t distance(const struct word *a, const struct word *b)
{
    size_t rows[3][WORD_MAX + 1];

    for (size_t j = 0; j <= b->count; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a->count; i++) {
        rows[i % 3][0] = i;
        for (size_t j = 1; j <= b->count; j++)
            rows[i % 3][j] = cell(a, b, i, j, rows);
    }
    return rows[a->count % 3][b->count];
}

const char *diag_nearest(const char *word, const char *const *candidates, size_t count)
{
    const char *nearest = NULL;
    struct word wanted;
    struct word candidate;

    if (!read_word(word, &wanted) || wanted.count == 0)
        return NULL;

    size_t reach = wanted.count < 3 ? 1 : wanted.count / 3;
    size_t best = least(reach, wanted.count - 1) + 1; /* something of the word must be left */
    for (size_t i = 0; i < count; i++) {
        if (!read_word(candidates[i], &candidate))
            continue;
        size_t found = distance(&wanted, &candidate);
        if (found < best) {
            best = found;
            nearest = candidates[i];
        }
    }
    return nearest;
}

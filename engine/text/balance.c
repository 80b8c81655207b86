/*
 * Lines as even as can be (section 6 of the rules, CSS Text 4 text-wrap: balance): a forced line is broken as if the
 * box were narrower, by as much as it can be without a further line. Only where lines end is decided so; their edges
 * are those of the box.
 */
#include "text/composition.h"

/* Evenness is seen in few lines; more are left as they are, as browsers do. */
#define LINES_MAX 10

/* The cut is found to within the room divided by two to the power of this. */
#define HALVINGS 12

/* How a forced line comes out. */
struct trial {
    size_t lines;
    size_t poor; /* lines that are too wide, or end inside a string wider than the line (LB-20) */
};

static struct trial try_cut(struct composition *composition, size_t first, size_t end, const struct list_item *item,
                            fine cut)
{
    struct trial trial = {0};
    bool is_first = true;

    while (first < end && trial.lines <= LINES_MAX) {
        struct line_start start = line_start_at(composition, first, end, is_first, item);
        struct line_span line;

        start.room -= cut;
        line = choose_line(composition, &start);
        trial.poor += line.reason == TEXT_END_EMERGENCY || !line_fits(&start, &line);
        trial.lines++;
        first = line.end;
        is_first = false;
    }
    return trial;
}

static bool is_balanced(const struct composition *composition)
{
    const struct text_paragraph *paragraph = composition->paragraph;

    return paragraph->balance && !paragraph->single_line && paragraph->align != TEXT_JUSTIFY &&
           composition->width != FINE_UNLIMITED;
}

fine balanced_cut(struct composition *composition, size_t first, size_t end, const struct list_item *item)
{
    struct trial natural, trial;
    fine low = 0, high = composition->width; /* `low` is good */

    if (!is_balanced(composition))
        return 0;
    natural = try_cut(composition, first, end, item, 0);
    if (natural.lines < 2 || natural.lines > LINES_MAX)
        return 0;
    for (int i = 0; i < HALVINGS; i++) {
        fine middle = low + (high - low) / 2;

        trial = try_cut(composition, first, end, item, middle);
        if (trial.lines == natural.lines && trial.poor <= natural.poor)
            low = middle;
        else
            high = middle;
    }
    return low;
}

struct line_span choose_balanced(struct composition *composition, const struct line_start *start, fine cut)
{
    struct line_span full = choose_line(composition, start);
    struct line_start narrow = *start;
    struct line_span line;

    if (cut == 0)
        return full;
    narrow.room -= cut;
    line = choose_line(composition, &narrow);
    if (line.end == full.end)
        return full;
    line = line_measure(composition, start, line.end, line.reason);
    line.end_rule = "6(balance)";
    return line;
}

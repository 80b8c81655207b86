/* Deadlines as people read them, and as programs do. */
#include "data/datetime.h"
#include "due/due.h"

#include <inttypes.h>
#include <string.h>

static bool is_japanese(const struct due_list *list)
{
    return list->options->language == DIAG_JAPANESE;
}

/* english: or NULL. The attribute lets the compiler check both where they are formats. */
__attribute__((format_arg(2), format_arg(3))) static const char *choose(const struct due_list *list,
                                                                        const char *english, const char *japanese)
{
    return is_japanese(list) || !english ? japanese : english;
}

static bool is_range(const struct due *due)
{
    return due->deadline->days_until > 0;
}

/* The last day of all. */
static int64_t last_day(const struct due *due)
{
    return is_range(due) ? due->until.day : due->last.day;
}

static const struct field *field_of(const struct due *due)
{
    return layout_field(due->layout, due->deadline->from);
}

static void put_day(struct sink *sink, int64_t day)
{
    struct civil civil = civil_from_days(day);

    sink_format(sink, "%04" PRId64 "-%02d-%02d", civil.year, civil.month, civil.day);
}

/* 2025-01-07（火）, 2025-01-07 (Tue) */
static void put_weekday(const struct due_list *list, struct sink *sink, int64_t day)
{
    static const char *const english[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const japanese[] = {"日", "月", "火", "水", "木", "金", "土"};

    put_day(sink, day);
    if (is_japanese(list))
        sink_format(sink, "（%s）", japanese[weekday_of(day)]);
    else
        sink_format(sink, " (%s)", english[weekday_of(day)]);
}

/* --- for people --------------------------------------------------------------------------------------------------- */

static void put_label(const struct due_list *list, struct sink *sink, const char *english, const char *japanese)
{
    if (is_japanese(list))
        sink_format(sink, "    %s  ", japanese);
    else
        sink_format(sink, "    %-8s", english);
}

static void put_heading(const struct due_list *list, struct sink *sink, const struct due *due)
{
    if (!due->has_day) {
        sink_put_string(sink, choose(list, "no day can be counted", "日付を数えられません"));
    } else {
        put_weekday(list, sink, due->last.day);
        if (is_range(due)) {
            sink_put_string(sink, choose(list, " to ", "～"));
            put_weekday(list, sink, due->until.day);
        }
    }
    sink_format(sink, "  %s [%s]", choose(list, due->deadline->english, due->deadline->japanese), due->deadline->id);
    if (is_range(due))
        sink_put_string(sink, choose(list, "  usual practice, no legal term", "  目安（法定の期限ではない）"));
    sink_put_char(sink, '\n');
}

static void put_start(const struct due_list *list, struct sink *sink, const struct due *due)
{
    put_label(list, sink, "from", "起算");
    sink_format(sink, "%s ", choose(list, field_of(due)->title_english, field_of(due)->title));
    if (!due->has_day) {
        sink_format(sink, choose(list, "\"%s\" is a text without a date\n", "「%s」は文字だけで、日付がありません\n"),
                    due->text);
        return;
    }
    put_weekday(list, sink, due->start);
    if (due->counts_first_day)
        sink_put_string(sink, choose(list, ", which is day 1\n", "、この日が1日目\n"));
    else
        sink_put_string(sink, choose(list, ", which is not counted\n", "、初日不算入\n"));
}

static void put_days(const struct due_list *list, struct sink *sink, const struct due *due)
{
    put_label(list, sink, "days", "日数");
    sink_format(sink, "%" PRIu32, due->deadline->days);
    if (is_range(due))
        sink_format(sink, choose(list, " to %" PRIu32, "～%" PRIu32), due->deadline->days_until);
    sink_put_string(sink, choose(list, "", "日"));
    if (due->deadline->count == DEADLINE_BUSINESS)
        sink_put_string(sink, choose(list, ", without 行政機関の休日 (days on which the authorities are closed)",
                                     "（行政機関の休日を数えない）"));
    else if (due->deadline->moves)
        sink_put_string(sink, choose(list, "; if the last is a 行政機関の休日, the next day that is none",
                                     "（末日が行政機関の休日なら、その翌日）"));
    sink_put_char(sink, '\n');
}

/* A last day on which the authorities are closed, where that changes nothing. */
static void put_closed(const struct due_list *list, struct sink *sink, const struct due *due)
{
    const char *name = due->has_day && holidays_know(list->holidays, last_day(due))
                           ? holidays_name(list->holidays, last_day(due))
                           : NULL;

    if (!name || is_range(due))
        return;
    put_label(list, sink, "note", "注意");
    sink_format(
        sink, choose(list, "a 行政機関の休日 (%s), and not moved\n", "行政機関の休日（%s）だが、繰り下げない\n"), name);
}

static void put_left(const struct due_list *list, struct sink *sink, const struct due *due)
{
    int64_t left = last_day(due) - list->options->today;

    if (!due->has_day || list->options->today == DUE_NO_DAY)
        return;
    if (left >= 0)
        put_label(list, sink, "left", "残り");
    else
        put_label(list, sink, "over", "超過");
    sink_format(sink, choose(list, "%" PRId64 " %s (on ", "%" PRId64 "日%s（"), left < 0 ? -left : left,
                choose(list, left == 1 || left == -1 ? "day" : "days", ""));
    put_day(sink, list->options->today);
    sink_put_string(sink, choose(list, ")\n", "現在）\n"));
}

/* A line for each day, under the first one's place behind the label. */
static void put_steps(const struct due_list *list, struct sink *sink, const struct reckoning *reckoning, bool is_first)
{
    for (size_t i = 0; i < reckoning->step_count; i++) {
        const struct due_step *step = &reckoning->steps[i];

        if (is_first && i == 0)
            put_label(list, sink, "counted", "内訳");
        else
            sink_put_string(sink, choose(list, "            ", "          "));
        put_weekday(list, sink, step->day);
        if (step->number > 0)
            sink_format(sink, choose(list, " day %" PRIu32, " %" PRIu32 "日目"), step->number);
        if (step->reason)
            sink_format(sink, " %s", step->reason);
        sink_put_char(sink, '\n');
    }
}

static void put_explanation(const struct due_list *list, struct sink *sink, const struct due *due)
{
    if (!list->options->explains || !due->has_day)
        return;
    put_steps(list, sink, &due->last, true);
    put_steps(list, sink, &due->until, false);
}

static void put_due(const struct due_list *list, struct sink *sink, const struct due *due)
{
    put_heading(list, sink, due);
    put_label(list, sink, "form", "様式");
    sink_format(sink, "%s %s\n", due->layout->form, due->layout->title);
    put_start(list, sink, due);
    put_days(list, sink, due);
    put_label(list, sink, "source", "根拠");
    sink_format(sink, "%s\n", due->deadline->source);
    put_closed(list, sink, due);
    put_left(list, sink, due);
    put_explanation(list, sink, due);
}

void due_write_text(const struct due_list *list, struct sink *sink)
{
    for (size_t i = 0; i < list->count; i++) {
        if (i > 0)
            sink_put_char(sink, '\n');
        put_due(list, sink, &list->dues[i]);
    }
    if (list->count == 0)
        sink_put_string(sink, choose(list, "No deadline of these forms follows from this file.\n",
                                     "このデータから決まる期限は、これらの様式にはありません。\n"));
}

/* --- for programs ------------------------------------------------------------------------------------------------- */

static void put_string_member(struct sink *sink, const char *name, const char *value)
{
    sink_format(sink, ",\"%s\":", name);
    if (value)
        sink_put_json_string(sink, value, strlen(value));
    else
        sink_put_string(sink, "null");
}

static void put_day_member(struct sink *sink, const char *name, bool has_day, int64_t day)
{
    sink_format(sink, ",\"%s\":", name);
    if (!has_day) {
        sink_put_string(sink, "null");
        return;
    }
    sink_put_char(sink, '"');
    put_day(sink, day);
    sink_put_char(sink, '"');
}

static void put_step_objects(struct sink *sink, const struct reckoning *reckoning)
{
    for (size_t i = 0; i < reckoning->step_count; i++) {
        const struct due_step *step = &reckoning->steps[i];

        sink_put_string(sink, i > 0 ? ",{\"date\":\"" : "{\"date\":\"");
        put_day(sink, step->day);
        sink_put_char(sink, '"');
        if (step->number > 0)
            sink_format(sink, ",\"number\":%" PRIu32, step->number);
        if (step->reason)
            put_string_member(sink, "reason", step->reason);
        sink_put_char(sink, '}');
    }
}

static void put_object(const struct due_list *list, struct sink *sink, const struct due *due)
{
    const struct deadline *deadline = due->deadline;

    sink_put_string(sink, "{\"form\":");
    sink_put_json_string(sink, due->layout->form, strlen(due->layout->form));
    put_string_member(sink, "id", deadline->id);
    put_string_member(sink, "title", choose(list, deadline->english, deadline->japanese));
    put_day_member(sink, "due", due->has_day, last_day(due));
    put_day_member(sink, "due_from", due->has_day && is_range(due), due->last.day);
    sink_format(sink, ",\"binding\":%s", is_range(due) ? "false" : "true");
    put_string_member(sink, "pointer", due->pointer);
    put_day_member(sink, "start", due->has_day, due->start);
    if (!due->has_day)
        put_string_member(sink, "text", due->text);
    sink_format(sink, ",\"days\":%" PRIu32, is_range(due) ? deadline->days_until : deadline->days);
    put_string_member(sink, "count", deadline->count == DEADLINE_BUSINESS ? "business" : "calendar");
    sink_format(sink, ",\"first_day\":%d", due->counts_first_day);
    put_string_member(sink, "source", deadline->source);
    if (due->has_day && list->options->today != DUE_NO_DAY)
        sink_format(sink, ",\"days_left\":%" PRId64, last_day(due) - list->options->today);
    if (due->has_day && list->options->explains) {
        sink_put_string(sink, ",\"steps\":[");
        put_step_objects(sink, is_range(due) ? &due->until : &due->last);
        sink_put_char(sink, ']');
    }
    sink_put_string(sink, "}\n");
}

void due_write_json(const struct due_list *list, struct sink *sink)
{
    for (size_t i = 0; i < list->count; i++)
        put_object(list, sink, &list->dues[i]);
}

/*
 * Figures: how large they are, and what they stand with. The text area is 90 x 50 mm. screen.png is 423.3 x 238.1 mm by
 * nature, tall.png 158.8 x 423.3, rgb.png 16.9 x 12.7, all stating no resolution.
 */
#include "sample.h"

#include "image/image.h"

#define CELLS "\"padding\": \"0mm\", \"lines\": \"thin\", "
#define FILE_FIELD "\"file\": {\"path\": \"/file\", \"type\": \"file\", \"empty\": \"なし\"}"
#define DATA(name) "{\"file\": \"" name "\"}"

/* The `nth` picture of the page, or NULL. */
static const struct mark *picture(const struct document *document, size_t page, size_t nth)
{
    for (size_t i = 0; i < document->pages[page].count; i++)
        if (document->pages[page].marks[i].kind == MARK_IMAGE && nth-- == 0)
            return &document->pages[page].marks[i];
    return NULL;
}

static void assert_box(const struct mark *mark, double x, double y, double width, double height)
{
    assert_non_null(mark);
    assert_millimetres((double)mark->x / 36000, x);
    assert_millimetres((double)mark->y / 36000, y);
    assert_millimetres((double)mark->image.width / 36000, width);
    assert_millimetres((double)mark->image.height / 36000, height);
}

#define NATURAL_WIDTH (64 * 25.4 / 96)
#define NATURAL_HEIGHT (48 * 25.4 / 96)

static void a_small_picture_keeps_its_size_and_stands_in_the_middle(void **state)
{
    struct sample s = sample_filled(FILE_FIELD, "{\"figure\": \"file\"}", DATA("rgb.png"));

    assert_box(picture(s.document, 0, 0), 50 - NATURAL_WIDTH / 2, 5, NATURAL_WIDTH, NATURAL_HEIGHT);
    sample_close(&s);
}

static void align_puts_it_at_either_edge(void **state)
{
    struct sample s = sample_filled(
        FILE_FIELD, "{\"figure\": \"file\", \"align\": \"start\"}, {\"figure\": \"file\", \"align\": \"end\"}",
        DATA("rgb.png"));

    assert_box(picture(s.document, 0, 0), 5, 5, NATURAL_WIDTH, NATURAL_HEIGHT);
    assert_box(picture(s.document, 0, 1), 95 - NATURAL_WIDTH, 5 + NATURAL_HEIGHT, NATURAL_WIDTH, NATURAL_HEIGHT);
    sample_close(&s);
}

static void a_large_picture_is_scaled_to_the_column_or_to_the_page(void **state)
{
    struct sample wide = sample_filled(FILE_FIELD, "{\"figure\": \"file\"}", DATA("wide.png"));
    struct sample tall = sample_filled(FILE_FIELD, "{\"figure\": \"file\"}", DATA("tall.png"));

    assert_box(picture(wide.document, 0, 0), 5, 5, 90, 22.5);
    assert_box(picture(tall.document, 0, 0), 50 - 18.75 / 2, 5, 18.75, 50);
    assert_int_equal(tall.document->page_count, 1);
    sample_close(&wide);
    sample_close(&tall);
}

static void max_width_and_max_height_hold_both(void **state)
{
    struct sample s = sample_filled(FILE_FIELD,
                                    "{\"figure\": \"file\", \"max_width\": \"40mm\", \"align\": \"start\"},"
                                    "{\"figure\": \"file\", \"max_height\": \"9mm\", \"align\": \"start\"}",
                                    DATA("screen.png"));

    assert_box(picture(s.document, 0, 0), 5, 5, 40, 22.5);
    assert_box(picture(s.document, 0, 1), 5, 27.5, 16, 9);
    sample_close(&s);
}

static void the_caption_stands_below_and_stays_with_its_picture(void **state)
{
    struct sample s = sample_filled(FILE_FIELD,
                                    "{\"text\": \"一\\n二\\n三\\n四\\n五\\n六\\n七\"},"
                                    "{\"figure\": \"file\", \"caption\": \"図1 {file}\"}",
                                    DATA("rgb.png"));
    const struct mark *caption = sample_text(s.document, 1, "図1", 0);

    /* 35 mm are taken; the picture alone would fit above 55 mm, but not with its caption */
    assert_null(picture(s.document, 0, 0));
    assert_box(picture(s.document, 1, 0), 50 - NATURAL_WIDTH / 2, 5, NATURAL_WIDTH, NATURAL_HEIGHT);
    assert_millimetres(sample_top(caption), 5 + NATURAL_HEIGHT + 5 * 25.4 / 72);
    assert_int_equal(s.document->elements[caption->element].role, ROLE_CAPTION);
    sample_close(&s);
}

static void a_picture_of_page_height_leaves_room_for_its_caption_and_heading(void **state)
{
    struct sample s = sample_filled(FILE_FIELD,
                                    "{\"text\": \"前の文\"}, {\"text\": \"別紙\", \"role\": \"heading\"},"
                                    "{\"figure\": \"file\", \"caption\": \"図1\"}",
                                    DATA("tall.png"));

    /* the text before is not kept with the heading, and stays behind */
    assert_int_equal(s.document->page_count, 2);
    assert_non_null(sample_text(s.document, 1, "別紙", 0));
    assert_non_null(sample_text(s.document, 1, "図1", 0));
    assert_millimetres((double)picture(s.document, 1, 0)->image.height / 36000, 50 - 5 - 5 - 5 * 25.4 / 72);
    sample_close(&s);
}

static void in_a_row_that_may_grow_the_row_grows(void **state)
{
    struct sample s =
        sample_filled(FILE_FIELD,
                      "{\"table\": {" CELLS "\"columns\": [\"40mm\", \"1fr\"], \"rows\": ["
                      "[{\"blocks\": [{\"figure\": \"file\"}], \"valign\": \"top\"}, \"甲\"], [\"乙\", \"丙\"]]}}",
                      DATA("screen.png"));

    assert_box(picture(s.document, 0, 0), 5, 5, 40, 22.5);
    assert_true(sample_has_rule(s.document, 0, 4.9, 27.5, 95.1, 27.5, 0.2));
    sample_close(&s);
}

static void in_a_row_of_fixed_height_it_fits_the_box(void **state)
{
    struct sample s = sample_filled(FILE_FIELD,
                                    "{\"table\": {\"padding\": \"1mm\", \"columns\": [\"1fr\"], \"rows\": ["
                                    "{\"height\": \"20mm\", \"cells\": [{\"blocks\": [\"甲\", {\"figure\": \"file\", "
                                    "\"align\": \"start\", \"caption\": \"乙\"}]}]}]}}",
                                    DATA("screen.png"));
    double height = 20 - 2 - 5 - 5 - 5 * 25.4 / 72;

    assert_box(picture(s.document, 0, 0), 6, 11, height * 16 / 9, height);
    sample_close(&s);
}

static void in_a_table_with_a_head_it_is_no_higher_than_the_rest_of_the_page(void **state)
{
    struct sample s = sample_filled(FILE_FIELD,
                                    "{\"table\": {" CELLS "\"columns\": [\"1fr\"], \"head\": [[\"頭\"]], "
                                    "\"rows\": [[\"甲\"], [{\"blocks\": [{\"figure\": \"file\"}]}]]}}",
                                    DATA("tall.png"));

    assert_int_equal(s.document->page_count, 2);
    assert_non_null(sample_text(s.document, 1, "頭", 0));
    assert_box(picture(s.document, 1, 0), 50 - 45 * 3 / 8.0 / 2, 10, 45 * 3 / 8.0, 45);
    sample_close(&s);
}

static void an_automatic_column_is_as_wide_as_its_picture(void **state)
{
    struct sample s = sample_filled(FILE_FIELD,
                                    "{\"table\": {" CELLS "\"columns\": [\"auto\", \"1fr\"], \"rows\": ["
                                    "[{\"blocks\": [{\"figure\": \"file\", \"max_width\": \"32mm\"}]}, \"甲\"]]}}",
                                    DATA("screen.png"));

    assert_box(picture(s.document, 0, 0), 5, 5, 32, 18);
    assert_true(sample_has_rule(s.document, 0, 37, 4.9, 37, 23.1, 0.2));
    sample_close(&s);
}

static void a_placed_figure_fits_its_place(void **state)
{
    struct sample s = sample_filled(FILE_FIELD,
                                    "{\"figure\": \"file\", \"place\": {\"x\": \"70mm\", \"y\": \"2mm\", \"width\": "
                                    "\"20mm\", \"height\": \"9mm\"}}",
                                    DATA("screen.png"));

    assert_box(picture(s.document, 0, 0), 72, 2, 16, 9);
    sample_close(&s);
}

static void a_file_that_is_no_picture_is_named_in_its_place(void **state)
{
    struct sample usual = sample_filled(FILE_FIELD, "{\"figure\": \"file\", \"caption\": \"図1\"}", DATA("記録.pdf"));
    struct sample own =
        sample_filled(FILE_FIELD, "{\"figure\": \"file\", \"otherwise\": \"{file}を参照\"}", DATA("記録.xlsx"));

    assert_non_null(sample_text(usual.document, 0, "（添付ファイル：", 0));
    assert_non_null(sample_text(usual.document, 0, "記録.pdf", 0));
    assert_non_null(sample_text(usual.document, 0, "図1", 0));
    assert_null(picture(usual.document, 0, 0));
    assert_non_null(sample_text(own.document, 0, "記録.xlsx", 0));
    assert_non_null(sample_text(own.document, 0, "を参照", 0));
    sample_close(&usual);
    sample_close(&own);
}

static void without_a_file_the_fields_own_text_stands(void **state)
{
    struct sample s = sample_filled(FILE_FIELD, "{\"figure\": \"file\"}", "{}");

    assert_non_null(sample_text(s.document, 0, "なし", 0));
    assert_null(picture(s.document, 0, 0));
    sample_close(&s);
}

static const char *alternate(const struct sample *s)
{
    const struct mark *mark = picture(s->document, 0, 0);

    assert_int_equal(s->document->elements[mark->element].role, ROLE_FIGURE);
    return s->document->elements[mark->element].alternate;
}

static void what_is_read_out_is_the_alt_or_the_caption_or_the_name(void **state)
{
    struct sample alt = sample_filled(
        FILE_FIELD, "{\"figure\": \"file\", \"alt\": \"画面（{file}）\", \"caption\": \"図1\"}", DATA("rgb.png"));
    struct sample caption =
        sample_filled(FILE_FIELD, "{\"figure\": \"file\", \"caption\": [\"図\", {\"sup\": \"1\"}]}", DATA("rgb.png"));
    struct sample name = sample_filled(FILE_FIELD, "{\"figure\": \"file\"}", DATA("rgb.png"));

    assert_string_equal(alternate(&alt), "画面（rgb.png）");
    assert_string_equal(alternate(&caption), "図1");
    assert_string_equal(alternate(&name), "rgb.png");
    sample_close(&alt);
    sample_close(&caption);
    sample_close(&name);
}

/* --- groups ------------------------------------------------------------------------------------------------------- */

#define ITEMS                                                                                                    \
    "\"items\": {\"path\": \"/items\", \"each\": {\"n\": {\"path\": \"/n\", \"type\": \"integer\"}, \"file\": {" \
    "\"path\": \"/file\", \"type\": \"file\"}}}"

static void a_group_stands_once_for_each_item_on_pages_of_their_own(void **state)
{
    struct sample s = sample_filled(ITEMS,
                                    "{\"text\": \"本文\"}, {\"group\": [{\"break\": \"page\"}, {\"text\": \"別紙{n}\", "
                                    "\"role\": \"heading\"}, {\"figure\": \"file\"}], \"each\": \"items\"}",
                                    "{\"items\": [{\"n\": 1, \"file\": \"rgb.png\"}, {\"n\": 2, \"file\": "
                                    "\"tall.png\"}, {\"n\": 3, \"file\": \"a.zip\"}]}");

    assert_int_equal(s.document->page_count, 4);
    assert_non_null(sample_text(s.document, 1, "1", 0));
    assert_string_equal(picture(s.document, 1, 0)->image.image->file->name, "rgb.png");
    assert_string_equal(picture(s.document, 1, 0)->pointer, "/items/0/file");
    assert_non_null(sample_text(s.document, 2, "2", 0));
    assert_box(picture(s.document, 2, 0), 50 - 45 * 3 / 8.0 / 2, 10, 45 * 3 / 8.0, 45);
    assert_non_null(sample_text(s.document, 3, "a.zip", 0));
    sample_close(&s);
}

static void a_group_without_items_takes_no_room(void **state)
{
    struct sample s = sample_filled(
        ITEMS, "{\"text\": \"上\"}, {\"group\": [{\"break\": \"page\"}, \"{n}\"], \"each\": \"items\"}, \"下\"", "{}");

    assert_int_equal(s.document->page_count, 1);
    assert_millimetres(sample_top(sample_text(s.document, 0, "下", 0)), 10);
    sample_close(&s);
}

static void each_of_a_kept_group_is_kept_by_itself(void **state)
{
    struct sample s = sample_filled(ITEMS,
                                    "{\"group\": [\"項{n}\\n一\\n二\\n三\"], \"each\": \"items\", \"keep\": true, "
                                    "\"before\": \"2mm\"}",
                                    "{\"items\": [{\"n\": 1}, {\"n\": 2}, {\"n\": 3}]}");

    assert_int_equal(s.document->page_count, 2);
    assert_millimetres(sample_top(sample_text(s.document, 0, "2", 0)), 27);
    assert_millimetres(sample_top(sample_text(s.document, 1, "3", 0)), 5);
    sample_close(&s);
}

static void an_automatic_column_sees_every_item_of_a_group(void **state)
{
    struct sample s = sample_filled(ITEMS,
                                    "{\"table\": {" CELLS "\"columns\": [\"auto\", \"1fr\"], \"rows\": ["
                                    "[{\"blocks\": [{\"group\": [{\"figure\": \"file\", \"max_height\": \"9mm\"}], "
                                    "\"each\": \"items\"}]}, \"甲\"]]}}",
                                    "{\"items\": [{\"file\": \"rgb.png\"}, {\"file\": \"wide.png\"}]}");

    assert_box(picture(s.document, 0, 0), 5 + 18 - 6, 5, 12, 9);
    assert_box(picture(s.document, 0, 1), 5, 14, 36, 9);
    assert_true(sample_has_rule(s.document, 0, 41, 4.9, 41, 23.1, 0.2));
    sample_close(&s);
}

static void a_vertical_label_is_as_high_as_the_picture_beside_it(void **state)
{
    struct sample s = sample_filled(FILE_FIELD,
                                    "{\"table\": {" CELLS "\"columns\": [\"10mm\", \"40mm\"], \"rows\": ["
                                    "[{\"text\": \"上下\", \"style\": \"vertical\", \"align\": \"distribute\"}, "
                                    "{\"blocks\": [{\"figure\": \"file\"}]}]]}}",
                                    DATA("screen.png"));
    const struct mark *label = sample_text(s.document, 0, "上下", 0);

    assert_box(picture(s.document, 0, 0), 15, 5, 40, 22.5);
    assert_millimetres((double)label->run->advance / 36000, 22.5);
    sample_close(&s);
}

static void in_a_row_of_limited_height_it_fits_the_limit(void **state)
{
    struct sample s = sample_filled(FILE_FIELD,
                                    "{\"table\": {" CELLS "\"columns\": [\"1fr\"], \"rows\": [{\"max_height\": "
                                    "\"18mm\", \"cells\": [{\"blocks\": [{\"figure\": \"file\"}]}]}]}}",
                                    DATA("screen.png"));

    assert_box(picture(s.document, 0, 0), 50 - 16, 5, 32, 18);
    sample_close(&s);
}

/* Texts beside a picture climb the ladder without it; nothing of it is lost on the way, nor drawn twice. */
static void a_box_with_a_picture_may_condense_its_texts_or_send_them_to_a_sheet(void **state)
{
    static const char fields[] = FILE_FIELD ", \"text\": {\"path\": \"/text\"}";
    static const char body[] = "{\"table\": {" CELLS "\"columns\": [\"40mm\", \"1fr\"], \"rows\": [{\"height\": "
                               "\"15mm\", \"cells\": [{\"blocks\": [\"{text}\", {\"figure\": \"file\"}]}, \"\"]}]}}";
    struct sample condensed =
        sample_filled(fields, body,
                      "{\"file\": \"rgb.png\", \"text\": \"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
                      "一二三四五六七八九十一二三四五\"}");
    struct sample on_sheet = sample_filled(fields, body,
                                           "{\"file\": \"rgb.png\", \"text\": \"一\\n二\\n三\\n四\\n五\\n六\\n"
                                           "七\\n八\\n九\\n十\"}");

    assert_non_null(condensed.document);
    assert_non_null(on_sheet.document);
    assert_int_equal(sample_count(condensed.document, 0, MARK_IMAGE), 1);
    assert_int_equal(condensed.document->page_count, 1);
    assert_int_equal(sample_count(on_sheet.document, 0, MARK_IMAGE), 1);
    assert_true(picture(condensed.document, 0, 0)->image.height >= MM(5));
    assert_int_equal(on_sheet.document->page_count, 3); /* heading, report and ten lines are more than a page */
    assert_int_equal(sample_count(on_sheet.document, 1, MARK_IMAGE), 0);
    sample_close(&condensed);
    sample_close(&on_sheet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_picture_keeps_its_size_and_stands_in_the_middle),
        cmocka_unit_test(align_puts_it_at_either_edge),
        cmocka_unit_test(a_large_picture_is_scaled_to_the_column_or_to_the_page),
        cmocka_unit_test(max_width_and_max_height_hold_both),
        cmocka_unit_test(the_caption_stands_below_and_stays_with_its_picture),
        cmocka_unit_test(a_picture_of_page_height_leaves_room_for_its_caption_and_heading),
        cmocka_unit_test(in_a_row_that_may_grow_the_row_grows),
        cmocka_unit_test(in_a_row_of_fixed_height_it_fits_the_box),
        cmocka_unit_test(in_a_table_with_a_head_it_is_no_higher_than_the_rest_of_the_page),
        cmocka_unit_test(an_automatic_column_is_as_wide_as_its_picture),
        cmocka_unit_test(a_placed_figure_fits_its_place),
        cmocka_unit_test(a_file_that_is_no_picture_is_named_in_its_place),
        cmocka_unit_test(without_a_file_the_fields_own_text_stands),
        cmocka_unit_test(what_is_read_out_is_the_alt_or_the_caption_or_the_name),
        cmocka_unit_test(a_group_stands_once_for_each_item_on_pages_of_their_own),
        cmocka_unit_test(a_group_without_items_takes_no_room),
        cmocka_unit_test(each_of_a_kept_group_is_kept_by_itself),
        cmocka_unit_test(in_a_row_of_limited_height_it_fits_the_limit),
        cmocka_unit_test(a_box_with_a_picture_may_condense_its_texts_or_send_them_to_a_sheet),
        cmocka_unit_test(an_automatic_column_sees_every_item_of_a_group),
        cmocka_unit_test(a_vertical_label_is_as_high_as_the_picture_beside_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

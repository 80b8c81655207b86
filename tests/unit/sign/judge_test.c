/*
 * Judging of small signed files: right as they are, and wrong with any byte changed. Made by tests/sign/make_small.py:
 * signed.pdf (B-B), stamped.pdf (B-T), prolonged.pdf (that, with evidence and a document time stamp).
 */
#define _GNU_SOURCE /* memmem */
#include "support/cmocka.h"

#include "base/file.h"
#include "sign/judge.h"

#include <stdlib.h>
#include <string.h>

#define SMALL "tests/unit/sign/small/"

struct judged {
    struct arena *arena;
    struct diags *diags;
    struct judge_trust *trust;
};

static void begin(struct judged *judged, const char *const *trusted)
{
    *judged = (struct judged){.arena = arena_open(), .diags = diags_open()};
    judged->trust = judge_trust_open(trusted, 1, judged->diags);
    assert_non_null(judged->trust);
}

static void begin_trusting(struct judged *judged)
{
    static const char *const trusted[] = {SMALL "ca.pem"};

    begin(judged, trusted);
}

static void end(struct judged *judged)
{
    judge_trust_close(judged->trust);
    diags_close(judged->diags);
    arena_close(judged->arena);
}

static const struct source *read_small(struct judged *judged, const char *name)
{
    const char *path = arena_format(judged->arena, SMALL "%s", name);
    const struct source *file = file_read(judged->arena, path, path, limits_default.pdf_bytes, judged->diags);

    assert_non_null(file);
    return file;
}

/* NULL: not read as a PDF file. */
static const struct judgement *judge(struct arena *arena, const struct source *file, const struct judge_trust *trust,
                                     int64_t time)
{
    const struct judge_options options = {.limits = &limits_default, .trust = trust, .time = time};
    struct diag_cause cause;
    const struct pdf *pdf = pdf_open(arena, file, &limits_default, &cause);

    return pdf != NULL ? judge_pdf(arena, pdf, &options) : NULL;
}

static const struct judgement *judge_small(struct judged *judged, const char *name)
{
    return judge(judged->arena, read_small(judged, name), judged->trust, JUDGE_NO_TIME);
}

static void a_signature_is_right_and_described(void **state)
{
    struct judged judged;

    begin_trusting(&judged);
    const struct judgement *judgement = judge_small(&judged, "signed.pdf");
    assert_int_equal(judgement->finding_count, 0);
    assert_int_equal(judgement->signature_count, 1);
    assert_string_equal(judgement->signatures[0].signer, "届出 太郎");
    assert_string_equal(judgement->signatures[0].issuer, "Test CA");
    assert_false(judgement->signatures[0].is_stamp);
    assert_true(judgement->signatures[0].stamped == JUDGE_NO_TIME);
    assert_true(judgement->signatures[0].claimed != JUDGE_NO_TIME);
    assert_int_equal(judgement->signatures[0].covered, read_small(&judged, "signed.pdf")->size);
    assert_int_equal(judgement->unsigned_end, read_small(&judged, "plain.pdf")->size);
    end(&judged);
}

static void time_stamps_are_read(void **state)
{
    struct judged judged;

    begin_trusting(&judged);
    const struct judgement *judgement = judge_small(&judged, "stamped.pdf");
    assert_int_equal(judgement->finding_count, 0);
    assert_true(judgement->signatures[0].stamped != JUDGE_NO_TIME);
    assert_string_equal(judgement->signatures[0].authority, "Test TSA");
    judgement = judge_small(&judged, "prolonged.pdf");
    assert_int_equal(judgement->finding_count, 0);
    assert_int_equal(judgement->signature_count, 2);
    assert_true(judgement->signatures[1].is_stamp);
    end(&judged);
}

static void a_file_without_signatures_has_no_findings(void **state)
{
    struct judged judged;

    begin_trusting(&judged);
    const struct judgement *judgement = judge_small(&judged, "plain.pdf");
    assert_int_equal(judgement->finding_count, 0);
    assert_int_equal(judgement->signature_count, 0);
    assert_int_equal(judgement->unsigned_end, read_small(&judged, "plain.pdf")->size);
    end(&judged);
}

static void expect_finding(const struct judgement *judgement, enum diag_code code)
{
    assert_non_null(judgement);
    for (size_t i = 0; i < judgement->finding_count; i++)
        if (judgement->findings[i].cause.code == code)
            return;
    fail_msg("finding %d is missing among %zu", (int)code, judgement->finding_count);
}

static void trust_is_not_assumed(void **state)
{
    struct judged judged;

    begin_trusting(&judged);
    const struct source *file = read_small(&judged, "signed.pdf");
    expect_finding(judge(judged.arena, file, NULL, JUDGE_NO_TIME), DIAG_JUDGE_ANCHORS);
    expect_finding(judge(judged.arena, file, judged.trust, 1577836800), DIAG_JUDGE_CHAIN); /* 2020: not valid yet */
    expect_finding(judge(judged.arena, file, judged.trust, 2524608000), DIAG_JUDGE_CHAIN); /* 2050: expired */
    end(&judged);
}

/* --- with a byte changed --- */

/* A copy with the text in the place of another of its length. */
static const struct source *changed(struct judged *judged, const char *name, const char *old, const char *new)
{
    const struct source *file = read_small(judged, name);
    struct source *copy = arena_new(judged->arena, struct source);
    char *bytes = arena_copy(judged->arena, file->bytes, file->size);
    char *place = memmem(bytes, file->size, old, strlen(old));

    assert_non_null(place);
    assert_int_equal(strlen(old), strlen(new));
    memcpy(place, new, strlen(new));
    *copy = (struct source){.name = name, .bytes = bytes, .size = file->size};
    return copy;
}

static void expect_changed(const char *old, const char *new, enum diag_code code)
{
    struct judged judged;

    begin_trusting(&judged);
    expect_finding(judge(judged.arena, changed(&judged, "signed.pdf", old, new), judged.trust, JUDGE_NO_TIME), code);
    end(&judged);
}

static void each_part_is_noticed_by_its_reason(void **state)
{
    expect_changed("[0 0 100 100]", "[0 0 100 101]", DIAG_JUDGE_DIGEST);
    expect_changed("00>", "01>", DIAG_JUDGE_PADDING);
    expect_changed("<3082", "<3083", DIAG_JUDGE_FORM);
    expect_changed("2a864886f70d010702", "2A864886F70D010702", DIAG_JUDGE_HEX);
    expect_changed("/ByteRange[0 ", "/ByteRange[1 ", DIAG_JUDGE_RANGE);
}

/* How many of the changes of one bit, in every byte or every step'th, the judge misses. */
static size_t missed_flips(struct judged *judged, const char *name, unsigned char mask, size_t step)
{
    const struct source *file = read_small(judged, name);
    char *bytes = arena_copy(judged->arena, file->bytes, file->size);
    const struct source copy = {.name = name, .bytes = bytes, .size = file->size};
    size_t missed = 0;

    for (size_t i = 0; i < file->size; i += step) {
        struct arena *arena = arena_open();
        bytes[i] = (char)((unsigned char)bytes[i] ^ mask);
        const struct judgement *judgement = judge(arena, &copy, judged->trust, JUDGE_NO_TIME);
        if (judgement != NULL && judgement->finding_count == 0 && judgement->signature_count > 0) {
            print_message("%s: byte %zu ^ %02x is missed\n", name, i, mask);
            missed++;
        }
        bytes[i] = file->bytes[i];
        arena_close(arena);
    }
    return missed;
}

static void every_flipped_bit_is_noticed(void **state)
{
    struct judged judged;

    begin_trusting(&judged);
    assert_int_equal(missed_flips(&judged, "signed.pdf", 0x01, 1), 0);
    assert_int_equal(missed_flips(&judged, "signed.pdf", 0x20, 1), 0); /* also turns the case of hexadecimal digits */
    assert_int_equal(missed_flips(&judged, "stamped.pdf", 0x01, 17), 0);
    assert_int_equal(missed_flips(&judged, "prolonged.pdf", 0x01, 17), 0);
    end(&judged);
}

/* A file that is cut off loses its signature, but never keeps one that is right. */
static void cut_files_are_noticed(void **state)
{
    struct judged judged;

    begin_trusting(&judged);
    const struct source *file = read_small(&judged, "signed.pdf");
    for (size_t size = 0; size < file->size; size++) {
        struct arena *arena = arena_open();
        const struct source cut = {.name = file->name, .bytes = file->bytes, .size = size};
        const struct judgement *judgement = judge(arena, &cut, judged.trust, JUDGE_NO_TIME);
        assert_true(judgement == NULL || judgement->signature_count == 0 || judgement->finding_count > 0);
        arena_close(arena);
    }
    end(&judged);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signature_is_right_and_described),
        cmocka_unit_test(time_stamps_are_read),
        cmocka_unit_test(a_file_without_signatures_has_no_findings),
        cmocka_unit_test(trust_is_not_assumed),
        cmocka_unit_test(each_part_is_noticed_by_its_reason),
        cmocka_unit_test(every_flipped_bit_is_noticed),
        cmocka_unit_test(cut_files_are_noticed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

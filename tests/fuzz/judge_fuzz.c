/*
 * Any bytes as the CMS of a signature and as a time stamp: judged without a crash; what is no canonical DER is always a
 * finding. Nothing is trusted, so that nothing is ever without one.
 */
#include "sign/der.h"
#include "sign/judging.h"

#include <assert.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void judge_with(bool is_stamp, const char *der, size_t size)
{
    const struct judge_options options = {.limits = &limits_default, .time = JUDGE_NO_TIME};
    const struct judge_content content = {.bytes = {"content", ""}, .sizes = {7, 0}};
    struct judge_signature signature = {.field = "f", .is_stamp = is_stamp, .claimed = 0, .stamped = JUDGE_NO_TIME};
    struct judging judging = {.arena = arena_open(),
                              .options = &options,
                              .signatures = &signature,
                              .signature_count = 1,
                              .signature_room = 1};

    if (is_stamp)
        judge_stamp(&judging, der, size, &content, JUDGE_NO_TIME);
    else
        judge_cms(&judging, der, size, &content);
    assert(judging.finding_count > 0);
    arena_close(judging.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size > 1 << 20)
        return 0;
    der_is_canonical(bytes, size);
    judge_with(false, (const char *)bytes, size);
    judge_with(true, (const char *)bytes, size);
    return 0;
}

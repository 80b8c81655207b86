/*
 * judge CA.pem FILE: what the judge of signatures says of a file, one line a signature and one a finding, the code of
 * the finding first. Status 0: nothing was found.
 */
#include "sign/judge.h"
#include "base/file.h"
#include "base/sink.h"

#include <stdio.h>
#include <string.h>

static void print_signature(const struct judge_signature *signature)
{
    printf("%s %s certify=%d stamped=%d covered=%zu findings=%zu signer=%s\n",
           signature->is_stamp ? "stamp" : "signature", signature->field, signature->certify,
           signature->stamped != JUDGE_NO_TIME, signature->covered, signature->findings,
           signature->signer != NULL ? signature->signer : "");
}

/* Whether nothing is wrong. */
static bool judge(struct arena *arena, const struct source *file, const struct judge_trust *trust, struct diags *diags)
{
    const struct judge_options options = {.limits = &limits_default, .trust = trust, .time = JUDGE_NO_TIME};
    struct diag_cause cause;
    const struct pdf *pdf = pdf_open(arena, file, &limits_default, &cause);

    if (pdf == NULL)
        return diags_error(diags, cause.code, &SOURCE_NOWHERE, NULL, cause.args);
    const struct judgement *judgement = judge_pdf(arena, pdf, &options);
    printf("unsigned %zu\n", judgement->unsigned_end);
    for (size_t i = 0; i < judgement->signature_count; i++)
        print_signature(&judgement->signatures[i]);
    for (size_t i = 0; i < judgement->finding_count; i++)
        diags_error(diags, judgement->findings[i].cause.code, &SOURCE_NOWHERE, NULL, judgement->findings[i].cause.args);
    return judgement->finding_count == 0;
}

static void print_diags(const struct diags *diags)
{
    struct sink text = {0};

    diags_write_text(diags, DIAG_ENGLISH, &text);
    if (text.size > 0)
        fwrite(text.bytes, 1, text.size, stdout);
    sink_close(&text);
}

int main(int count, char **arguments)
{
    struct arena *arena = arena_open();
    struct diags *diags = diags_open();
    bool is_right = false;

    if (count == 3) {
        const char *const trusted[] = {arguments[1]};
        struct judge_trust *trust = judge_trust_open(trusted, 1, diags);
        const struct source *file = file_read(arena, arguments[2], arguments[2], limits_default.pdf_bytes, diags);
        is_right = trust != NULL && file != NULL && judge(arena, file, trust, diags);
        judge_trust_close(trust);
    }
    print_diags(diags);
    diags_close(diags);
    arena_close(arena);
    return is_right ? 0 : 1;
}

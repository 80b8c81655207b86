/* libcrypto's queue of errors belongs to the thread; each of our functions leaves it empty. */
#include "sign/error.h"

#include <openssl/err.h>
#include <string.h>

const char *sign_reason(void)
{
    unsigned long code = ERR_peek_last_error();
    const char *reason = ERR_SYSTEM_ERROR(code) ? strerror(ERR_GET_REASON(code)) : ERR_reason_error_string(code);

    ERR_clear_error();
    return reason != NULL ? reason : DIAG_BOTH("for a reason unknown", "原因不明");
}

bool sign_fail(struct diags *diags, enum diag_code code, const char *first)
{
    const char *reason = sign_reason();

    return diags_error(diags, code, &SOURCE_NOWHERE, NULL,
                       first != NULL ? DIAG_ARGS(first, reason) : DIAG_ARGS(reason));
}

/* sign/error.h - what libcrypto says went wrong. */
#ifndef SIGN_ERROR_H
#define SIGN_ERROR_H

#include "base/diag.h"

/* The reason of the last error in libcrypto's queue, which is emptied; never NULL. */
const char *sign_reason(void);

/* Adds an error whose last argument is that reason; gives false. `first` may be NULL: the reason alone. */
bool sign_fail(struct diags *diags, enum diag_code code, const char *first);

#endif

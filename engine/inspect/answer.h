/* inspect/answer.h - answers as JSON. */
#ifndef INSPECT_ANSWER_H
#define INSPECT_ANSWER_H

#include "inspect/request.h"
#include "text/inspect.h"

void answer_put(const struct request *request, const struct text_inspection *inspection, const struct diags *diags,
                enum diag_language language, struct sink *answer);

/* id NULL: null */
void answer_put_error(const char *id, const struct diag *error, enum diag_language language, struct sink *answer);

#endif

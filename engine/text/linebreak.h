/* text/linebreak.h - UAX #14 as it stands, before kinsoku tailors it. */
#ifndef TEXT_LINEBREAK_H
#define TEXT_LINEBREAK_H

#include "text/ucd.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Where may a line end? `classes` holds enum linebreak_class of `count` items, clusters or code points; AI, CJ and SA
 * are resolved. may_break[i] tells of the place before item i; may_break[0] is false. Forced breaks (LB4, LB5) are
 * allowed.
 */
void linebreak_find(const uint8_t *classes, size_t count, bool *may_break);

#endif

/* sign/der.h - DER (X.690): whether bytes are in the one form it allows, and a walk through them. */
#ifndef SIGN_DER_H
#define SIGN_DER_H

#include <stdbool.h>
#include <stddef.h>

/* One element: its identifier, its contents, and all of its bytes. */
struct der {
    unsigned char tag;
    const unsigned char *contents;
    size_t size;
    const unsigned char *start;
    size_t whole;
};

/* The element that begins at *at, which moves behind it. False: none does before `end`, or not as DER has it. */
bool der_next(const unsigned char **at, const unsigned char *end, struct der *element);

/* The same for an element that must be of this tag. */
bool der_take(const unsigned char **at, const unsigned char *end, unsigned char tag, struct der *element);

/*
 * Whether these bytes are one element, and that and all in it canonical: lengths as short as can be, integers and flags
 * in their one form, sets in order.
 */
bool der_is_canonical(const unsigned char *bytes, size_t size);

#endif

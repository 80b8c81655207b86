/* X.690, 8.1, 10 and 11. The depth is bounded, and so is the recursion. */
#include "sign/der.h"

#include <string.h>

#define DEPTH_MAX 64
#define LENGTH_BYTES_MAX 4

enum {
    TAG_BOOLEAN = 0x01,
    TAG_INTEGER = 0x02,
    TAG_BIT_STRING = 0x03,
    TAG_SET = 0x31,
    CONSTRUCTED = 0x20,
    LOW_TAG = 0x1F,
};

/* 10.1: the short form below 128, else as few bytes as can be. */
static bool take_length(const unsigned char **at, const unsigned char *end, size_t *length)
{
    if (*at == end)
        return false;
    unsigned char first = *(*at)++;
    size_t count = first & 0x7F;

    *length = first;
    if (first < 0x80)
        return true;
    if (count == 0 || count > LENGTH_BYTES_MAX || (size_t)(end - *at) < count || **at == 0)
        return false;
    *length = 0;
    for (size_t i = 0; i < count; i++)
        *length = *length << 8 | *(*at)++;
    return *length >= 0x80;
}

bool der_next(const unsigned char **at, const unsigned char *end, struct der *element)
{
    const unsigned char *start = *at;

    if (*at == end || (**at & LOW_TAG) == LOW_TAG) /* no structure here has tags above 30 */
        return false;
    element->tag = *(*at)++;
    if (!take_length(at, end, &element->size) || element->size > (size_t)(end - *at))
        return false;
    element->start = start;
    element->contents = *at;
    *at += element->size;
    element->whole = (size_t)(*at - start);
    return true;
}

bool der_take(const unsigned char **at, const unsigned char *end, unsigned char tag, struct der *element)
{
    return *at < end && **at == tag && der_next(at, end, element);
}

static bool is_canonical_primitive(const struct der *element)
{
    const unsigned char *bytes = element->contents;

    if (element->tag == TAG_BOOLEAN)
        return element->size == 1 && (bytes[0] == 0 || bytes[0] == 0xFF);
    if (element->tag == TAG_INTEGER) /* 8.3.2 */
        return element->size == 1 ||
               (element->size > 1 && !(bytes[0] == 0 && bytes[1] < 0x80) && !(bytes[0] == 0xFF && bytes[1] >= 0x80));
    if (element->tag == TAG_BIT_STRING) /* 11.2.1: the bits that are not used are 0 */
        return element->size > 0 && bytes[0] < 8 && (element->size > 1 || bytes[0] == 0) &&
               (bytes[element->size - 1] & ((1u << bytes[0]) - 1)) == 0;
    return true;
}

/* 11.6: elements of a set ascend. */
static bool ascends(const struct der *before, const struct der *element)
{
    size_t shorter = before->whole < element->whole ? before->whole : element->whole;
    int order = memcmp(before->start, element->start, shorter);

    return order < 0 || (order == 0 && before->whole <= element->whole);
}

static bool are_canonical(const unsigned char *at, const unsigned char *end, bool is_set, int depth)
{
    struct der before = {0}, element;

    if (depth == 0)
        return false;
    while (at < end) {
        if (!der_next(&at, end, &element))
            return false;
        if (is_set && before.start != NULL && !ascends(&before, &element))
            return false;
        if ((element.tag & CONSTRUCTED) == 0
                ? !is_canonical_primitive(&element)
                : !are_canonical(element.contents, element.contents + element.size, element.tag == TAG_SET, depth - 1))
            return false;
        before = element;
    }
    return true;
}

bool der_is_canonical(const unsigned char *bytes, size_t size)
{
    const unsigned char *at = bytes;
    struct der element;

    return der_next(&at, bytes + size, &element) && at == bytes + size &&
           are_canonical(bytes, bytes + size, false, DEPTH_MAX);
}

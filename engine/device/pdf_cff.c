/*
 * Adobe Technical Note 5176, The Compact Font Format Specification: header (section 6), Name INDEX, Top DICT INDEX
 * (sections 5, 7 to 9), charsets (section 13). Every read is checked, though the subsetter has just written the table.
 */
#include "device/pdf_cff.h"

/* Bytes still to be read; `failed` once there were too few, and then every read gives 0. */
struct reader {
    const unsigned char *bytes;
    size_t size;
    size_t at;
    bool failed;
};

static uint32_t read_number(struct reader *reader, size_t width)
{
    uint32_t value = 0;

    if (reader->failed || reader->at > reader->size || reader->size - reader->at < width) {
        reader->failed = true;
        return 0;
    }
    for (size_t i = 0; i < width; i++)
        value = value << 8 | reader->bytes[reader->at++];
    return value;
}

/* Section 5: moves past an INDEX; gives the place of its first object, cut to that object. */
static struct reader read_index(struct reader *reader)
{
    uint32_t count = read_number(reader, 2);
    if (count == 0)
        return (struct reader){.failed = true};

    uint32_t width = read_number(reader, 1);
    struct reader offsets = *reader;
    uint32_t first = read_number(&offsets, width);
    uint32_t second = read_number(&offsets, width);
    offsets.at = reader->at + (size_t)count * width;
    uint32_t end = read_number(&offsets, width);
    size_t base = reader->at + ((size_t)count + 1) * width - 1; /* offsets count from 1 */

    reader->at = base + end;
    reader->failed |= offsets.failed || width > 4 || first > second || base + second > reader->size;
    return (struct reader){
        .bytes = reader->bytes,
        .size = base + second,
        .at = base + first,
        .failed = reader->failed,
    };
}

/* Table 3: one operand of a DICT. Real numbers are passed over and count as 0. */
static uint32_t read_operand(struct reader *reader, uint32_t first)
{
    if (first == 28)
        return read_number(reader, 2);
    if (first == 29)
        return read_number(reader, 4);
    if (first == 30) {
        while (!reader->failed && (read_number(reader, 1) & 0x0F) != 0x0F)
            continue;
        return 0;
    }
    if (first >= 32 && first <= 246)
        return first - 139;
    if (first >= 247 && first <= 250)
        return (first - 247) * 256 + read_number(reader, 1) + 108;
    if (first >= 251 && first <= 254)
        return 0 - ((first - 251) * 256 + read_number(reader, 1) + 108);
    reader->failed = true;
    return 0;
}

#define OPERATOR_CHARSET 15
#define OPERATOR_ESCAPE 12
#define OPERATOR_ROS 30 /* after the escape */
#define OPERATOR_LAST 21

struct top_dict {
    uint32_t charset; /* offset in the table; 0 to 2: a predefined one */
    bool is_cid_keyed;
};

static struct top_dict read_top_dict(struct reader *dict)
{
    struct top_dict top = {0};
    uint32_t operand = 0;

    while (!dict->failed && dict->at < dict->size) {
        uint32_t first = read_number(dict, 1);
        if (first > OPERATOR_LAST)
            operand = read_operand(dict, first);
        else if (first == OPERATOR_CHARSET)
            top.charset = operand;
        else if (first == OPERATOR_ESCAPE && read_number(dict, 1) == OPERATOR_ROS)
            top.is_cid_keyed = true;
    }
    return top;
}

/* Section 13: format 0 lists a CID a glyph; formats 1 and 2 give ranges. Glyph 0 is not listed. */
static void read_charset(struct reader *reader, uint16_t *cids, size_t count)
{
    uint32_t format = read_number(reader, 1);
    size_t glyph = 1;

    cids[0] = 0;
    reader->failed |= format > 2;
    while (glyph < count && !reader->failed) {
        uint32_t cid = read_number(reader, 2);
        uint32_t left = format > 0 ? read_number(reader, format) : 0;
        for (uint32_t i = 0; i <= left && glyph < count; i++)
            cids[glyph++] = (uint16_t)(cid + i);
    }
}

bool pdf_cff_cids(const unsigned char *table, size_t size, uint16_t *cids, size_t count)
{
    struct reader reader = {.bytes = table, .size = size, .at = 2};

    reader.at = read_number(&reader, 1); /* the header states its own size */
    read_index(&reader);
    struct reader dict = read_index(&reader);
    struct top_dict top = read_top_dict(&dict);
    if (dict.failed || count == 0)
        return false;

    for (size_t i = 0; i < count; i++)
        cids[i] = (uint16_t)i;
    if (!top.is_cid_keyed)
        return true;

    struct reader charset = {.bytes = table, .size = size, .at = top.charset, .failed = top.charset <= 2};
    read_charset(&charset, cids, count);
    return !charset.failed;
}

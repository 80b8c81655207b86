/* UAX #29 revision 41 (Unicode 15.0), rules GB3 to GB999, read from the cluster's start. */
#include "text/cluster.h"

#include "base/utf8.h"
#include "text/ucd.h"

/* What the cluster read so far says about the next code point. */
struct reading {
    uint8_t last;       /* enum grapheme_class */
    bool is_picture;    /* ExtPict Extend*, then perhaps ZWJ (GB11) */
    bool is_whole_flag; /* two regional indicators are in (GB12, GB13) */
};

static bool is_control(uint8_t grapheme)
{
    return grapheme == GCB_CONTROL || grapheme == GCB_CR || grapheme == GCB_LF;
}

/* GB6 to GB8. */
static bool is_same_syllable(uint8_t before, uint8_t after)
{
    switch (before) {
    case GCB_L:
        return after == GCB_L || after == GCB_V || after == GCB_LV || after == GCB_LVT;
    case GCB_LV:
    case GCB_V:
        return after == GCB_V || after == GCB_T;
    case GCB_LVT:
    case GCB_T:
        return after == GCB_T;
    default:
        return false;
    }
}

static bool continues(const struct reading *reading, const struct ucd *next)
{
    uint8_t before = reading->last;
    uint8_t after = next->grapheme;

    if (before == GCB_CR && after == GCB_LF) /* GB3 */
        return true;
    if (is_control(before) || is_control(after)) /* GB4, GB5 */
        return false;
    if (after == GCB_EXTEND || after == GCB_ZWJ || after == GCB_SPACING_MARK) /* GB9, GB9a */
        return true;
    if (before == GCB_PREPEND || is_same_syllable(before, after)) /* GB9b */
        return true;
    if (before == GCB_ZWJ && reading->is_picture && (next->flags & UCD_PICTOGRAPH) != 0) /* GB11 */
        return true;
    return before == GCB_REGIONAL_INDICATOR && after == GCB_REGIONAL_INDICATOR && !reading->is_whole_flag;
}

static void take(struct reading *reading, const struct ucd *next)
{
    uint8_t grapheme = next->grapheme;

    reading->is_whole_flag = reading->last == GCB_REGIONAL_INDICATOR && grapheme == GCB_REGIONAL_INDICATOR;
    reading->is_picture = (next->flags & UCD_PICTOGRAPH) != 0 || (reading->is_picture && reading->last != GCB_ZWJ &&
                                                                  (grapheme == GCB_EXTEND || grapheme == GCB_ZWJ));
    reading->last = grapheme;
}

/* Decodes the code point at reader->at. */
static void look_ahead(struct cluster_reader *reader)
{
    reader->after = reader->at;
    if (reader->at == reader->size)
        return;
    reader->next = utf8_next(reader->bytes, reader->size, &reader->after);
    if (reader->next == UTF8_INVALID)
        reader->next = 0xFFFD;
}

static void advance(struct cluster_reader *reader)
{
    reader->at = reader->after;
    look_ahead(reader);
}

struct cluster_reader cluster_reader_open(const char *bytes, size_t size, size_t at)
{
    struct cluster_reader reader = {.bytes = bytes, .size = size, .at = at};

    look_ahead(&reader);
    return reader;
}

bool cluster_read(struct cluster_reader *reader, struct cluster_text *cluster)
{
    struct reading reading = {.last = GCB_OTHER};

    if (reader->at == reader->size)
        return false;
    *cluster = (struct cluster_text){.start = reader->at, .base = reader->next};
    do {
        take(&reading, ucd_of(reader->next));
        advance(reader);
        cluster->count++;
    } while (reader->at < reader->size && continues(&reading, ucd_of(reader->next)));
    cluster->end = reader->at;
    return true;
}

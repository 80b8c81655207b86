/*
 * LB-19: addresses may break after / ? & = and before . @ _ # %, but only in an address wider than a line. An address
 * is a run of ASCII without spaces and closing brackets that holds ://, starts with www., or looks like x@y.z.
 */
#include "text/composition.h"

#include <string.h>

static uint32_t base_at(const struct composition *composition, size_t at)
{
    return composition->clusters[at].base;
}

static bool is_in_address(const struct cluster *cluster)
{
    bool is_single = cluster->end - cluster->start == 1;

    return is_single && cluster->base > 0x20 && cluster->base < 0x7F && strchr(")]}>", (int)cluster->base) == NULL;
}

static bool is_text_at(const struct composition *composition, size_t at, size_t end, const char *text)
{
    for (; *text != '\0'; at++, text++)
        if (at >= end || base_at(composition, at) != (unsigned char)*text)
            return false;
    return true;
}

static size_t find_text(const struct composition *composition, struct address address, const char *text)
{
    for (size_t i = address.first; i < address.end; i++)
        if (is_text_at(composition, i, address.end, text))
            return i;
    return address.end;
}

static bool is_mail(const struct composition *composition, struct address address)
{
    size_t at = find_text(composition, address, "@");
    size_t dot = find_text(composition, (struct address){at, address.end}, ".");

    return at > address.first && at < address.end && dot > at + 1 && dot + 1 < address.end;
}

static bool is_address(const struct composition *composition, struct address address)
{
    return find_text(composition, address, "://") < address.end ||
           is_text_at(composition, address.first, address.end, "www.") || is_mail(composition, address);
}

static bool is_one_of(uint32_t c, const char *set)
{
    return c < 0x80 && c != 0 && strchr(set, (int)c) != NULL;
}

/* Is the place before cluster `at` a point of second rank? The address goes on behind it. */
static bool is_point(const struct composition *composition, size_t at, size_t end)
{
    uint32_t before = base_at(composition, at - 1);
    uint32_t after = base_at(composition, at);

    if (before == '/' && after == '/')
        return false;
    if (before == ':' || (before == '/' && at >= 2 && is_text_at(composition, at - 2, end, "//")))
        return false; /* within and directly after :// */
    if (is_one_of(before, "/?&="))
        return !is_one_of(after, ".,:;!?/");
    return is_one_of(after, ".@_#%") && at + 1 < end;
}

static void mark_points(struct composition *composition, struct address address)
{
    for (size_t i = address.first + 1; i < address.end; i++)
        if (composition->breaks[i] < BREAK_SECOND && is_point(composition, i, address.end))
            composition->breaks[i] = BREAK_SECOND;
}

/* The run of address characters that starts at cluster `first`. */
static struct address address_at(const struct composition *composition, size_t first)
{
    struct address address = {first, first};

    while (address.end < composition->count && is_in_address(&composition->clusters[address.end]))
        address.end++;
    return address;
}

static void add_address(struct composition *composition, struct address address)
{
    composition->addresses = arena_grow(composition->scratch, composition->addresses, composition->address_count,
                                        &composition->address_room, sizeof address);
    composition->addresses[composition->address_count++] = address;
}

void find_url_breaks(struct composition *composition)
{
    for (size_t i = 0; i < composition->count; i++) {
        struct address address = address_at(composition, i);

        if (address.end == i)
            continue;
        if (is_address(composition, address)) {
            add_address(composition, address);
            mark_points(composition, address);
        }
        i = address.end;
    }
}

/* Room the unbreakable string around an address needs at the least. */
static fine string_extent(const struct composition *composition, size_t first, size_t end)
{
    while (end > first && cluster_is_edge_space(&composition->clusters[end - 1]))
        end--;
    if (end == first)
        return 0;
    return composition->places[end - 1] + composition->clusters[end - 1].body - composition->places[first];
}

static void use_points(struct composition *composition, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++)
        if (composition->breaks[i] == BREAK_SECOND)
            composition->breaks[i] = BREAK_SECOND_USED;
}

/*
 * From the break before an address to the first one behind it. Hyphens inside (LB-16) do not make the string shorter:
 * it counts whole.
 */
static struct address string_around(const struct composition *composition, struct address address)
{
    while (address.first > 0 && composition->breaks[address.first] < BREAK_SOFT)
        address.first--;
    while (address.end < composition->count && composition->breaks[address.end] < BREAK_SOFT)
        address.end++;
    return address;
}

void use_url_breaks(struct composition *composition, fine room)
{
    size_t done = 0; /* addresses in one string are looked at together, once */

    for (size_t i = 0; i < composition->address_count; i++) {
        struct address string;

        if (composition->addresses[i].first < done)
            continue;
        string = string_around(composition, composition->addresses[i]);
        if (string_extent(composition, string.first, string.end) > room)
            use_points(composition, string.first, string.end);
        done = string.end;
    }
}

/* Tokens and values (ISO 32000-2, 7.2 and 7.3). */
#include "pdf/reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- what is wrong --- */

bool pdf_damaged(struct pdf_reading *reading, size_t at, const char *reason)
{
    *reading->cause = (struct diag_cause){
        DIAG_PDF_DAMAGED, DIAG_ARGS(reading->file->name, reason, arena_format(reading->arena, "%zu", at))};
    return false;
}

bool pdf_beyond(struct pdf_reading *reading, size_t limit, const char *of_what)
{
    *reading->cause = (struct diag_cause){
        DIAG_LIMIT_PDF, DIAG_ARGS(reading->file->name, arena_format(reading->arena, "%zu", limit), of_what)};
    return false;
}

static bool damaged(struct pdf_cursor *cursor, const char *reason)
{
    return pdf_damaged(cursor->reading, cursor->at, reason);
}

/* --- characters and tokens --- */

struct pdf_cursor pdf_cursor_at(struct pdf_reading *reading, size_t at)
{
    return (struct pdf_cursor){reading, reading->file->bytes, reading->file->size, at, true};
}

bool pdf_is_blank(char c)
{
    return c == '\0' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}

bool pdf_is_regular(char c)
{
    return !pdf_is_blank(c) && strchr("()<>[]{}/%", c) == NULL;
}

static bool at_end(const struct pdf_cursor *cursor)
{
    return cursor->at >= cursor->size;
}

/* The character here, or a blank at the end: it ends every token. */
static char here(const struct pdf_cursor *cursor)
{
    return at_end(cursor) ? ' ' : cursor->bytes[cursor->at];
}

static char next(const struct pdf_cursor *cursor)
{
    return cursor->at + 1 < cursor->size ? cursor->bytes[cursor->at + 1] : ' ';
}

static void skip_comment(struct pdf_cursor *cursor)
{
    while (!at_end(cursor) && here(cursor) != '\n' && here(cursor) != '\r')
        cursor->at++;
}

void pdf_skip_blanks(struct pdf_cursor *cursor)
{
    while (!at_end(cursor) && (pdf_is_blank(here(cursor)) || here(cursor) == '%'))
        if (here(cursor) == '%')
            skip_comment(cursor);
        else
            cursor->at++;
}

void pdf_skip_line_end(struct pdf_cursor *cursor)
{
    if (here(cursor) == '\r' && !at_end(cursor))
        cursor->at++;
    if (here(cursor) == '\n')
        cursor->at++;
}

bool pdf_take_word(struct pdf_cursor *cursor, const char *word)
{
    size_t size = strlen(word), end = cursor->at + size;

    if (end > cursor->size || memcmp(cursor->bytes + cursor->at, word, size) != 0)
        return false;
    if (end < cursor->size && pdf_is_regular(cursor->bytes[end]))
        return false;
    cursor->at = end;
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

#define NUMBER_DIGITS_MAX 10

bool pdf_take_number(struct pdf_cursor *cursor, uint64_t *number)
{
    size_t at = cursor->at;

    *number = 0;
    while (at < cursor->size && is_digit(cursor->bytes[at]) && at - cursor->at < NUMBER_DIGITS_MAX)
        *number = *number * 10 + (uint64_t)(cursor->bytes[at++] - '0');
    if (at == cursor->at || (at < cursor->size && pdf_is_regular(cursor->bytes[at])))
        return false;
    cursor->at = at;
    return true;
}

/* --- numbers and references --- */

static size_t size_of_token(const struct pdf_cursor *cursor)
{
    size_t size = 0;

    while (cursor->at + size < cursor->size && pdf_is_regular(cursor->bytes[cursor->at + size]))
        size++;
    return size;
}

/* "12 0 R": two numbers and an R. The cursor stays where it was when it is something else. */
static bool scan_reference(struct pdf_cursor *cursor, struct pdf_value *value)
{
    struct pdf_cursor ahead = *cursor;
    uint64_t number, generation;

    if (!pdf_take_number(&ahead, &number))
        return false;
    pdf_skip_blanks(&ahead);
    if (!pdf_take_number(&ahead, &generation))
        return false;
    pdf_skip_blanks(&ahead);
    if (!pdf_take_word(&ahead, "R") || number > UINT32_MAX || generation > UINT16_MAX)
        return false;
    value->kind = PDF_REFERENCE;
    value->as.reference.number = (uint32_t)number;
    value->as.reference.generation = (uint32_t)generation;
    cursor->at = ahead.at;
    return true;
}

#define INTEGER_DIGITS_MAX 18 /* below 2^63 */
#define REAL_BYTES_MAX 64

/* 7.3.3: digits with a sign before them, and for a real one point among them. */
static bool scan_number(struct pdf_cursor *cursor, struct pdf_value *value)
{
    const char *text = cursor->bytes + cursor->at;
    size_t size = size_of_token(cursor), at = 0, digits = 0, points = 0;
    int64_t integer = 0;

    if (*text == '+' || *text == '-')
        at++;
    for (; at < size && (is_digit(text[at]) || text[at] == '.'); at++) {
        points += text[at] == '.';
        digits += text[at] != '.';
        if (points == 0 && digits <= INTEGER_DIGITS_MAX)
            integer = integer * 10 + (text[at] - '0');
    }
    if (at < size || digits == 0 || points > 1 || size > REAL_BYTES_MAX || (points == 0 && digits > INTEGER_DIGITS_MAX))
        return damaged(cursor, DIAG_BOTH("a number is ill-formed", "数の形が正しくありません"));
    if (points == 0) {
        value->kind = PDF_INTEGER;
        value->as.integer = *text == '-' ? -integer : integer;
    } else {
        value->kind = PDF_REAL;
        value->as.text.bytes = arena_copy(cursor->reading->arena, text, size);
        value->as.text.size = size;
    }
    cursor->at += size;
    return true;
}

/* --- strings and names --- */

static int hex_digit(char c)
{
    if (is_digit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* 7.3.5: /Name, with #XX for odd characters. */
static bool scan_name(struct pdf_cursor *cursor, const char **name, size_t *name_size)
{
    cursor->at++;
    size_t size = size_of_token(cursor);
    const char *text = cursor->bytes + cursor->at;
    char *out = arena_copy(cursor->reading->arena, text, size);
    size_t length = 0;

    for (size_t i = 0; i < size; i++) {
        char c = text[i];
        if (c == '#') {
            int high = i + 2 < size ? hex_digit(text[i + 1]) : -1;
            int low = i + 2 < size ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0 || (high | low) == 0)
                return damaged(cursor, DIAG_BOTH("a name is ill-formed", "名前の形が正しくありません"));
            c = (char)(high << 4 | low);
            i += 2;
        }
        out[length++] = c;
    }
    out[length] = '\0';
    *name = out;
    *name_size = length;
    cursor->at += size;
    return true;
}

static bool open_ended(struct pdf_cursor *cursor, size_t start)
{
    cursor->at = start;
    return damaged(cursor, DIAG_BOTH("a string has no end", "文字列の終わりがありません"));
}

/* 7.3.4.3: digits in pairs, white space anywhere; a last one alone counts as if 0 followed. */
static bool scan_hexadecimal(struct pdf_cursor *cursor, struct pdf_value *value)
{
    size_t start = cursor->at++, digits = 0;
    const char *end = memchr(cursor->bytes + cursor->at, '>', cursor->size - cursor->at);

    if (end == NULL)
        return open_ended(cursor, start);
    char *out = arena_alloc(cursor->reading->arena, (size_t)(end - cursor->bytes - (ptrdiff_t)cursor->at) / 2 + 2, 1);
    for (; cursor->bytes + cursor->at < end; cursor->at++) {
        int digit = hex_digit(here(cursor));
        if (digit < 0 && pdf_is_blank(here(cursor)))
            continue;
        if (digit < 0)
            return damaged(cursor, DIAG_BOTH("a string is ill-formed", "文字列の形が正しくありません"));
        out[digits / 2] = (char)(digits % 2 == 0 ? digit << 4 : out[digits / 2] | digit);
        digits++;
    }
    cursor->at++;
    out[(digits + 1) / 2] = '\0';
    value->kind = PDF_STRING;
    value->as.text.bytes = out;
    value->as.text.size = (digits + 1) / 2;
    return true;
}

/* The size of (text) without its parentheses; false: it has no end. */
static bool measure_literal(const struct pdf_cursor *cursor, size_t *size)
{
    size_t depth = 1;

    for (size_t i = cursor->at + 1; i < cursor->size; i++) {
        char c = cursor->bytes[i];
        if (c == '\\')
            i++;
        else if (c == '(')
            depth++;
        else if (c == ')' && --depth == 0) {
            *size = i - cursor->at - 1;
            return true;
        }
    }
    return false;
}

/* An octal code of at most three digits; gives the bytes it takes. */
static size_t octal(const char *text, size_t size, char *out)
{
    int code = 0;
    size_t i = 0;

    for (; i < 3 && i < size && text[i] >= '0' && text[i] <= '7'; i++)
        code = code * 8 + (text[i] - '0');
    *out = (char)code;
    return i;
}

/* What follows a backslash (table 3); gives the bytes it takes, and 0 or 1 characters at `out`. */
static size_t escape(const char *text, size_t size, char *out, size_t *written)
{
    static const char letters[] = "nrtbf", meant[] = "\n\r\t\b\f";
    const char *letter = size > 0 && *text != '\0' ? strchr(letters, *text) : NULL;

    *written = 1;
    if (size == 0) {
        *written = 0;
        return 0;
    }
    if (*text >= '0' && *text <= '7')
        return octal(text, size, out);
    if (*text == '\n' || *text == '\r') { /* the string goes on in the next line */
        *written = 0;
        return *text == '\r' && size > 1 && text[1] == '\n' ? 2 : 1;
    }
    *out = letter != NULL ? meant[letter - letters] : *text;
    return 1;
}

/* 7.3.4.2; an end of line of any kind is one line feed. */
static bool scan_literal(struct pdf_cursor *cursor, struct pdf_value *value)
{
    size_t size, length = 0;

    if (!measure_literal(cursor, &size))
        return open_ended(cursor, cursor->at);
    const char *text = cursor->bytes + cursor->at + 1;
    char *out = arena_copy(cursor->reading->arena, text, size);
    for (size_t i = 0; i < size; i++) {
        size_t written = 1;
        if (text[i] == '\\') {
            i += escape(text + i + 1, size - i - 1, out + length, &written);
        } else if (text[i] == '\r') {
            out[length] = '\n';
            i += i + 1 < size && text[i + 1] == '\n';
        } else {
            out[length] = text[i];
        }
        length += written;
    }
    out[length] = '\0';
    value->kind = PDF_STRING;
    value->as.text.bytes = out;
    value->as.text.size = length;
    cursor->at += size + 2;
    return true;
}

/* --- arrays and dictionaries --- */

static bool scan(struct pdf_cursor *cursor, struct pdf_value *value, size_t depth);

static bool too_deep(const struct pdf_cursor *cursor)
{
    size_t limit = cursor->reading->limits->pdf_depth;

    return pdf_beyond(cursor->reading, limit, DIAG_BOTH("levels of arrays and dictionaries", "配列と辞書の入れ子"));
}

/* The stack of a reading: room for the next member of the arrays and dictionaries that are open. */
static struct pdf_entry *push(struct pdf_reading *reading)
{
    if (reading->open_count == reading->open_room) {
        reading->open_room = reading->open_room < 64 ? 64 : 2 * reading->open_room;
        reading->open = mem_grow(reading->open, reading->open_room, sizeof(*reading->open));
    }
    return &reading->open[reading->open_count++];
}

static bool scan_item(struct pdf_cursor *cursor, size_t depth)
{
    struct pdf_value item;

    if (!scan(cursor, &item, depth))
        return false;
    push(cursor->reading)->value = item;
    return true;
}

/* What stands on the stack above `below` becomes the array's. */
static void close_array(struct pdf_reading *reading, size_t below, struct pdf_value *value)
{
    size_t count = reading->open_count - below;
    struct pdf_value *items = arena_array(reading->arena, struct pdf_value, count);

    for (size_t i = 0; i < count; i++)
        items[i] = reading->open[below + i].value;
    reading->open_count = below;
    value->kind = PDF_ARRAY;
    value->as.array.items = items;
    value->as.array.count = count;
}

static bool scan_array(struct pdf_cursor *cursor, struct pdf_value *value, size_t depth)
{
    size_t start = cursor->at++, below = cursor->reading->open_count;

    for (pdf_skip_blanks(cursor); here(cursor) != ']'; pdf_skip_blanks(cursor)) {
        if (at_end(cursor))
            return pdf_damaged(cursor->reading, start, DIAG_BOTH("an array has no end", "配列の終わりがありません"));
        if (!scan_item(cursor, depth))
            return false;
    }
    cursor->at++;
    close_array(cursor->reading, below, value);
    return true;
}

static int compare_keys(const void *a, const void *b)
{
    const struct pdf_entry *left = a, *right = b;

    return strcmp(left->key, right->key);
}

/* A key twice would let two readers see two files (7.3.7). */
static bool sort_entries(struct pdf_cursor *cursor, size_t start, struct pdf_entry *entries, size_t count)
{
    if (count > 1)
        qsort(entries, count, sizeof(*entries), compare_keys);
    for (size_t i = 1; i < count; i++)
        if (strcmp(entries[i - 1].key, entries[i].key) == 0)
            return pdf_damaged(cursor->reading, start,
                               DIAG_BOTH("a dictionary has a key twice", "辞書に同じキーが二度あります"));
    return true;
}

static bool scan_entry(struct pdf_cursor *cursor, size_t depth)
{
    struct pdf_entry entry;
    size_t size;

    if (here(cursor) != '/')
        return damaged(cursor, DIAG_BOTH("a key of a dictionary is no name", "辞書のキーが名前ではありません"));
    if (!scan_name(cursor, &entry.key, &size))
        return false;
    pdf_skip_blanks(cursor);
    if (!scan(cursor, &entry.value, depth))
        return false;
    *push(cursor->reading) = entry;
    return true;
}

static bool close_dictionary(struct pdf_cursor *cursor, size_t start, size_t below, struct pdf_value *value)
{
    struct pdf_reading *reading = cursor->reading;
    size_t count = reading->open_count - below;
    struct pdf_entry *entries = arena_array(reading->arena, struct pdf_entry, count);

    if (count > 0)
        memcpy(entries, reading->open + below, count * sizeof(*entries));
    reading->open_count = below;
    value->kind = PDF_DICTIONARY;
    value->as.dictionary.entries = entries;
    value->as.dictionary.count = count;
    return sort_entries(cursor, start, entries, count);
}

static bool scan_dictionary(struct pdf_cursor *cursor, struct pdf_value *value, size_t depth)
{
    size_t start = cursor->at, below = cursor->reading->open_count;

    cursor->at += 2;
    for (pdf_skip_blanks(cursor); here(cursor) != '>' || next(cursor) != '>'; pdf_skip_blanks(cursor))
        if (!scan_entry(cursor, depth))
            return false;
    cursor->at += 2;
    return close_dictionary(cursor, start, below, value);
}

/* --- values --- */

static bool scan_word(struct pdf_cursor *cursor, struct pdf_value *value)
{
    if (pdf_take_word(cursor, "null")) {
        value->kind = PDF_NULL;
    } else if (pdf_take_word(cursor, "true")) {
        value->kind = PDF_BOOLEAN;
        value->as.flag = true;
    } else if (pdf_take_word(cursor, "false")) {
        value->kind = PDF_BOOLEAN;
    } else {
        return damaged(cursor, DIAG_BOTH("no value stands here", "値がありません"));
    }
    return true;
}

static bool scan_here(struct pdf_cursor *cursor, struct pdf_value *value, size_t depth)
{
    char c = here(cursor);

    if (is_digit(c) && scan_reference(cursor, value))
        return true;
    if (is_digit(c) || c == '+' || c == '-' || c == '.')
        return scan_number(cursor, value);
    if (c == '(')
        return scan_literal(cursor, value);
    if (c == '/') {
        value->kind = PDF_NAME;
        return scan_name(cursor, &value->as.text.bytes, &value->as.text.size);
    }
    if (c == '<' && next(cursor) != '<')
        return scan_hexadecimal(cursor, value);
    if (c != '[' && c != '<')
        return scan_word(cursor, value);
    if (depth == 0)
        return too_deep(cursor);
    return c == '[' ? scan_array(cursor, value, depth - 1) : scan_dictionary(cursor, value, depth - 1);
}

/* `depth` levels may follow: the recursion is bounded. */
static bool scan(struct pdf_cursor *cursor, struct pdf_value *value, size_t depth)
{
    size_t limit = cursor->reading->limits->pdf_values, start = cursor->at;

    if (++cursor->reading->value_count > limit)
        return pdf_beyond(cursor->reading, limit, DIAG_BOTH("values", "値の数"));
    *value = (struct pdf_value){0};
    if (!scan_here(cursor, value, depth))
        return false;
    if (cursor->is_file) {
        value->start = start;
        value->end = cursor->at;
    }
    return true;
}

bool pdf_scan_value(struct pdf_cursor *cursor, struct pdf_value *value)
{
    return scan(cursor, value, cursor->reading->limits->pdf_depth);
}

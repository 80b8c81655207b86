/*
 * A recursive descent over the grammar of RFC 8259, bounded by the depth limit. It stops at the first mistake, since
 * what follows a mistake in the grammar is guesswork. Functions are called with `at` on the first byte of what they
 * scan and leave it behind the last; false means that the error has been added.
 */
#include "json/scan.h"

#include "base/utf8.h"

#include <cjson/cJSON.h> /* CJSON_NESTING_LIMIT only */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* cJSON copies a number into 64 bytes before it converts it. */
#define NUMBER_BYTES_MAX 63

/* An array or object whose end has not been seen. */
struct opening {
    enum json_kind kind;
    size_t offset;
    const struct opening *outer;
};

struct scan {
    const struct source *source;
    const char *bytes;
    size_t size;
    size_t at;
    enum json_dialect dialect;
    const struct limits *limits;
    size_t depth, depth_max;
    struct diags *diags;
    const struct opening *open; /* innermost, or NULL */
    char *plain;
    struct json_spot *spots;
    size_t count, capacity;
};

/* A message in both languages. */
struct text {
    const char *english, *japanese;
};

static bool report(struct scan *scan, enum diag_code code, size_t offset, struct diag_args args)
{
    struct source_ref at = {.source = scan->source, .offset = offset};

    return diags_error(scan->diags, code, &at, NULL, args);
}

static bool at_end(const struct scan *scan)
{
    return scan->at == scan->size;
}

/* The byte at hand, or -1 at the end. */
static int peek(const struct scan *scan)
{
    return at_end(scan) ? -1 : (unsigned char)scan->bytes[scan->at];
}

/* The file ends inside something that began at `offset`. */
static bool report_truncated(struct scan *scan, struct text what, size_t offset)
{
    struct source_position began = source_locate(scan->source, offset);
    char line[24];
    char column[24];

    snprintf(line, sizeof line, "%zu", began.line);
    snprintf(column, sizeof column, "%zu", began.column);
    return report(scan, DIAG_JSON_TRUNCATED, scan->size, DIAG_ARGS(what.english, what.japanese, line, column));
}

/* Something else stands at hand than the grammar wants; `wants` says what it wants. */
static bool report_unexpected(struct scan *scan, struct text wants)
{
    char found[16];

    if (at_end(scan) && scan->open != NULL) {
        struct text what =
            scan->open->kind == JSON_ARRAY ? (struct text){"array", "配列"} : (struct text){"object", "オブジェクト"};
        return report_truncated(scan, what, scan->open->offset);
    }
    if (at_end(scan))
        return report(scan, DIAG_JSON_SYNTAX, scan->size, DIAG_ARGS(wants.english, wants.japanese));

    size_t at = scan->at;
    uint32_t c = utf8_next(scan->plain, scan->size, &at);
    if (c > 0x20 && c < 0x7F)
        snprintf(found, sizeof found, "%c", (char)c);
    else
        snprintf(found, sizeof found, "U+%04X", (unsigned)c);
    return report(scan, DIAG_JSON_SYNTAX, scan->at, DIAG_ARGS(wants.english, wants.japanese, found));
}

static bool report_mistake(struct scan *scan, size_t offset, struct text mistake)
{
    return report(scan, DIAG_JSON_SYNTAX, offset, DIAG_ARGS(mistake.english, mistake.japanese));
}

static bool report_limit(struct scan *scan, enum diag_code code, size_t offset, size_t limit)
{
    char number[24];

    snprintf(number, sizeof number, "%zu", limit);
    return report(scan, code, offset, DIAG_ARGS(number));
}

/* White space and comments. */

static void blank(struct scan *scan, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (scan->plain[i] != '\n') /* lines stay lines, which helps when looking at the copy in a debugger */
            scan->plain[i] = ' ';
}

static bool scan_comment(struct scan *scan)
{
    size_t start = scan->at;
    char second = scan->at + 1 < scan->size ? scan->bytes[scan->at + 1] : '\0';

    if (second != '/' && second != '*')
        return report_unexpected(scan, (struct text){"a single / begins nothing", "/ だけでは意味がありません"});
    if (scan->dialect != JSON_COMMENTS)
        return report_mistake(
            scan, start,
            (struct text){"comments are only allowed in layouts and in data files named .jsonc",
                          "コメントは、レイアウトと、名前が .jsonc で終わるデータファイルでだけ使えます"});

    scan->at += 2;
    while (second == '/' && !at_end(scan) && peek(scan) != '\n')
        scan->at++;
    while (second == '*' && !(scan->at + 1 < scan->size && memcmp(scan->bytes + scan->at, "*/", 2) == 0)) {
        if (at_end(scan))
            return report_truncated(scan, (struct text){"comment", "コメント"}, start);
        scan->at++;
    }
    if (second == '*')
        scan->at += 2;
    blank(scan, start, scan->at);
    return true;
}

static bool skip_space(struct scan *scan)
{
    for (;;) {
        int c = peek(scan);
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
            scan->at++;
        else if (c != '/')
            return true;
        else if (!scan_comment(scan))
            return false;
    }
}

/* Numbers and words. */

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static bool scan_digits(struct scan *scan, struct text wants)
{
    if (!is_digit(peek(scan)))
        return report_unexpected(scan, wants);
    while (is_digit(peek(scan)))
        scan->at++;
    return true;
}

static bool scan_fraction(struct scan *scan)
{
    if (peek(scan) != '.')
        return true;
    scan->at++;
    return scan_digits(scan, (struct text){"a digit must follow the decimal point", "小数点の後には数字が必要です"});
}

static bool scan_exponent(struct scan *scan)
{
    if (peek(scan) != 'e' && peek(scan) != 'E')
        return true;
    scan->at++;
    if (peek(scan) == '+' || peek(scan) == '-')
        scan->at++;
    return scan_digits(scan, (struct text){"a digit must follow the exponent's e", "指数の e の後には数字が必要です"});
}

static bool scan_number(struct scan *scan)
{
    size_t start = scan->at;

    if (peek(scan) == '-')
        scan->at++;
    if (peek(scan) == '0' && scan->at + 1 < scan->size && is_digit(scan->bytes[scan->at + 1]))
        return report_mistake(scan, scan->at,
                              (struct text){"leading zeros are not allowed", "数の先頭に余分な 0 は書けません"});
    if (!scan_digits(scan, (struct text){"a digit must follow the minus sign", "- の後には数字が必要です"}))
        return false;
    if (!scan_fraction(scan) || !scan_exponent(scan))
        return false;
    if (scan->at - start > NUMBER_BYTES_MAX)
        return report_mistake(scan, start, (struct text){"a number has at most 63 characters", "数は 63 文字までです"});
    return true;
}

static bool scan_word(struct scan *scan)
{
    static const char *const words[] = {"true", "false", "null"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t size = strlen(words[i]);
        size_t left = scan->size - scan->at;
        if (memcmp(scan->bytes + scan->at, words[i], left < size ? left : size) != 0)
            continue;
        scan->at += left < size ? left : size;
        if (left >= size)
            return true;
        break; /* the file ends within the word */
    }
    return report_unexpected(scan, (struct text){
                                       "expected a value; of words there are only true, false and null",
                                       "値が必要です。引用符のない語は true、false、null だけです",
                                   });
}

/* Strings. */

static bool report_open_string(struct scan *scan, size_t start)
{
    return report_truncated(scan, (struct text){"string", "文字列"}, start);
}

/* Four hex digits at `offset` as a number; -1 when they are none. */
static int32_t hex_at(const struct scan *scan, size_t offset)
{
    int32_t value = 0;

    for (size_t i = offset; i < offset + 4; i++) {
        int c = i < scan->size ? (unsigned char)scan->bytes[i] : 0;
        int digit = is_digit(c) ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

static bool is_low_surrogate_at(const struct scan *scan, size_t offset)
{
    if (offset + 6 > scan->size || memcmp(scan->bytes + offset, "\\u", 2) != 0)
        return false;

    int32_t unit = hex_at(scan, offset + 2);
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* For an escape that cJSON would not take. */
static bool stand_in(struct scan *scan, size_t escape)
{
    memcpy(scan->plain + escape, "\\ufffd", 6);
    return true;
}

/* \uXXXX; `at` is on the backslash. `start` is that of the string. */
static bool scan_unicode_escape(struct scan *scan, size_t start)
{
    size_t escape = scan->at;
    int32_t unit = hex_at(scan, escape + 2);

    if (unit < 0 && scan->size - escape < 6)
        return report_open_string(scan, start);
    if (unit < 0)
        return report_mistake(scan, escape,
                              (struct text){"four hex digits must follow \\u", "\\u の後には 16 進数 4 桁が必要です"});
    if (unit == 0 && scan->dialect != JSON_LENIENT)
        return report(scan, DIAG_JSON_NUL, escape, DIAG_NO_ARGS);

    scan->at += 6;
    if (unit == 0)
        return stand_in(scan, escape);
    if (unit < 0xD800 || unit > 0xDFFF)
        return true;
    if (unit < 0xDC00 && is_low_surrogate_at(scan, scan->at)) {
        scan->at += 6;
        return true;
    }
    if (scan->dialect == JSON_LENIENT)
        return stand_in(scan, escape);
    char digits[5] = {0};
    memcpy(digits, scan->bytes + escape + 2, 4);
    return report(scan, DIAG_JSON_SURROGATE, escape, DIAG_ARGS(digits));
}

static bool scan_escape(struct scan *scan, size_t start)
{
    if (scan->at + 1 == scan->size)
        return report_open_string(scan, start);

    char second = scan->bytes[scan->at + 1];
    if (second == 'u')
        return scan_unicode_escape(scan, start);
    if (second == '\0' || strchr("\"\\/bfnrt", second) == NULL)
        return report_mistake(scan, scan->at,
                              (struct text){
                                  "this escape does not exist; a backslash itself is written \\\\",
                                  "このようなエスケープはありません。\\ そのものは \\\\ と書きます",
                              });
    scan->at += 2;
    return true;
}

static bool report_control(struct scan *scan)
{
    if (peek(scan) == 0)
        return report(scan, DIAG_JSON_NUL, scan->at, DIAG_NO_ARGS);
    return report_unexpected(scan, (struct text){
                                       "a string stays in its line; write \\n for a new line, \\t for a tab",
                                       "文字列は途中で改行できません。改行は \\n、タブは \\t と書きます",
                                   });
}

static bool scan_string(struct scan *scan)
{
    size_t start = scan->at++;

    while (peek(scan) != '"') {
        if (at_end(scan))
            return report_open_string(scan, start);
        if (peek(scan) < 0x20)
            return report_control(scan);
        if (peek(scan) != '\\')
            scan->at++;
        else if (!scan_escape(scan, start))
            return false;
    }
    if (scan->at - start - 1 > scan->limits->string_bytes)
        return report_limit(scan, DIAG_LIMIT_STRING, start, scan->limits->string_bytes);
    scan->at++;
    return true;
}

/* Arrays, objects, values. */

static bool scan_value(struct scan *scan, size_t key_offset);

/* Behind a comma: true when the array or object ends here. The comma itself is blanked then. */
static bool ends_after_comma(struct scan *scan, char end, size_t comma)
{
    if (scan->dialect != JSON_COMMENTS || peek(scan) != end)
        return false;
    blank(scan, comma, comma + 1);
    return true;
}

/* Between members or elements: a comma, or the end. Sets *more to what it was. */
static bool scan_separator(struct scan *scan, char end, struct text wants, bool *more)
{
    size_t comma = scan->at;

    *more = false;
    if (peek(scan) != end) {
        if (peek(scan) != ',')
            return report_unexpected(scan, wants);
        scan->at++;
        if (!skip_space(scan))
            return false;
        *more = !ends_after_comma(scan, end, comma);
        if (*more && peek(scan) == end)
            return report_mistake(scan, comma,
                                  (struct text){"a comma before the end is only allowed in layouts",
                                                "最後の要素の後のコンマはレイアウトでだけ使えます"});
    }
    if (!*more)
        scan->at++; /* the end */
    return true;
}

static bool scan_elements(struct scan *scan)
{
    bool more = peek(scan) != ']';

    if (!more)
        scan->at++;
    while (more) {
        if (!scan_value(scan, 0) || !skip_space(scan))
            return false;
        if (!scan_separator(
                scan, ']',
                (struct text){"expected a comma or ] after this element", "この要素の後にはコンマか ] が必要です"},
                &more))
            return false;
    }
    return true;
}

static bool scan_member(struct scan *scan)
{
    size_t key = scan->at;

    if (peek(scan) != '"')
        return report_unexpected(
            scan, (struct text){"a key must be a string in double quotes", "キーは二重引用符で囲んだ文字列です"});
    if (!scan_string(scan) || !skip_space(scan))
        return false;
    if (peek(scan) != ':')
        return report_unexpected(scan,
                                 (struct text){"expected a colon after this key", "キーの後にはコロンが必要です"});
    scan->at++;
    return skip_space(scan) && scan_value(scan, key) && skip_space(scan);
}

static bool scan_members(struct scan *scan)
{
    bool more = peek(scan) != '}';

    if (!more)
        scan->at++;
    while (more) {
        if (!scan_member(scan))
            return false;
        if (!scan_separator(
                scan, '}',
                (struct text){"expected a comma or } after this member", "このメンバーの後にはコンマか } が必要です"},
                &more))
            return false;
    }
    return true;
}

static bool scan_container(struct scan *scan, enum json_kind kind)
{
    if (scan->depth == scan->depth_max)
        return report_limit(scan, DIAG_LIMIT_DEPTH, scan->at, scan->depth_max);

    struct opening here = {.kind = kind, .offset = scan->at, .outer = scan->open};
    scan->open = &here;
    scan->depth++;
    scan->at++;
    bool ok = skip_space(scan) && (kind == JSON_ARRAY ? scan_elements(scan) : scan_members(scan));
    scan->depth--;
    scan->open = here.outer;
    return ok;
}

/* The ways people write values that JSON does not know. */
static bool report_no_value(struct scan *scan)
{
    int c = peek(scan);

    if (c == '\'')
        return report_unexpected(scan,
                                 (struct text){"a string stands in double quotes", "文字列は二重引用符で囲みます"});
    if (c == '+')
        return report_unexpected(scan, (struct text){"a number has no plus sign", "数に + は付けられません"});
    if (c == '.')
        return report_unexpected(
            scan, (struct text){"a digit must stand before the decimal point", "小数点の前には数字が必要です"});
    return report_unexpected(scan, (struct text){"expected a value", "値が必要です"});
}

static bool scan_value_itself(struct scan *scan)
{
    int c = peek(scan);

    if (c == '{')
        return scan_container(scan, JSON_OBJECT);
    if (c == '[')
        return scan_container(scan, JSON_ARRAY);
    if (c == '"')
        return scan_string(scan);
    if (c == '-' || is_digit(c))
        return scan_number(scan);
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return scan_word(scan);
    return report_no_value(scan);
}

static bool scan_value(struct scan *scan, size_t key_offset)
{
    size_t index = scan->count++;

    if (index == scan->limits->json_values)
        return report_limit(scan, DIAG_LIMIT_NODES, scan->at, scan->limits->json_values);
    if (index == scan->capacity) {
        scan->capacity = index < 64 ? 128 : index * 2;
        scan->spots = mem_grow(scan->spots, scan->capacity, sizeof *scan->spots);
    }
    scan->spots[index] = (struct json_spot){.offset = scan->at, .key_offset = key_offset};
    if (!scan_value_itself(scan))
        return false;
    scan->spots[index].end = scan->at;
    return true;
}

static bool scan_text(struct scan *scan)
{
    if (scan->size >= 3 && memcmp(scan->bytes, "\xEF\xBB\xBF", 3) == 0) {
        scan->at = 3;
        blank(scan, 0, 3);
    }
    if (!skip_space(scan) || !scan_value(scan, 0) || !skip_space(scan))
        return false;
    if (!at_end(scan))
        return report_unexpected(
            scan, (struct text){"expected the end of the file after the value", "値の後に余分なものがあります"});
    return true;
}

/* cJSON is to see well-formed text only: each byte of an ill-formed part becomes a question mark. */
static void replace_bytes(struct scan *scan)
{
    for (size_t at = 0; at < scan->size;) {
        size_t start = at;

        if (utf8_next(scan->bytes, scan->size, &at) == UTF8_INVALID)
            memset(scan->plain + start, '?', at - start);
    }
}

static bool check_bytes(struct scan *scan)
{
    if (scan->size > scan->limits->input_bytes)
        return report_limit(scan, DIAG_LIMIT_INPUT, 0, scan->limits->input_bytes);

    size_t bad = utf8_check(scan->bytes, scan->size);
    if (bad == scan->size || scan->dialect == JSON_LENIENT)
        return true;

    const struct json_encoding_hint *hint = json_encoding_hint(scan->source);
    char number[24];
    snprintf(number, sizeof number, "%zu", bad + 1);
    return report(scan, DIAG_JSON_NOT_UTF8, bad,
                  DIAG_ARGS(hint != NULL ? hint->english : NULL, hint != NULL ? hint->japanese : NULL, number));
}

bool json_scan(const struct source *source, enum json_dialect dialect, const struct limits *limits, struct diags *diags,
               struct json_scanned *scanned)
{
    struct scan scan = {
        .source = source,
        .bytes = source->bytes,
        .size = source->size,
        .dialect = dialect,
        .limits = limits,
        .depth_max = limits->json_depth < CJSON_NESTING_LIMIT ? limits->json_depth : CJSON_NESTING_LIMIT,
        .diags = diags,
    };

    *scanned = (struct json_scanned){0};
    if (!check_bytes(&scan))
        return false;

    scan.plain = mem_alloc(scan.size + 1);
    if (scan.size > 0)
        memcpy(scan.plain, scan.bytes, scan.size);
    scan.plain[scan.size] = '\0';
    if (dialect == JSON_LENIENT)
        replace_bytes(&scan);

    struct json_scanned result = {.plain = scan.plain, .size = scan.size};
    bool ok = scan_text(&scan);
    result.spots = scan.spots;
    result.count = scan.count;
    if (ok)
        *scanned = result;
    else
        json_scan_close(&result);
    return ok;
}

void json_scan_close(struct json_scanned *scanned)
{
    free(scanned->plain);
    free(scanned->spots);
    *scanned = (struct json_scanned){0};
}

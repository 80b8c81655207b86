/* cli/sign_options.c - the options about signing: of sign, and of batch, which signs what it makes. */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TIMEOUT_MAX 600
#define RESERVE_MIN 1024
#define RESERVE_MAX (1024 * 1024)
#define SEAL_MAX 6
#define EMU_PER_MM 36000
#define BOX_MAX_MM 10000

static int bad(const struct arguments *arguments, const char *english, const char *japanese, const char *value)
{
    return usage_error(arguments, arguments->command, english, japanese, value);
}

static bool read_number(const char *text, unsigned long least, unsigned long most, unsigned long *number)
{
    if (*text == '\0' || strlen(text) > 9 || text[strspn(text, "0123456789")] != '\0')
        return false;
    *number = strtoul(text, NULL, 10);
    return *number >= least && *number <= most;
}

static int add_file(const struct arguments *arguments, const char *value, const char **list, size_t *count)
{
    if (*count == SIGN_FILES_MAX)
        return bad(arguments, "too many files", "ファイルが多すぎます", value);
    list[(*count)++] = value;
    return -1;
}

static int take_timeout(struct arguments *arguments, const char *value)
{
    unsigned long seconds;

    if (!read_number(value, 1, TIMEOUT_MAX, &seconds))
        return bad(arguments, "--tsa-timeout is a number of seconds from 1 to 600, not",
                   "--tsa-timeout は 1 から 600 までの秒数です", value);
    arguments->sign.timeout = (int)seconds;
    return -1;
}

static int take_reserve(struct arguments *arguments, const char *value)
{
    unsigned long bytes;

    if (!read_number(value, RESERVE_MIN, RESERVE_MAX, &bytes))
        return bad(arguments, "--reserve is a number of bytes from 1024 to 1048576, not",
                   "--reserve は 1024 から 1048576 までのバイト数です", value);
    arguments->sign.reserve = bytes;
    return -1;
}

/* The place of a word in a list ended by NULL; -1 when it is not there. */
static int place_of(const char *word, const char *const *words)
{
    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return -1;
}

static int take_level(struct arguments *arguments, const char *value)
{
    static const char *const names[] = {"B-B", "B-T", "B-LT", NULL};
    int place = place_of(value, names);

    if (place < 0)
        return usage_unknown(arguments, arguments->command, "unknown level", "不明な水準です", value, names);
    arguments->sign.level = (enum sign_level)(SIGN_LEVEL_B_B + place);
    return -1;
}

static int take_certify(struct arguments *arguments, const char *value)
{
    static const char *const names[] = {"nothing", "forms", "notes", NULL};
    int place = place_of(value, names);

    if (place < 0)
        return usage_unknown(arguments, arguments->command, "--certify is nothing, forms or notes, not",
                             "--certify は nothing、forms、notes のどれかです", value, names);
    arguments->sign.certify = (enum todoke_certify)(TODOKE_CERTIFY_NOTHING + place);
    return -1;
}

static int take_tsa(struct arguments *arguments, const char *value)
{
    if (strncmp(value, "http://", strlen("http://")) != 0)
        return bad(arguments, "--tsa is an address that begins with http://, not",
                   "--tsa は http:// で始まるアドレスです", value);
    arguments->sign.tsa = value;
    return -1;
}

static int take_seal(struct arguments *arguments, const char *value)
{
    size_t characters = 0;

    for (const char *c = value; *c != '\0'; c++)
        characters += (*c & 0xC0) != 0x80; /* the first byte of each in UTF-8 */
    if (characters < 1 || characters > SEAL_MAX)
        return bad(arguments, "--seal has 1 to 6 characters, not", "--seal は 1 文字から 6 文字までです", value);
    arguments->sign.seal = value;
    return -1;
}

/* "20mm" or "20.5mm,": the bytes it takes, or 0. */
static size_t read_millimetres(const char *text, int64_t *emu)
{
    char *end;
    double value = strtod(text, &end);

    if (end == text || strncmp(end, "mm", 2) != 0 || !(value >= 0 && value <= BOX_MAX_MM))
        return 0;
    *emu = (int64_t)(value * EMU_PER_MM + 0.5);
    return (size_t)(end + 2 - text);
}

/* PAGE,X,Y,W,H */
static bool read_box(const char *text, struct sign_arguments *sign)
{
    int64_t *const sides[] = {&sign->x, &sign->y, &sign->width, &sign->height};
    char *end;

    sign->page = strtoul(text, &end, 10);
    for (size_t i = 0; i < 4; i++) {
        size_t size = *end == ',' ? read_millimetres(end + 1, sides[i]) : 0;
        if (size == 0)
            return false;
        end += 1 + size;
    }
    return *end == '\0' && *text >= '1' && *text <= '9' && sign->width > 0 && sign->height > 0;
}

static int take_visible(struct arguments *arguments, const char *value)
{
    arguments->sign.is_visible = true;
    if (!value || read_box(value, &arguments->sign))
        return -1;
    return bad(arguments, "--visible is PAGE,X,Y,WIDTH,HEIGHT such as 1,20mm,250mm,70mm,20mm, not",
               "--visible は 1,20mm,250mm,70mm,20mm のように、ページ、左上からの X、Y、幅、高さです", value);
}

/* "2026-11-29T12:00:00Z" or with a zone as +09:00; or seconds since 1970 alone. */
static bool read_time(const char *text, int64_t *time)
{
    int hour, minute, second, used = 0, zone_hour = 0, zone_minute = 0;
    char sign = 'Z', day_text[11];
    int64_t day;
    unsigned long seconds;

    if (strlen(text) <= 10 && text[strspn(text, "0123456789")] == '\0' && *text != '\0') {
        seconds = strtoul(text, NULL, 10);
        *time = (int64_t)seconds;
        return true;
    }
    if (strlen(text) < 20 || text[10] != 'T')
        return false;
    snprintf(day_text, sizeof(day_text), "%.10s", text);
    if (!todoke_day(day_text, &day) || sscanf(text + 11, "%2d:%2d:%2d%c%n", &hour, &minute, &second, &sign, &used) != 4)
        return false;
    if (sign == '+' || sign == '-') {
        int zone_used = 0;
        if (sscanf(text + 11 + used, "%2d:%2d%n", &zone_hour, &zone_minute, &zone_used) != 2)
            return false;
        used += zone_used;
    } else if (sign != 'Z') {
        return false;
    }
    int64_t zone = (int64_t)(zone_hour * 60 + zone_minute) * 60;
    *time = ((day * 24 + hour) * 60 + minute) * 60 + second - (sign == '-' ? -zone : zone);
    return text[11 + used] == '\0' && hour < 24 && minute < 60 && second < 60 && hour >= 0 && minute >= 0 &&
           second >= 0;
}

static int take_time(struct arguments *arguments, const char *value)
{
    if (read_time(value, &arguments->sign.time))
        return -1;
    return bad(arguments, "--time is written as 2026-11-29T12:00:00Z or with +09:00, not",
               "--time は 2026-11-29T12:00:00Z か +09:00 のように書きます", value);
}

int sign_option(int letter, const char *value, struct arguments *arguments)
{
    struct sign_arguments *sign = &arguments->sign;

    sign->is_asked_for = true;
    switch ((enum sign_letter)letter) {
    case SIGN_KEY_FILE:
        sign->key_file = value;
        break;
    case SIGN_PASSWORD_FILE:
        sign->password_file = value;
        break;
    case SIGN_PASSWORD_ENV:
        sign->password_env = value;
        break;
    case SIGN_TOKEN:
        sign->token = value;
        break;
    case SIGN_OBJECT:
        sign->object = value;
        break;
    case SIGN_CERTIFICATE:
        sign->certificate = value;
        break;
    case SIGN_CHAIN:
        return add_file(arguments, value, sign->chain, &sign->chain_count);
    case SIGN_TSA:
        return take_tsa(arguments, value);
    case SIGN_TSA_TIMEOUT:
        return take_timeout(arguments, value);
    case SIGN_LEVEL:
        return take_level(arguments, value);
    case SIGN_OCSP:
        return add_file(arguments, value, sign->ocsp, &sign->ocsp_count);
    case SIGN_CRL:
        return add_file(arguments, value, sign->crl, &sign->crl_count);
    case SIGN_STAMP_ONLY:
        sign->stamp_only = true;
        break;
    case SIGN_FIELD:
        sign->field = value;
        break;
    case SIGN_SIGNER:
        sign->signer = value;
        break;
    case SIGN_REASON:
        sign->reason = value;
        break;
    case SIGN_LOCATION:
        sign->location = value;
        break;
    case SIGN_CERTIFY:
        return take_certify(arguments, value);
    case SIGN_RESERVE:
        return take_reserve(arguments, value);
    case SIGN_VISIBLE:
        return take_visible(arguments, value);
    case SIGN_SEAL:
        return take_seal(arguments, value);
    case SIGN_TIME:
        return take_time(arguments, value);
    case SIGN_DIGEST:
        sign->wants_digest = true;
        break;
    case SIGN_ATTACH:
        sign->attach = value;
        break;
    }
    return -1;
}

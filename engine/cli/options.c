/* cli/options.c - the command line, GNU style: options anywhere, --name=value, -- ends them. */
#include "cli/cli.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Every option there is, by letter. Only -o and -h are also short, and -j, which is --workers. */
static const struct option all_options[] = {
    {"output", required_argument, NULL, 'o'},
    {"to", required_argument, NULL, 't'},
    {"profile", required_argument, NULL, 'p'},
    {"no-attach", no_argument, NULL, 'A'},
    {"pdf", required_argument, NULL, 'g'},
    {"no-cover", no_argument, NULL, 'k'},
    {"qr", no_argument, NULL, 'q'},
    {"dpi", required_argument, NULL, 'r'},
    {"coding", required_argument, NULL, 'c'},
    {"page", required_argument, NULL, 'n'},
    {"fit-report", required_argument, NULL, 'R'},
    {"blank", no_argument, NULL, 'b'},
    {"attached-pages", required_argument, NULL, 'a'},
    {"compare", required_argument, NULL, 'C'},
    {"allow-missing-glyph", optional_argument, NULL, 'm'},
    {"json", no_argument, NULL, 'j'},
    {"lang", required_argument, NULL, 'l'},
    {"layouts", required_argument, NULL, 'L'},
    {"fonts", required_argument, NULL, 'f'},
    {"font-dir", required_argument, NULL, 'F'},
    {"date", required_argument, NULL, 'D'},
    {"explain", no_argument, NULL, 'e'},
    {"first-day", required_argument, NULL, '1'},
    {"files", required_argument, NULL, 'i'},
    {"form", required_argument, NULL, 'W'},
    {"jobs", required_argument, NULL, 'J'},
    {"name", required_argument, NULL, 'N'},
    {"manifest", required_argument, NULL, 'M'},
    {"workers", required_argument, NULL, 'w'},
    {"shard", required_argument, NULL, 'S'},
    {"progress", required_argument, NULL, 'P'},
    {"fail-fast", no_argument, NULL, 'x'},
    {"dry-run", no_argument, NULL, 'y'},
    {"data", no_argument, NULL, '2'},
    {"layout", no_argument, NULL, '3'},
    {"record", no_argument, NULL, '4'},
    {"retry-failed", no_argument, NULL, 'z'},
    {"trust", required_argument, NULL, 'T'},
    {"trust-layout", required_argument, NULL, 'Y'},
    {"limit", required_argument, NULL, 'X'},
    {"key", required_argument, NULL, SIGN_KEY_FILE},
    {"password-file", required_argument, NULL, SIGN_PASSWORD_FILE},
    {"password-env", required_argument, NULL, SIGN_PASSWORD_ENV},
    {"token", required_argument, NULL, SIGN_TOKEN},
    {"object", required_argument, NULL, SIGN_OBJECT},
    {"certificate", required_argument, NULL, SIGN_CERTIFICATE},
    {"chain", required_argument, NULL, SIGN_CHAIN},
    {"tsa", required_argument, NULL, SIGN_TSA},
    {"tsa-timeout", required_argument, NULL, SIGN_TSA_TIMEOUT},
    {"level", required_argument, NULL, SIGN_LEVEL},
    {"ocsp", required_argument, NULL, SIGN_OCSP},
    {"crl", required_argument, NULL, SIGN_CRL},
    {"timestamp-only", no_argument, NULL, SIGN_STAMP_ONLY},
    {"field", required_argument, NULL, SIGN_FIELD},
    {"signer", required_argument, NULL, SIGN_SIGNER},
    {"reason", required_argument, NULL, SIGN_REASON},
    {"location", required_argument, NULL, SIGN_LOCATION},
    {"certify", required_argument, NULL, SIGN_CERTIFY},
    {"reserve", required_argument, NULL, SIGN_RESERVE},
    {"visible", optional_argument, NULL, SIGN_VISIBLE},
    {"seal", required_argument, NULL, SIGN_SEAL},
    {"time", required_argument, NULL, SIGN_TIME},
    {"digest", no_argument, NULL, SIGN_DIGEST},
    {"attach", required_argument, NULL, SIGN_ATTACH},
    {"diagnostics", required_argument, NULL, 'd'},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {0},
};

enum todoke_language language_of_locale(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *value = getenv(names[i]);

        if (value && *value)
            return strncmp(value, "ja", 2) == 0 ? TODOKE_JAPANESE : TODOKE_ENGLISH;
    }
    return TODOKE_ENGLISH;
}

int usage_error(const struct arguments *arguments, const char *command, const char *english, const char *japanese,
                const char *detail)
{
    bool is_japanese = arguments->language == TODOKE_JAPANESE;

    fprintf(stderr, "todoke: %s%s%s\n", is_japanese ? japanese : english, detail ? ": " : "", detail ? detail : "");
    fprintf(stderr, is_japanese ? "使い方: todoke %s%s--help\n" : "Try: todoke %s%s--help\n", command ? command : "",
            command ? " " : "");
    return STATUS_USAGE;
}

int usage_unknown(const struct arguments *arguments, const char *command, const char *english, const char *japanese,
                  const char *word, const char *const *known)
{
    bool is_japanese = arguments->language == TODOKE_JAPANESE;
    char detail[1000];
    size_t count = 0;
    const char *nearest;

    while (known[count])
        count++;
    nearest = todoke_nearest(word, known, count);
    if (!nearest)
        return usage_error(arguments, command, english, japanese, word);
    snprintf(detail, sizeof(detail), is_japanese ? "%s（「%s」ではありませんか）" : "%s; did you mean %s?", word,
             nearest);
    return usage_error(arguments, command, english, japanese, detail);
}

/* Reproducible builds' SOURCE_DATE_EPOCH: whole seconds; anything else counts as not set. */
static int64_t date_of_environment(void)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    char *end;
    long long seconds;

    if (!text || !*text)
        return TODOKE_NO_DATE;
    errno = 0;
    seconds = strtoll(text, &end, 10);
    return errno == 0 && *end == '\0' && seconds >= 0 ? (int64_t)seconds : TODOKE_NO_DATE;
}

/* -1 when the value is one of the two; otherwise the exit status. */
static int one_of_two(const char *command, const struct arguments *arguments, const char *value, const char *option,
                      const char *first, const char *second, bool *is_second)
{
    *is_second = strcmp(value, second) == 0;
    if (*is_second || strcmp(value, first) == 0)
        return -1;
    fprintf(stderr,
            arguments->language == TODOKE_JAPANESE ? "todoke: --%s は %s か %s です\n" : "todoke: --%s is %s or %s\n",
            option, first, second);
    return usage_error(arguments, command, "bad value", "値が正しくありません", value);
}

/* One option as it stands on the command line; getopt_long's ? is an unknown one, : one without its value. */
struct given {
    int letter;
    const char *value;
    const char *word;
};

static int add_font_folder(const char *command, struct arguments *arguments, const char *folder)
{
    if (arguments->font_folder_count == FONT_FOLDERS_MAX)
        return usage_error(arguments, command, "too many --font-dir", "--font-dir が多すぎます", folder);
    arguments->font_folders[arguments->font_folder_count++] = folder;
    return -1;
}

/* To a list of --trust or --trust-layout; -1 to go on, or the exit status. */
static int add_trusted(const char *command, const struct arguments *arguments, const char *value, const char **list,
                       size_t *count)
{
    if (*count == VERIFY_TRUST_MAX)
        return usage_error(arguments, command, "too many that are trusted", "信頼するものの指定が多すぎます", value);
    list[(*count)++] = value;
    return -1;
}

static int take_dpi(const char *command, struct arguments *arguments, const char *value)
{
    if (todoke_fax_resolution(value, &arguments->x_dpi, &arguments->y_dpi)) {
        arguments->target.x_dpi = arguments->x_dpi;
        arguments->target.y_dpi = arguments->y_dpi;
        return -1;
    }
    if (todoke_resolution(value, &arguments->x_dpi, &arguments->y_dpi))
        return -1;
    return usage_error(arguments, command,
                       "--dpi is a number from 30 to 2400, two of them (204x98), standard, fine or superfine, not",
                       "--dpi は 30〜2400 の数、二つの数（204x98）、standard、fine、superfine のどれかです", value);
}

static int take_coding(const char *command, struct arguments *arguments, const char *value)
{
    static const char *const names[] = {[TODOKE_T4] = "t4", [TODOKE_T4_2D] = "t4-2d", [TODOKE_T6] = "t6"};

    for (int i = TODOKE_T4; i <= TODOKE_T6; i++)
        if (strcmp(value, names[i]) == 0) {
            arguments->coding = (enum todoke_coding)i;
            return -1;
        }
    return usage_error(arguments, command, "--coding is t4, t4-2d or t6, not", "--coding は t4、t4-2d、t6 のどれかです",
                       value);
}

static int take_profile(const char *command, struct arguments *arguments, const char *value)
{
    const char *known[KNOWN_MAX + 1] = {NULL};

    for (size_t i = 0; todoke_profile_name(i) && i < KNOWN_MAX; i++)
        known[i] = todoke_profile_name(i);
    if (todoke_profile_named(value, &arguments->target.profile))
        return -1;
    return usage_unknown(arguments, command, "unknown profile", "不明なプロファイルです", value, known);
}

static int take_page(const char *command, struct arguments *arguments, const char *value)
{
    char *end;
    unsigned long page = strtoul(value, &end, 10);

    if (*end != '\0' || page == 0 || *value == '-')
        return usage_error(arguments, command, "--page is a number from 1, not", "--page は 1 以上の数です", value);
    arguments->page = page;
    return -1;
}

/* A whole number of pages; -1 to go on, or the exit status. */
static int take_pages(const char *command, struct arguments *arguments, const char *value)
{
    if (*value == '\0' || strlen(value) > 4 || value[strspn(value, "0123456789")] != '\0')
        return usage_error(arguments, command, "--attached-pages is a number from 0 to 9999, not",
                           "--attached-pages は 0 から 9999 までの数です", value);
    arguments->attached_pages = strtol(value, NULL, 10);
    return -1;
}

/* The day it is in Japan, which has no summer time. */
static int64_t today_in_japan(void)
{
    return ((int64_t)time(NULL) + 9 * 3600) / 86400;
}

/* "YYYY-MM-DD", or "today": the only place where a command reads the clock, and only when it is told to. */
static int take_date(const char *command, struct arguments *arguments, const char *text)
{
    if (strcmp(text, "today") == 0)
        arguments->today = today_in_japan();
    else if (!todoke_day(text, &arguments->today))
        return usage_error(arguments, command, "--date is YYYY-MM-DD or today, not",
                           "--date は YYYY-MM-DD か today です", text);
    return -1;
}

/* One option; -1 to go on, or the exit status. */
static int take_option(const char *command, const struct given *given, struct arguments *arguments)
{
    const char *value = given->value;
    bool is_second = false;
    int status = -1;

    switch (given->letter) {
    case 'o':
        arguments->output = value;
        break;
    case 't':
        arguments->to = value;
        break;
    case 'R':
        arguments->fit_report = value;
        break;
    case 'p':
        return take_profile(command, arguments, value);
    case 'A':
        arguments->is_bare = true;
        break;
    case 'g':
        arguments->pdf = value;
        break;
    case 'q':
        arguments->target.has_codes = true;
        break;
    case 'k':
        arguments->is_coverless = true;
        break;
    case 'r':
        return take_dpi(command, arguments, value);
    case 'c':
        return take_coding(command, arguments, value);
    case 'n':
        return take_page(command, arguments, value);
    case 'b':
        arguments->is_blank = true;
        break;
    case 'a':
        status = take_pages(command, arguments, value);
        break;
    case 'C':
        arguments->compare = value;
        break;
    case 'm':
        status = value ? one_of_two(command, arguments, value, "allow-missing-glyph", "geta", "code", &is_second) : -1;
        arguments->missing_glyph = is_second ? TODOKE_MISSING_CODE : TODOKE_MISSING_GETA;
        break;
    case 'j':
        arguments->wants_json = true;
        break;
    case 'l':
        status = one_of_two(command, arguments, value, "lang", "ja", "en", &is_second);
        arguments->language = is_second ? TODOKE_ENGLISH : TODOKE_JAPANESE;
        break;
    case 'L':
        arguments->layouts = value;
        break;
    case 'f':
        arguments->fonts = value;
        break;
    case 'i':
        arguments->files = value;
        break;
    case 'X':
        return limit_option(command, value, arguments);
    case 'F':
        status = add_font_folder(command, arguments, value);
        break;
    case 'D':
        return take_date(command, arguments, value);
    case 'e':
        arguments->explains = true;
        break;
    case '1':
        status = one_of_two(command, arguments, value, "first-day", "0", "1", &is_second);
        arguments->first_day = is_second ? TODOKE_FIRST_DAY_1 : TODOKE_FIRST_DAY_0;
        break;
    case 'T':
        return add_trusted(command, arguments, value, arguments->verify.anchors, &arguments->verify.anchor_count);
    case 'Y':
        return add_trusted(command, arguments, value, arguments->verify.layouts, &arguments->verify.layout_count);
    case 'd':
        status = one_of_two(command, arguments, value, "diagnostics", "text", "json", &is_second);
        arguments->diagnostics_json = is_second;
        break;
    case '2':
        arguments->part = TODOKE_PART_DATA;
        break;
    case '3':
        arguments->part = TODOKE_PART_LAYOUT;
        break;
    case '4':
        arguments->part = TODOKE_PART_RECORD;
        break;
    case 'h':
        arguments->wants_help = true;
        break;
    case 'V':
        arguments->wants_version = true;
        break;
    default: /* not an enum: the letters are getopt_long's */
        return strchr(SIGN_LETTERS, given->letter) ? sign_option(given->letter, value, arguments)
                                                   : batch_option(given->letter, value, arguments);
    }
    return status;
}

/* "--layout=x" is perhaps --layouts. */
static int unknown_option(const struct command *command, const char *word, const struct arguments *arguments)
{
    const char *known[KNOWN_MAX + 1] = {NULL};
    char names[KNOWN_MAX][32], given[100];
    size_t count = 0;

    for (const struct option *option = all_options; option->name && count < KNOWN_MAX; option++) {
        if (command && option->val != 'h' && option->val != 'V' && !strchr(command->options, option->val))
            continue;
        snprintf(names[count], sizeof(names[count]), "--%s", option->name);
        known[count] = names[count];
        count++;
    }
    snprintf(given, sizeof(given), "%.*s", (int)strcspn(word, "="), word);
    return usage_unknown(arguments, command ? command->name : NULL, "unknown option", "不明なオプションです", given,
                         known);
}

/* Whether the command takes the option; -1, or the exit status when it does not, or nobody does. */
static int check_option(const struct command *command, const struct given *given, const struct arguments *arguments)
{
    const char *name = command ? command->name : NULL;

    if (given->letter == ':')
        return usage_error(arguments, name, "an option lacks its value", "オプションに値がありません", given->word);
    if (given->letter == '?')
        return unknown_option(command, given->word, arguments);
    if (command && given->letter != 'h' && given->letter != 'V' && !strchr(command->options, given->letter))
        return usage_error(arguments, name, "this command does not take the option",
                           "このコマンドでは使えないオプションです", given->word);
    return -1;
}

/* All options in their order; the rest of argv, from optind on, are the operands. */
static int collect(int argc, char **argv, struct given *given)
{
    int count = 0, letter, place = -1;

    opterr = 0;
    while ((letter = getopt_long(argc, argv, ":o:hj:", all_options, &place)) != -1) {
        bool is_short_j = letter == 'j' && place < 0;

        given[count++] = (struct given){is_short_j ? 'w' : letter, optarg, argv[optind - 1]};
        place = -1;
    }
    return count;
}

/* --lang counts from the start, so that complaints about other options are in the language asked for. */
static void find_language(const struct given *given, int count, struct arguments *arguments)
{
    for (int i = 0; i < count; i++)
        if (given[i].letter == 'l' && strcmp(given[i].value, "ja") == 0)
            arguments->language = TODOKE_JAPANESE;
        else if (given[i].letter == 'l' && strcmp(given[i].value, "en") == 0)
            arguments->language = TODOKE_ENGLISH;
}

/* Print is made for the FAX resolution that was named, whatever a picture of it has; else for that of the picture. */
static void settle_target(struct arguments *arguments)
{
    if (arguments->target.x_dpi)
        return;
    arguments->target.x_dpi = arguments->x_dpi;
    arguments->target.y_dpi = arguments->y_dpi;
}

/* Room for codes is made in a layout for FAX; todoke fax makes no others. */
static int check_codes(const struct arguments *arguments)
{
    const char *command = arguments->command;

    if (!arguments->target.has_codes || arguments->target.profile == TODOKE_FAX ||
        (command && strcmp(command, "fax") == 0))
        return -1;
    return usage_error(arguments, command, "--qr goes with --profile fax", "--qr は --profile fax と使います", NULL);
}

int options_read(int argc, char **argv, struct arguments *arguments)
{
    struct given *given = calloc((size_t)argc, sizeof(*given)); /* no option takes less than a word */
    const struct command *command;
    int status = -1, count;

    *arguments = (struct arguments){
        .language = language_of_locale(),
        .date = date_of_environment(),
        .attached_pages = -1,
        .today = TODOKE_NO_DATE,
        .sign.time = TODOKE_NO_DATE,
    };
    if (!given)
        return usage_error(arguments, NULL, "too many arguments", "引数が多すぎます", NULL);
    count = collect(argc, argv, given);
    find_language(given, count, arguments);
    command = optind < argc ? find_command(argv[optind]) : NULL;
    arguments->command = command ? command->name : NULL;
    for (int i = 0; i < count && status < 0; i++) {
        status = check_option(command, &given[i], arguments);
        if (status < 0)
            status = take_option(command ? command->name : NULL, &given[i], arguments);
    }
    settle_target(arguments);
    if (status < 0)
        status = check_codes(arguments);
    arguments->operands = (const char *const *)argv + optind;
    arguments->operand_count = argc - optind;
    free(given);
    return status;
}

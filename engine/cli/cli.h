/* cli/cli.h - inside cli/: commands, options, and what they share. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "engine.h"

#include <stdbool.h>

/* Exit statuses, the same for every command. */
enum status {
    STATUS_DONE = 0,
    STATUS_INPUT = 1, /* layout, data */
    STATUS_USAGE = 2,
    STATUS_SYSTEM = 3, /* file, disk, memory, fonts */
    STATUS_LIMIT = 4,
};

/* --font-dir on one command line. */
#define FONT_FOLDERS_MAX 32

/* --form on one command line. */
#define FORMS_MAX 64

/* --limit on one command line, and the longest time it can allow. */
#define LIMITS_MAX 64
#define SECONDS_MAX 1000000

enum progress {
    PROGRESS_AUTO, /* a bar when stderr is a terminal */
    PROGRESS_BAR,
    PROGRESS_JSON,
    PROGRESS_NONE,
};

/* What only batch takes. */
struct batch_arguments {
    const char *forms[FORMS_MAX]; /* --form, as often as given */
    size_t form_count;
    const char *jobs;     /* --jobs */
    const char *name;     /* --name */
    const char *manifest; /* --manifest */
    size_t workers;       /* -j, --workers; 0: not given */
    size_t shard, shards; /* --shard; 0: not given */
    bool fail_fast;       /* --fail-fast */
    bool retry_failed;    /* --retry-failed */
    bool dry_run;         /* --dry-run */
    enum progress progress;
};

/* --chain, --ocsp, --crl on one command line, each. */
#define SIGN_FILES_MAX 32

/* Letters of the options of sign, which nobody types: their names are long. */
enum sign_letter {
    SIGN_KEY_FILE = '!',
    SIGN_PASSWORD_FILE = '#',
    SIGN_PASSWORD_ENV = '$',
    SIGN_TOKEN = '%',
    SIGN_OBJECT = '&',
    SIGN_CERTIFICATE = '(',
    SIGN_CHAIN = ')',
    SIGN_TSA = '*',
    SIGN_TSA_TIMEOUT = '+',
    SIGN_LEVEL = ',',
    SIGN_OCSP = '.',
    SIGN_CRL = '/',
    SIGN_STAMP_ONLY = ';',
    SIGN_FIELD = '<',
    SIGN_SIGNER = '=',
    SIGN_REASON = '>',
    SIGN_LOCATION = '@',
    SIGN_CERTIFY = '[',
    SIGN_RESERVE = ']',
    SIGN_VISIBLE = '^',
    SIGN_SEAL = '_',
    SIGN_TIME = '{',
    SIGN_DIGEST = '|',
    SIGN_ATTACH = '}',
};
#define SIGN_LETTERS SIGN_LETTERS_SHARED "|}"
#define SIGN_LETTERS_SHARED "!#$%&()*+,./;<=>@[]^_{" /* those that batch takes too */

enum sign_level {
    SIGN_LEVEL_USUAL, /* B-T with a time stamp authority, B-B without */
    SIGN_LEVEL_B_B,
    SIGN_LEVEL_B_T,
    SIGN_LEVEL_B_LT,
};

/* How to sign: of sign, and of batch. */
struct sign_arguments {
    bool is_asked_for;                        /* one of these was given */
    const char *key_file;                     /* --key */
    const char *password_file, *password_env; /* --password-file, --password-env */
    const char *token, *object, *certificate; /* --token, --object, --certificate */
    const char *tsa;                          /* --tsa */
    int timeout;                              /* --tsa-timeout; 0: not given */
    enum sign_level level;                    /* --level */
    bool stamp_only;                          /* --timestamp-only */
    const char *field, *signer, *reason, *location;
    enum todoke_certify certify; /* --certify */
    size_t reserve;              /* --reserve; 0: not given */
    bool is_visible;             /* --visible */
    size_t page;                 /* and its box: EMU; page 0: none given */
    int64_t x, y, width, height;
    const char *seal;   /* --seal */
    int64_t time;       /* --time, or TODOKE_NO_DATE */
    bool wants_digest;  /* --digest */
    const char *attach; /* --attach */
    const char *chain[SIGN_FILES_MAX], *ocsp[SIGN_FILES_MAX], *crl[SIGN_FILES_MAX];
    size_t chain_count, ocsp_count, crl_count;
};

/* --trust and --trust-layout on one command line, each. */
#define VERIFY_TRUST_MAX 64

/* What only verify takes, besides --time. */
struct verify_arguments {
    const char *anchors[VERIFY_TRUST_MAX]; /* --trust */
    const char *layouts[VERIFY_TRUST_MAX]; /* --trust-layout */
    size_t anchor_count, layout_count;
};

/* What the command line said. Strings are borrowed from argv. */
struct arguments {
    const char *command;         /* its name; NULL: none that is known */
    const char *const *operands; /* without options; the command's run finds them without its name */
    int operand_count;
    const char *output;                /* -o, --output; NULL: not given */
    const char *to;                    /* --to */
    const char *fit_report;            /* --fit-report; NULL: not wanted */
    struct todoke_target target;       /* --profile, with the resolution of --dpi */
    bool is_bare;                      /* --no-attach */
    const char *pdf;                   /* --pdf; NULL: not wanted */
    bool is_coverless;                 /* --no-cover */
    bool is_blank;                     /* --blank */
    int64_t attached_pages;            /* --attached-pages; -1: not given */
    const char *compare;               /* --compare; NULL: not given */
    enum todoke_missing missing_glyph; /* --allow-missing-glyph */
    bool wants_help;                   /* -h, --help */
    bool wants_version;                /* --version */
    bool wants_json;                   /* --json */
    bool diagnostics_json;             /* --diagnostics=json */
    enum todoke_language language;
    const char *layouts;                        /* --layouts: folders, separated by ":" */
    const char *fonts;                          /* --fonts */
    const char *files;                          /* --files */
    const char *font_folders[FONT_FOLDERS_MAX]; /* --font-dir, as often as given */
    size_t font_folder_count;
    int64_t date;                           /* SOURCE_DATE_EPOCH, or TODOKE_NO_DATE */
    int32_t x_dpi, y_dpi;                   /* --dpi, as struct todoke_render has them */
    enum todoke_coding coding;              /* --coding */
    size_t page;                            /* --page */
    int64_t today;                          /* --date: days since 1970-01-01, or TODOKE_NO_DATE */
    bool explains;                          /* --explain */
    enum todoke_first_day first_day;        /* --first-day */
    enum todoke_part part;                  /* --data, --layout, --record; TODOKE_PART_OTHER: none of them */
    struct todoke_limit limits[LIMITS_MAX]; /* --limit, as often as given */
    size_t limit_count;
    unsigned seconds; /* --limit seconds=N; 0: no limit */
    struct batch_arguments batch;
    struct sign_arguments sign;
    struct verify_arguments verify;
};

/* One command; `run` gives the exit status. */
struct command {
    const char *name;
    const char *operands; /* "FORM DATA" */
    const char *options;  /* letters of the options it takes; see options.c */
    int (*run)(const struct arguments *arguments);
    const char *summary[2]; /* by todoke_language: one line */
    const char *help[2];    /* what --help adds */
};

extern const struct command commands[]; /* ended by a NULL name */

int run_render(const struct arguments *arguments);
int run_fax(const struct arguments *arguments);
int run_check(const struct arguments *arguments);
int run_forms(const struct arguments *arguments);
int run_due(const struct arguments *arguments);
int run_compose(const struct arguments *arguments);
int run_batch(const struct arguments *arguments);
int run_sign(const struct arguments *arguments);
int run_verify(const struct arguments *arguments);
int run_extract(const struct arguments *arguments);
int run_inspect(const struct arguments *arguments);
int run_replay(const struct arguments *arguments);
int run_schema(const struct arguments *arguments);
int run_new(const struct arguments *arguments);
int run_limits(const struct arguments *arguments);

/* The command of this name, or NULL. */
const struct command *find_command(const char *name);

/*
 * options.c - reads the whole command line; the command's name is the first operand. Returns -1, or the exit status
 * when the usage is wrong and has been explained on stderr.
 */
int options_read(int argc, char **argv, struct arguments *arguments);

/*
 * batch_options.c - takes an option of batch by its letter; -1 to go on, or the exit status when the usage is wrong and
 * has been explained.
 */
int batch_option(int letter, const char *value, struct arguments *arguments);

/* limits.c - takes a --limit NAME=N; -1 to go on, or the exit status when the usage is wrong and has been explained. */
int limit_option(const char *command, const char *given, struct arguments *arguments);

/*
 * time_limit.c - from now on the program ends with STATUS_LIMIT when --limit seconds=N have passed, and says so;
 * SIGALRM tells it. time_limit_message is what it says.
 */
void time_limit_start(const struct arguments *arguments);
const char *time_limit_message(const struct arguments *arguments);

/* todoke_write, during which time does not count. */
bool write_file(const char *path, const struct todoke_buffer *buffer, struct todoke_messages *messages);

/* sign_options.c - the same for the options about signing. */
int sign_option(int letter, const char *value, struct arguments *arguments);

/*
 * signer.c - who signs and how, as the arguments say. signer_sources: how many of --key, --token, --timestamp-only
 * there are, of which one is needed. signer_check: -1 when the others go with it, or the exit status when the usage is
 * wrong and has been explained. signer_open asks for the password where it is needed; NULL, having added an error.
 */
int signer_sources(const struct arguments *arguments);
int signer_check(const struct arguments *arguments);
struct todoke_signer *signer_open(const struct arguments *arguments, struct todoke_messages *messages);
struct todoke_sign signer_options(const struct arguments *arguments, const struct todoke *engine); /* time: --time */

/* --time, or now. A signature says when it was made: but for this, and --date today, no command reads the clock. */
int64_t signer_time(const struct arguments *arguments);

/* password.c - from --password-file, --password-env, or the terminal; the caller frees it with password_free. */
char *password_read(const struct arguments *arguments, const char *of_what, struct todoke_messages *messages);
void password_free(char *password);

/* The language of messages by LC_ALL, LC_MESSAGES and LANG: Japanese for "ja...", English otherwise. */
enum todoke_language language_of_locale(void);

/* A usage error on stderr, with a pointer to --help; returns STATUS_USAGE. */
int usage_error(const struct arguments *arguments, const char *command, const char *english, const char *japanese,
                const char *detail);

/* The same for a word that is not known, with the one of `known` (ended by NULL) that may have been meant. */
int usage_unknown(const struct arguments *arguments, const char *command, const char *english, const char *japanese,
                  const char *word, const char *const *known);

/* The most words that usage_unknown looks among. */
#define KNOWN_MAX 64

/* help.c */
void help_program(enum todoke_language language);
void help_command(const struct command *command, enum todoke_language language);

/*
 * session.c - an engine opened as the arguments say, and its messages. session_end prints the messages on stderr,
 * closes everything and gives the exit status.
 */
struct session {
    const struct arguments *arguments;
    struct todoke_messages *messages;
    struct todoke *engine;
    struct todoke_form *forms[FORMS_MAX + 2]; /* --form, an operand, a cover sheet */
    size_t form_count;
    struct todoke_form *form; /* the one, where there is one */
    struct todoke_data *data, *earlier;
};
bool session_begin(struct session *session, const struct arguments *arguments); /* false: errors were added */
bool session_open_form(struct session *session, const char *name);
bool session_open_data(struct session *session, const char *data);
bool session_open(struct session *session, const char *form, const char *data); /* data NULL: none */
int session_end(struct session *session);

#endif

/* cli/forms.c - todoke forms */
#include "cli/cli.h"

#include <stdio.h>

static void print_text(const struct todoke_form_info *info, bool is_japanese)
{
    printf("%-20s %s\n", info->id, info->title);
    printf(is_japanese ? "    版: %s（%s から %s まで）\n" : "    edition: %s (valid from %s until %s)\n",
           info->edition, info->valid_from ? info->valid_from : "-", info->valid_until ? info->valid_until : "-");
    printf(is_japanese ? "    出典: %s\n" : "    source: %s\n", info->source);
    printf(is_japanese ? "    提出方法: %s\n" : "    channel: %s\n", info->channel ? info->channel : "-");
    printf(is_japanese ? "    空欄の様式: %zu ページ\n" : "    blank: %zu pages\n", info->blank_pages);
}

static void print_json_member(const char *name, const char *value, const char *separator)
{
    printf("\"%s\": ", name);
    if (!value)
        fputs("null", stdout);
    for (const char *c = value; c && *c; c++) {
        if (c == value)
            putchar('"');
        if (*c == '"' || *c == '\\')
            putchar('\\');
        if ((unsigned char)*c < 0x20)
            printf("\\u%04x", (unsigned)*c);
        else
            putchar(*c);
    }
    if (value)
        fputs(*value ? "\"" : "\"\"", stdout);
    fputs(separator, stdout);
}

static void print_json(const struct todoke_form_info *info)
{
    putchar('{');
    print_json_member("id", info->id, ", ");
    print_json_member("title", info->title, ", ");
    print_json_member("edition", info->edition, ", ");
    print_json_member("valid_from", info->valid_from, ", ");
    print_json_member("valid_until", info->valid_until, ", ");
    print_json_member("source", info->source, ", ");
    print_json_member("channel", info->channel, ", ");
    printf("\"blank_pages\": %zu}\n", info->blank_pages);
}

static void print_form(struct session *session, const char *id)
{
    struct todoke_form *form = todoke_form_open(session->engine, id, NULL, session->messages);
    struct todoke_form_info info;

    if (!form)
        return;
    info = todoke_form_info(form);
    if (session->arguments->wants_json)
        print_json(&info);
    else
        print_text(&info, session->arguments->language == TODOKE_JAPANESE);
    todoke_form_close(form);
}

int run_forms(const struct arguments *arguments)
{
    struct session session;
    size_t count;
    char **ids;

    if (arguments->operand_count > 0)
        return usage_error(arguments, "forms", "no operands are wanted", "引数は要りません", arguments->operands[0]);
    if (session_begin(&session, arguments)) {
        ids = todoke_form_ids(session.engine, &count);
        for (size_t i = 0; i < count; i++)
            print_form(&session, ids[i]);
        if (count == 0)
            fputs(arguments->language == TODOKE_JAPANESE ? "todoke: レイアウトが見つかりません\n"
                                                         : "todoke: no layouts were found\n",
                  stderr);
        todoke_ids_free(ids, count);
    }
    return session_end(&session);
}

/*
 * report.c - a program of its own that makes a report with libtodoke: the incident comes from memory, the PDF goes to a
 * file, and what is wrong goes to standard error.
 *
 *     make && ./report report.pdf
 *
 * LAYOUTS and FONTS are the folders of the installed library; the Makefile asks pkg-config for them.
 */
#include <todoke/engine.h>

#include <stdio.h>
#include <string.h>

/* What a monitoring system might know when the preliminary report is due. */
static const char incident[] =
    "{\"schema_version\": \"1\","
    " \"submissions\": {\"ismap\": {\"language\": \"ja\", \"report_number\": 1, \"reported_at\": "
    "\"2024-12-27T10:00+09:00\"}},"
    " \"classification\": {\"is_incident\": true},"
    " \"cloud_service\": {\"provider_name\": \"Hogeクラウド株式会社\", \"service_name\": \"Hogeストレージ\","
    "                     \"affected_services\": [\"Hogeストレージ 東京リージョン\"]},"
    " \"detection\": {\"recognized_at\": \"2024-12-26T18:30+09:00\"},"
    " \"description\": {\"event\": \"保存したファイルを開けない状態が続いている。原因は調査中。\"},"
    " \"timeline\": [{\"at\": \"2024-12-26T18:50+09:00\", \"description\": \"予備系への切り替えを開始した。\"}]}";

/* One of which nothing is known yet: every mandatory value will be asked for. */
static const char nothing[] = "{\"schema_version\": \"1\"}";

static void print_messages(const struct todoke_messages *messages)
{
    struct todoke_buffer text = {0};

    todoke_messages_text(messages, TODOKE_ENGLISH, &text);
    if (text.size > 0)
        fwrite(text.bytes, 1, text.size, stderr);
    todoke_buffer_free(&text);
}

/* A form is opened once and can be used for any number of documents, by several threads. */
static void write_report(const struct todoke_form *form, const char *json, const char *path,
                         struct todoke_messages *messages)
{
    const struct todoke_render options = {.device = "pdf", .date = TODOKE_NO_DATE, .attached_pages = -1};
    struct todoke_data *data = todoke_data_copy("incident", json, strlen(json));
    struct todoke_buffer pdf = {0};

    if (todoke_render(form, data, &options, &pdf, messages) && todoke_write(path, &pdf, messages))
        printf("%s: %zu bytes\n", path, pdf.size);
    todoke_buffer_free(&pdf);
    todoke_data_close(data);
}

/* report OUT.pdf [nothing] */
int main(int argc, char **argv)
{
    static const char *const layouts[] = {LAYOUTS};
    static const struct todoke_limit limits[] = {{"pages", 10}};
    const struct todoke_options options = {
        .fonts = FONTS, .layouts = layouts, .layout_count = 1, .limits = limits, .limit_count = 1};
    struct todoke_messages *messages = todoke_messages_open();
    struct todoke *engine = todoke_open(&options, messages);
    struct todoke_form *form = engine ? todoke_form_open(engine, "ismap_sokuho", NULL, messages) : NULL;
    int status;

    if (form)
        write_report(form, argc > 2 ? nothing : incident, argc > 1 ? argv[1] : "report.pdf", messages);
    print_messages(messages);
    status = todoke_messages_status(messages);
    todoke_form_close(form);
    todoke_close(engine);
    todoke_messages_close(messages);
    return status;
}

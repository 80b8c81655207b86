/*
 * Documents from one warm process: the engine and the form opened once, then DOCUMENTS of them. Reading the JSON, binding,
 * composing and writing are inside the measure.
 *
 *     warm DOCUMENTS [FORM PROFILE DEVICE DATA]
 *
 * Without the rest the form is that of 図5, as PDF, with the narrative and the report number changed in every document;
 * with it the incident file DATA is read again and again. Prints CPU time of one document in milliseconds, size and pages
 * of the last one, the most memory the process had and how much of it was its own, in KiB. Under callgrind use
 * --toggle-collect=make_document: then only these documents are counted, not the opening and the first one.
 */
#include "engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TEXT_MAX 65536

/* Sentences such as incident desks write; six of them make one narrative. */
static const char *const sentences[] = {
    "・会員情報管理サービスのWEBサイトが改ざんされた。",
    "・閲覧した利用者にウイルス感染の恐れがあり、当該サイトを一時閉鎖しサービスを停止している。",
    "・多数の個人情報流出が確認されており、被害の詳細を調査中。",
    "・外部の攻撃者が保守用の遠隔接続を経由して業務系の端末に侵入したと推測される。",
    "・夜間の一括処理が遅延し、窓口の端末では照会のみ可能である。",
    "・暗号化された共有領域の復旧には予備の記憶装置を用い、完了は翌朝の見込み。",
    "・通信記録の保全を終え、専門業者による解析を開始した。",
    "・不審な電子メールの添付ファイルを開封した職員は三名で、いずれも隔離済み。",
    "・電源設備の瞬断により監視装置が再起動し、警報の一部が欠落した。",
    "・顧客への影響は確認されていないが、取引先には注意喚起を行った。",
    "・認証基盤の証明書の期限切れが原因であり、更新手順の見直しを検討する。",
    "・所轄の警察署に相談し、被害届の提出について協議している。",
};
#define SENTENCES (sizeof sentences / sizeof sentences[0])

/* Writes the data file of document `number`; returns its size. */
static size_t data_text(unsigned number, char text[TEXT_MAX])
{
    char narrative[4096] = "";

    for (unsigned i = 0; i < 6; i++) {
        strcat(narrative, i > 0 ? "\\n" : "");
        strcat(narrative, sentences[(number * 7 + i * (1 + number % 5)) % SENTENCES]);
    }
    return (size_t)snprintf(
        text, TEXT_MAX,
        "{\"schema_version\":\"1\",\"organization\":{\"name\":\"HogeHoge株式会社\",\"sector\":\"finance\"},"
        "\"competent_authority\":{\"ministry\":\"XX省\",\"bureau\":\"YY課\",\"contact_name\":\"連絡 太郎\","
        "\"phone\":\"03-XXXX-YYYY\",\"fax\":\"03-XXXX-YYYY\",\"email\":\"renraku.taro@xx.go.jp\"},"
        "\"detection\":{\"detected_at\":\"2018-10-30T08:%02u:00+09:00\"},"
        "\"occurrence\":{\"occurred_at\":\"2018-10-29T23:10:00+09:00\",\"basis\":\"サーバログ等より推測\"},"
        "\"classification\":{\"event_type\":\"information_destruction\",\"causes\":[\"unknown\"]},"
        "\"systems\":[{\"name\":\"会員情報管理サービス(https://example.com/top.php)\","
        "\"description\":\"・会員がアクセスし、個人情報の変更やサービス申込等を実施。\"}],"
        "\"description\":{\"overview\":\"%s\",\"supplement\":\"・10月30日現在、%u件の個人情報流出を確認。\"},"
        "\"impact\":{\"operating_status\":\"stopped\",\"service_level_deviation\":false,\"spread_possible\":false},"
        "\"timeline\":[{\"at\":\"2018-10-30T00:00:00+09:00\",\"description\":"
        "\"外部よりhoge hoge株式会社のHPがおかしいと匿名メールを受信。\"},"
        "{\"at\":\"2018-10-30T01:00:00+09:00\",\"description\":"
        "\"サーバ運用ベンダへ連絡。サーバログ等の調査をし、HPが改ざんされていることを確認。\"},"
        "{\"at\":\"2018-10-30T03:00:00+09:00\",\"description\":"
        "\"アクセスした利用者にはウイルス感染のおそれがあるためサーバを停止。\"}],"
        "\"disclosure\":{\"press_status\":\"done\",\"press_entries\":[{\"at\":\"2018-10-30T09:00:00+09:00\","
        "\"title\":\"トップページにニュースリリースを掲載。\"}]},"
        "\"contacts_made\":[{\"at\":\"2018-10-30T10:00:00+09:00\",\"organization\":\"〇〇県警\",\"note\":\"へ通報\"}],"
        "\"next_steps\":{\"status\":\"ongoing\"},"
        "\"lessons_learned\":"
        "\"・経営層への情報のエスカレーション体制を普段から確認し、迅速な判断ができるようにすること。\","
        "\"sharing\":{\"tlp\":\"green\",\"tlp_note\":\"企業が特定される事項を除いて他分野への情報提供可。\"},"
        "\"submissions\":{\"nisc_renraku\":{\"report_number\":%u,\"reported_at\":\"2018-10-31T13:00:00+09:00\","
        "\"identification_number\":\"T%06u\",\"importance\":\"attention\",\"attachment_present\":false}}}",
        number % 60, narrative, number * 13 % 10000, number + 2, number);
}

static void fail(struct todoke_messages *messages)
{
    struct todoke_buffer text = {0};

    todoke_messages_text(messages, TODOKE_ENGLISH, &text);
    fwrite(text.bytes, 1, text.size, stderr);
    exit(1);
}

struct job {
    const struct todoke *engine;
    const struct todoke_form *form;
    struct todoke_render options;
    const char *file; /* NULL: the text is made up */
    size_t size, pages;
};

static struct todoke_data *read_data(const struct job *job, unsigned number, struct todoke_messages *messages)
{
    static char text[TEXT_MAX];

    if (job->file)
        return todoke_data_read(job->engine, job->file, messages);
    return todoke_data_copy("data", text, data_text(number, text));
}

static void render(struct job *job, unsigned number)
{
    struct todoke_messages *messages = todoke_messages_open();
    struct todoke_data *data = read_data(job, number, messages);
    struct todoke_document *document = data ? todoke_fill(job->form, data, &job->options, messages) : NULL;
    struct todoke_buffer out = {0};

    if (!document || !todoke_document_write(document, &job->options, &out, messages))
        fail(messages);
    job->size = out.size;
    job->pages = todoke_document_pages(document);
    todoke_buffer_free(&out);
    todoke_document_close(document);
    todoke_data_close(data);
    todoke_messages_close(messages);
}

/* One document that counts. Not inlined, so that callgrind finds it. */
__attribute__((noinline)) void make_document(struct job *job, unsigned number);

void make_document(struct job *job, unsigned number)
{
    render(job, number);
}

static double cpu_milliseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/*
 * KiB, as the line of this name in /proc/self/status has them. Not getrusage, which counts what the process was forked
 * from.
 */
static long memory(const char *name)
{
    FILE *status = fopen("/proc/self/status", "r");
    size_t size = strlen(name);
    char line[256];
    long found = 0;

    while (status && fgets(line, sizeof(line), status))
        if (strncmp(line, name, size) == 0 && line[size] == ':')
            found = atol(line + size + 1);
    if (status)
        fclose(status);
    return found;
}

static void measure(struct job *job, unsigned documents)
{
    double start;

    render(job, 0);
    start = cpu_milliseconds();
    for (unsigned i = 1; i <= documents; i++)
        make_document(job, i);
    start = cpu_milliseconds() - start;
    printf("{\"ms\":%.4f,\"bytes\":%zu,\"pages\":%zu,\"peak\":%ld,\"own\":%ld}\n", start / documents, job->size,
           job->pages, memory("VmHWM"), memory("RssAnon"));
}

int main(int argc, char **argv)
{
    const char *layouts[] = {"layouts"};
    struct todoke_options options = {
        .fonts = "fonts",
        .font_cache = "build/bench-fonts", /* as the program has one; without it, digesting fonts is the peak */
        .layouts = layouts,
        .layout_count = 1,
    };
    struct todoke_messages *messages = todoke_messages_open();
    struct todoke_target target = {0};
    struct todoke *engine = todoke_open(&options, messages);
    struct todoke_form *form;
    struct job job = {.options = {.device = "pdf", .date = TODOKE_NO_DATE, .attached_pages = -1}};

    if (argc != 2 && argc != 6) {
        fputs("usage: warm DOCUMENTS [FORM PROFILE DEVICE DATA]\n", stderr);
        return 2;
    }
    if (argc == 6) {
        todoke_profile_named(argv[3], &target.profile);
        job.options.device = argv[4];
        job.file = argv[5];
    }
    form = engine ? todoke_form_open(engine, argc == 6 ? argv[2] : "nisc_renraku", &target, messages) : NULL;
    if (!form)
        fail(messages);
    job.engine = engine;
    job.form = form;
    measure(&job, (unsigned)atoi(argv[1]));
    todoke_form_close(form);
    todoke_close(engine);
    todoke_messages_close(messages);
    return 0;
}

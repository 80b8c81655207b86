/* cli/main.c - todoke COMMAND ... */
#include "cli/cli.h"

#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

const struct command commands[] = {
    {
        .name = "render",
        .operands = "FORM DATA -o OUT",
        .options = "otRpAqrcnbaCmlLfiXd",
        .run = run_render,
        .summary = {"様式に記入して出力する", "fill in a form and write it"},
        .help = {"FORM は様式 ID（todoke forms で一覧）またはレイアウトファイルのパス、DATA はインシデントファイル（- "
                 "は標準入力）です。\n"
                 "出力形式は --to か、OUT の拡張子で決まります。エラーがあるときは何も書き込みません。\n"
                 "\n"
                 "例:\n"
                 "  todoke render nisc_renraku samples/nisc-fig5.json -o renraku.pdf\n"
                 "  todoke render nisc_renraku --blank -o blank.pdf\n"
                 "  todoke render nisc_renraku samples/nisc-fig5.json -o 'page-{page}.png'\n"
                 "  todoke render nisc_renraku second.json --compare first.json -o second.pdf\n",
                 "FORM is a form id (see: todoke forms) or the path of a layout file; DATA is an incident file, - for\n"
                 "standard input. The output format follows --to, or else OUT's suffix. After an error nothing is\n"
                 "written.\n"
                 "\n"
                 "Examples:\n"
                 "  todoke render nisc_renraku samples/nisc-fig5.json -o renraku.pdf\n"
                 "  todoke render nisc_renraku --blank -o blank.pdf\n"
                 "  todoke render nisc_renraku samples/nisc-fig5.json -o 'page-{page}.png'\n"
                 "  todoke render nisc_renraku second.json --compare first.json -o second.pdf\n"},
    },
    {
        .name = "fax",
        .operands = "FORM DATA -o OUT.tiff",
        .options = "oWgkqrcRmlLfiXd",
        .run = run_fax,
        .summary = {"送付状を付けて FAX 用の TIFF を作る", "make a TIFF to send by FAX, with a cover sheet"},
        .help =
            {"送付状（fax_cover）と FORM を、FAX で読める文字の大きさと線の太さで一つの TIFF-F にします。--form "
             "で同じ DATA から\n"
             "続けて送る様式を加えます。送付状は DATA の fax_cover によります。送信枚数とページ番号は全体で数えます。\n"
             "読めなくなる文字があるときは、欄と必要な大きさを示して何も書き込みません（docs/fax.md）。\n"
             "\n"
             "例:\n"
             "  todoke fax nisc_renraku samples/nisc-ddos.json --no-cover -o fax.tiff\n"
             "  todoke fax nisc_renraku incident.json --form jpcert_ics -o fax.tiff --pdf fax.pdf\n"
             "  todoke fax nisc_renraku incident.json --dpi standard -o fax.tiff\n",
             "Makes one TIFF-F of a cover sheet (fax_cover) and FORM, in type and lines that a FAX can show. Each\n"
             "--form adds a form that is filled in from the same DATA and sent with it. The cover sheet is made of\n"
             "fax_cover in DATA; sheets and page numbers count through the whole call. Where print would be\n"
             "unreadable the field and the size it needs are named and nothing is written (docs/fax.md).\n"
             "\n"
             "Examples:\n"
             "  todoke fax nisc_renraku samples/nisc-ddos.json --no-cover -o fax.tiff\n"
             "  todoke fax nisc_renraku incident.json --form jpcert_ics -o fax.tiff --pdf fax.pdf\n"
             "  todoke fax nisc_renraku incident.json --dpi standard -o fax.tiff\n"},
    },
    {
        .name = "check",
        .operands = "FORM [DATA]",
        .options = "pqraCmlLfiXd",
        .run = run_check,
        .summary = {"レイアウトとデータを検査する（何も書き込まない）", "check layout and data, writing nothing"},
        .help = {"render と同じ検査をすべて行い、見つかった問題を一度に表示します。DATA "
                 "がなければレイアウトだけを検査します。\n"
                 "\n"
                 "例:\n"
                 "  todoke check nisc_renraku samples/nisc-fig5.json\n"
                 "  todoke check ./my-form.jsonc\n",
                 "Makes all the checks that render makes and shows every problem at once. Without DATA the layout "
                 "alone is\n"
                 "checked.\n"
                 "\n"
                 "Examples:\n"
                 "  todoke check nisc_renraku samples/nisc-fig5.json\n"
                 "  todoke check ./my-form.jsonc\n"},
    },
    {
        .name = "forms",
        .operands = "",
        .options = "jlLfXd",
        .run = run_forms,
        .summary = {"使える様式を一覧する", "list the forms there are"},
        .help = {"様式 ID、名称、版、有効期間、提出方法、空欄の様式のページ数を表示します。\n",
                 "Shows each form's id, title, edition, validity, channel, and the page count of its blank.\n"},
    },
    {
        .name = "due",
        .operands = "DATA",
        .options = "jDe1lLfXd",
        .run = run_due,
        .summary = {"このインシデントの報告期限を示す", "show the deadlines of an incident"},
        .help =
            {"すべての様式の期限のうち、DATA "
             "の日時から決まるものを、早い順に根拠とともに示します。日は日本の日付です。\n"
             "行政機関の休日はレイアウトのフォルダの holidays.json によります。--json の欄は docs/due.md にあります。\n"
             "\n"
             "例:\n"
             "  todoke due incident.json --date today\n"
             "  todoke due incident.json --explain --first-day 1\n",
             "Shows the deadlines of all forms that follow from the dates of DATA, the earliest first, each with\n"
             "the rule it comes from. Days are those in Japan; holidays.json in the layout folder says when the\n"
             "authorities are closed. docs/due.md lists the members of --json.\n"
             "\n"
             "Examples:\n"
             "  todoke due incident.json --date today\n"
             "  todoke due incident.json --explain --first-day 1\n"},
    },
    {
        .name = "new",
        .operands = "FORM [-o FILE.jsonc]",
        .options = "olLfXd",
        .run = run_new,
        .summary = {"様式に書く値のひな形を出力する", "write an incident file to fill in"},
        .help =
            {"様式が読む値だけを並べたインシデントファイルを、コメント付きで出力します。値の意味、コード、必須の規則を"
             "コメントに\n"
             "書きます。コメントの言語は --lang で選びます。コメントのあるファイルの名前は .jsonc "
             "で終わらせてください。\n"
             "\n"
             "例:\n"
             "  todoke new nisc_renraku -o incident.jsonc\n",
             "Writes an incident file with just the values that the form reads. Comments say what each means, its\n"
             "codes, and the rules that make it mandatory, in the language of --lang. A file with comments has a name\n"
             "that ends in .jsonc.\n"
             "\n"
             "Example:\n"
             "  todoke new nisc_renraku -o incident.jsonc\n"},
    },
    {
        .name = "schema",
        .operands = "FORM [-o FILE]",
        .options = "olLfXd",
        .run = run_schema,
        .summary = {"様式が読み、求める値を JSON Schema で出力する",
                    "write what the form reads and demands as a JSON Schema"},
        .help = {"JSON Schema 2020-12 を出力します。エディタの補完や、ほかの検証プログラムに使えます。todoke check "
                 "と同じものを\n"
                 "受け入れます（スキーマでは表せない検査は docs/data-model.md にあります）。\n"
                 "\n"
                 "例:\n"
                 "  todoke schema nisc_renraku -o nisc_renraku.schema.json\n",
                 "Writes a JSON Schema (2020-12), for completion in editors and for other validators. It accepts what\n"
                 "todoke check accepts; docs/data-model.md lists what no schema can say.\n"
                 "\n"
                 "Example:\n"
                 "  todoke schema nisc_renraku -o nisc_renraku.schema.json\n"},
    },
    {
        .name = "verify",
        .operands = "FILE...",
        .options = "TY{jlLfXd",
        .run = run_verify,
        .summary = {"署名と内容に改変がないか確かめる", "judge whether files are what they were"},
        .help =
            {"署名とその後の変更、作成記録、中のデータから作り直したページを確かめ、ファイルごとに報告します。\n"
             "信頼する証明書は --trust で指定します。--time は、タイムスタンプのない証明書を判定する日時です\n"
             "（なければ、署名に書かれた日時）。詳しくは docs/verify.md にあります。\n"
             "終了ステータス: 0 改変なし、1 疑わしい、3 判定できない。\n"
             "\n"
             "例:\n"
             "  todoke verify report.pdf --trust ca.pem\n",
             "Judges signatures and what follows them, the render record, and the pages, which are made again from "
             "the\n"
             "data inside, and reports on each file. --trust names the certificates that are trusted. --time is when\n"
             "certificates are judged where no time stamp tells (without it, when the signature claims to be made).\n"
             "docs/verify.md has more.\n"
             "Exit status: 0 intact; 1 doubtful; 3 cannot be judged.\n"
             "\n"
             "Example:\n"
             "  todoke verify report.pdf --trust ca.pem\n"},
    },
    {
        .name = "extract",
        .operands = "FILE [NAME]",
        .options = "o234lLfXd",
        .run = run_extract,
        .summary = {"保存用 PDF の中のファイルを取り出す", "take out the files inside an archive"},
        .help =
            {"--profile archive で作った PDF には、データ、レイアウト、図、作成記録が入っています。何も指定しなければ\n"
             "名前を一覧し、-o DIR ではすべてを DIR に取り出します。1 つだけなら --data などか NAME で指定します\n"
             "（-o がなければ標準出力）。データは、その様式に描かれた値だけです（docs/archive-record.md）。\n"
             "\n"
             "例:\n"
             "  todoke extract report.pdf\n"
             "  todoke extract report.pdf -o report-files\n"
             "  todoke extract report.pdf --data -o data.json\n",
             "A PDF made with --profile archive holds the data, the layout, pictures and a render record. Without "
             "more\n"
             "their names are listed; -o DIR takes them all out. --data and the like, or NAME, ask for one (to "
             "standard\n"
             "output without -o). The data are only the values that the form shows (docs/archive-record.md).\n"
             "\n"
             "Examples:\n"
             "  todoke extract report.pdf\n"
             "  todoke extract report.pdf -o report-files\n"
             "  todoke extract report.pdf --data -o data.json\n"},
    },
    {
        .name = "inspect",
        .operands = "FILE",
        .options = "olLfXd",
        .run = run_inspect,
        .summary = {"保存用 PDF のどこにどの値があるかを示す", "show where each value stands in an archive"},
        .help =
            {"保存用 PDF の中のデータとレイアウトで組み直し、値ごとのページ、位置（mm）、行、収め方を JSON 行で\n"
             "出力します。欄は docs/fit-report.md にあります。\n"
             "\n"
             "例:\n"
             "  todoke inspect report.pdf\n",
             "Composes the document again from the data and layout inside, and writes as JSON lines on which page\n"
             "each value stands, where (in mm), in which lines, and how it was made to fit. docs/fit-report.md lists\n"
             "the members.\n"
             "\n"
             "Example:\n"
             "  todoke inspect report.pdf\n"},
    },
    {
        .name = "replay",
        .operands = "FILE|DIR... [-o FILE.csv]",
        .options = "owlLfXd",
        .run = run_replay,
        .summary = {"保存用 PDF を中のデータから作り直して比べる",
                    "make archives again from what is inside, and compare"},
        .help = {"FILE のほか、DIR の中とその下の .pdf "
                 "ファイルをすべて、入っているデータとレイアウトから作り直して比べます。\n"
                 "結果は same-bytes（バイト列まで同じ）、same-content（圧縮などを除いて同じ）、different（違う）、\n"
                 "unjudged（フォントなどがなく判定できない）、not-ours（作成記録がない）のどれかで、-o で CSV "
                 "に書きます。\n"
                 "署名された PDF は署名前の部分を比べます。署名者を信頼できるかは verify で確かめます。\n"
                 "終了ステータス: 0 違うものはない、1 違うものがある、3 判定できないものがある。\n"
                 "\n"
                 "例:\n"
                 "  todoke replay reports/ -o replay.csv\n",
                 "Makes every FILE, and every .pdf file in and below DIR, again from the data and layout inside, and\n"
                 "compares: same-bytes; same-content (apart from compression and the like); different; unjudged (a "
                 "font is\n"
                 "missing, or the version that made it); not-ours (no render record). -o writes a CSV. Of signed files "
                 "the\n"
                 "part before the signature is compared; verify judges whether to trust that.\n"
                 "Exit status: 0 nothing is different; 1 something is; 3 something could not be judged.\n"
                 "\n"
                 "Example:\n"
                 "  todoke replay reports/ -o replay.csv\n"},
    },
    {
        .name = "compose",
        .operands = "< REQUESTS",
        .options = "FlfXd",
        .run = run_compose,
        .summary = {"文章の組み方を調べる（JSON 行で質問し、JSON 行で答える）",
                    "show how texts are set: JSON lines in, JSON lines out"},
        .help =
            {"標準入力から 1 行に 1 つの JSON オブジェクトを読み、同じ順に 1 行ずつ標準出力に答えます。組み方は PDF "
             "と同じです。\n"
             "必要なのは id と text だけです。欄の一覧は docs/compose.md にあります。読めない質問には error "
             "を付けて答え、次に進みます。\n"
             "\n"
             "例:\n"
             "  echo '{\"id\":\"a\",\"text\":\"国国」「国国国\",\"width\":4}' | todoke compose\n"
             "  todoke compose --font-dir ~/fonts < requests.jsonl > answers.jsonl\n",
             "Reads one JSON object a line from standard input and answers each with one on standard output, in the\n"
             "same order. Texts are set as in PDF output. Only id and text are required; docs/compose.md lists all\n"
             "fields. A request that cannot be read is answered with an error, and the next one follows.\n"
             "\n"
             "Examples:\n"
             "  echo '{\"id\":\"a\",\"text\":\"国国」「国国国\",\"width\":4}' | todoke compose\n"
             "  todoke compose --font-dir ~/fonts < requests.jsonl > answers.jsonl\n"},
    },
    {
        .name = "batch",
        .operands = "--form FORM DATA... -o DIR",
        .options = "otpArcniWJNMwSPxyzam" SIGN_LETTERS_SHARED "lLfXd",
        .run = run_batch,
        .summary = {"多くの文書をまとめて作る", "make many documents in one run"},
        .help =
            {"DATA はインシデントファイル、またはその入ったフォルダです。--form は何度でも指定でき、どの DATA "
             "にも各様式を作ります。\n"
             "--jobs では、1 行に 1 件の JSON で form と data、必要なら out, to, profile, dpi, page, no_attach "
             "を指定します。\n"
             "--key か --token を付けると、できた PDF に一件ずつ署名します（オプションは sign と同じです）。\n"
             "一件の誤りで他は止まりません。途中で終わっても、同じコマンドで続きから再開できます。\n"
             "-o - では出力を書かずにハッシュだけを取ります。結果は manifest.jsonl に残ります（docs/batch.md）。\n"
             "分割して実行したときのマニフェストは batch merge MANIFEST... -o MANIFEST で一つになります。\n"
             "終了ステータスは render と同じです。SIGINT では 130、SIGTERM では 143 です。\n"
             "\n"
             "例:\n"
             "  todoke batch --form nisc_renraku incidents/ -o out\n"
             "  todoke batch --jobs jobs.jsonl -j 4 --name '{/incident_id}-{form}.{to}' -o out\n"
             "  todoke batch --jobs jobs.jsonl --shard 2/8 -o out\n"
             "  todoke batch merge out/manifest.*.jsonl -o out/manifest.jsonl\n",
             "DATA are incident files, or folders of them. --form may be repeated: each DATA gets each form. A list "
             "for\n"
             "--jobs has one JSON object a line with form and data, and perhaps out, to, profile, dpi, page, "
             "no_attach.\n"
             "A job that fails does not stop the others, and the same command goes on where a run was stopped.\n"
             "With -o - outputs are digested and not written. With --key or --token each PDF is signed, as sign "
             "would.\n"
             "What was done stands in manifest.jsonl (docs/batch.md). Manifests of shards become one by\n"
             "batch merge MANIFEST... -o MANIFEST. Exit status as with render; 130 after SIGINT, 143 after SIGTERM.\n"
             "\n"
             "Examples:\n"
             "  todoke batch --form nisc_renraku incidents/ -o out\n"
             "  todoke batch --jobs jobs.jsonl -j 4 --name '{/incident_id}-{form}.{to}' -o out\n"
             "  todoke batch --jobs jobs.jsonl --shard 2/8 -o out\n"
             "  todoke batch merge out/manifest.*.jsonl -o out/manifest.jsonl\n"},
    },
    {
        .name = "limits",
        .operands = "",
        .options = "jlX",
        .run = run_limits,
        .summary = {"上限を一覧する", "list the limits on what is taken on"},
        .help =
            {"大きすぎるファイルや終わらない処理から守る上限を、いまの値、単位、対象とともに表示します。上限に達すると"
             "何も"
             "書き込まず、\n"
             "終了ステータスは 4 です。どのコマンドでも --limit NAME=N で変えられます。seconds は既定では無制限です。\n"
             "\n"
             "例:\n"
             "  todoke render nisc_renraku incident.json --limit pages=4 --limit seconds=30 -o out.pdf\n",
             "Shows the limits that guard against files too large and work without end: name, value, unit, and what\n"
             "they are of. Where one is reached nothing is written, and the exit status is 4. Every command takes\n"
             "--limit NAME=N to set another value. There is none for seconds unless it is set.\n"
             "\n"
             "Example:\n"
             "  todoke render nisc_renraku incident.json --limit pages=4 --limit seconds=30 -o out.pdf\n"},
    },
    {
        .name = "sign",
        .operands = "IN.pdf -o OUT.pdf",
        .options = "o" SIGN_LETTERS "lLfXd",
        .run = run_sign,
        .summary = {"PDF に電子署名、タイムスタンプを付ける", "sign a PDF file, or stamp its time"},
        .help =
            {"PAdES の署名を追記します。IN.pdf のバイト列はそのまま残ります。鍵は PKCS#12 ファイル（--key）か PKCS#11 "
             "トークン"
             "\n"
             "（--token、--object）から、パスワードや PIN は "
             "--password-file、--password-env、端末のどれかから読みます。\n"
             "空の署名欄があればそこに、なければ新しい欄に署名します。--tsa を付けるとタイムスタンプも付きます。\n"
             "--digest は外部（HSM サービスなど）で署名する準備をして、署名対象の SHA-256 を表示します。できた CMS は\n"
             "--attach で取り込みます。くわしくは docs/sign.md にあります。\n"
             "\n"
             "例:\n"
             "  todoke sign report.pdf --key me.p12 --tsa http://tsa.example/ -o signed.pdf\n"
             "  todoke sign report.pdf --key me.p12 --visible=1,120mm,250mm,70mm,20mm --seal 届出 -o signed.pdf\n"
             "  todoke sign report.pdf --timestamp-only --tsa http://tsa.example/ -o stamped.pdf\n"
             "  todoke sign report.pdf --digest -o prepared.pdf\n"
             "  todoke sign prepared.pdf --attach signature.der -o signed.pdf\n",
             "Adds a PAdES signature; the bytes of IN.pdf stay as they are. The key comes from a PKCS#12 file (--key)\n"
             "or a PKCS#11 token (--token, --object), its password or PIN from --password-file, --password-env or the\n"
             "terminal. The first empty signature field is filled, or a new one made. --tsa adds a time stamp.\n"
             "--digest prepares a file for a signature from elsewhere (an HSM service) and prints the SHA-256 of what\n"
             "is to be signed; --attach takes the CMS in. More: docs/sign.md.\n"
             "\n"
             "Examples:\n"
             "  todoke sign report.pdf --key me.p12 --tsa http://tsa.example/ -o signed.pdf\n"
             "  todoke sign report.pdf --key me.p12 --visible=1,120mm,250mm,70mm,20mm --seal 届出 -o signed.pdf\n"
             "  todoke sign report.pdf --timestamp-only --tsa http://tsa.example/ -o stamped.pdf\n"
             "  todoke sign report.pdf --digest -o prepared.pdf\n"
             "  todoke sign prepared.pdf --attach signature.der -o signed.pdf\n"},
    },
    {0},
};

const struct command *find_command(const char *name)
{
    for (const struct command *command = commands; command->name; command++)
        if (strcmp(command->name, name) == 0)
            return command;
    return NULL;
}

static int unknown_command(const struct arguments *arguments, const char *name)
{
    const char *known[KNOWN_MAX + 1] = {NULL};

    for (size_t i = 0; commands[i].name && i < KNOWN_MAX; i++)
        known[i] = commands[i].name;
    return usage_unknown(arguments, NULL, "unknown command", "不明なコマンドです", name, known);
}

/* `--help`, `help`, `help COMMAND`, `COMMAND --help`. */
static int help(const struct arguments *arguments)
{
    int first = arguments->operand_count > 0 && strcmp(arguments->operands[0], "help") == 0;
    const struct command *command;

    if (arguments->operand_count == first) {
        help_program(arguments->language);
        return STATUS_DONE;
    }
    command = find_command(arguments->operands[first]);
    if (!command)
        return unknown_command(arguments, arguments->operands[first]);
    help_command(command, arguments->language);
    return STATUS_DONE;
}

static int run(struct arguments *arguments)
{
    const char *name = arguments->operand_count > 0 ? arguments->operands[0] : NULL;
    const struct command *command = name ? find_command(name) : NULL;

    if (arguments->wants_version) {
        printf("todoke %s\n", todoke_version());
        return STATUS_DONE;
    }
    if (arguments->wants_help || (name && strcmp(name, "help") == 0))
        return help(arguments);
    if (!name)
        return usage_error(arguments, NULL, "a command is missing", "コマンドを指定してください", NULL);
    if (!command)
        return unknown_command(arguments, name);
    arguments->operands++;
    arguments->operand_count--;
    time_limit_start(arguments);
    return command->run(arguments);
}

/*
 * Memory given back by one stage serves the next. Left to itself glibc takes each block of 128 KiB and more from the
 * system, which fills every page of it with zeros anew.
 */
static void keep_memory(void)
{
    mallopt(M_MMAP_THRESHOLD, 4 * 1024 * 1024);
    mallopt(M_TRIM_THRESHOLD, 8 * 1024 * 1024);
}

int main(int argc, char **argv)
{
    struct arguments arguments;
    int status;

    keep_memory();
    status = options_read(argc, argv, &arguments);

    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error to report and clear away, not a death */
    if (status < 0)
        status = run(&arguments);
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    fputs(arguments.language == TODOKE_JAPANESE ? "todoke: 標準出力に書き込めません\n"
                                                : "todoke: standard output cannot be written\n",
          stderr);
    return status == STATUS_DONE ? STATUS_SYSTEM : status;
}

/* cli/help.c - what --help says, in the language of the messages. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

#define USAGE_COLUMNS 24

/* In a usage, words in small letters are values as they stand, and those in capitals stand for values: shell completion
 * and the test of the manual read them so. */
struct option_help {
    char letter;
    const char *usage;
    const char *text[2]; /* by todoke_language */
};

static const struct option_help option_helps[] = {
    {'o', "-o, --output OUT", {"書き込むファイル（- は標準出力）", "the file to write, - for standard output"}},
    {'t',
     "--to pdf|text|marks|png|tiff",
     {"出力形式（text はメール本文など、marks は配置の一覧、tiff は FAX 用）",
      "output format (text for mail, marks to see where all stands, tiff for FAX)"}},
    {'r',
     "--dpi N|NxM|standard|fine|superfine",
     {"png と tiff の解像度。FAX では名前で（既定は fine）",
      "resolution of png and tiff, for FAX by its name (default: fine)"}},
    {'c', "--coding t4|t4-2d|t6", {"tiff の符号化", "coding of tiff"}},
    {'n', "--page N", {"このページだけを描く（png, tiff）", "draw this page only (png, tiff)"}},
    {'R',
     "--fit-report FILE",
     {"欄ごとに、置いた場所、収め方、文字数を書き込むファイル",
      "the file to write where each value stands and how it fits"}},
    {'p',
     "--profile submit|archive|fax",
     {"用途: 提出用（既定）、保存用の PDF/A・PDF/UA、FAX で読める白黒",
      "to hand in (the default), to keep (PDF/A, PDF/UA), black and legible by FAX"}},
    {'A', "--no-attach", {"archive で元のデータを埋め込まない（PDF/A-2a）", "archive: embed no data (PDF/A-2a)"}},
    {'g', "--pdf FILE", {"同じページを PDF にも書き込むファイル", "a file to write the same pages to, as PDF"}},
    {'k', "--no-cover", {"送付状を付けない", "no cover sheet"}},
    {'q',
     "--qr",
     {"FAX の全ページに、文書とページを示すQRコードを付ける",
      "for FAX: on every page a QR code that says which page of which report it is"}},
    {'b', "--blank", {"空欄の様式（DATA なし）", "the empty form, without DATA"}},
    {'a',
     "--attached-pages N",
     {"この文書に続けて送るページ数（送信枚数の計算に使う）", "pages sent after this document, for its page count"}},
    {'C',
     "--compare EARLIER",
     {"前の報告のインシデントファイル。変わった箇所に印を付け、一覧を加える",
      "the incident file of an earlier report: mark and list what has changed since"}},
    {'m',
     "--allow-missing-glyph[=geta|code]",
     {"字形のない文字を 〓 か、枠に入れた符号位置（code）にして警告だけにする",
      "where no font has a character draw 〓, or its code in a frame, and warn"}},
    {'j', "--json", {"JSON で出力する", "print JSON"}},
    {'l',
     "--lang ja|en",
     {"メッセージの言語（既定はロケールによる）", "language of messages (default: by the locale)"}},
    {'D', "--date YYYY-MM-DD|today", {"この日から見た残り日数も示す", "say how many days are left on this day"}},
    {'e', "--explain", {"数えた日と数えない日を一日ずつ示す", "show each day that was counted or passed over"}},
    {'1',
     "--first-day 0|1",
     {"起算日を数えない（0）か、1日目とする（1）",
      "whether the first day is day 0 or day 1, whatever the layouts say"}},
    {'L', "--layouts DIR[:DIR]", {"レイアウトを探すフォルダ", "folders to look for layouts in"}},
    {'f', "--fonts DIR", {"fonts.conf と fonts.lock のあるフォルダ", "the folder with fonts.conf and fonts.lock"}},
    {'F',
     "--font-dir DIR",
     {"このフォルダのフォントも使う（何度でも）", "use the fonts of this folder too; may be repeated"}},
    {'i',
     "--files DIR",
     {"DATA が名前を挙げるファイルのフォルダ（既定は DATA のあるフォルダ）",
      "the folder of the files that DATA names (default: that of DATA)"}},
    {'X',
     "--limit NAME=N",
     {"上限を変える（何度でも。一覧は todoke limits）", "another limit; may be repeated (see: todoke limits)"}},
    {'d',
     "--diagnostics text|json",
     {"メッセージの形（json は 1 行に 1 件）", "form of messages; json: one object a line"}},
    {'W', "--form FORM", {"様式（何度でも）", "a form; may be repeated"}},
    {'J',
     "--jobs FILE",
     {"ジョブの一覧（1 行に 1 件の JSON、- は標準入力）",
      "a list of jobs, one JSON object a line; - for standard input"}},
    {'N',
     "--name TEMPLATE",
     {"出力名のひな形（既定は {data}-{form}.{to}）", "the outputs' names (default: {data}-{form}.{to})"}},
    {'M',
     "--manifest FILE",
     {"マニフェスト（既定は DIR/manifest.jsonl、- は標準出力）",
      "the manifest (default: DIR/manifest.jsonl), - for standard output"}},
    {'w', "-j, --workers N", {"並行して作る数（既定はプロセッサーの数）", "worker threads (default: processors)"}},
    {'S',
     "--shard K/N|env|env/N",
     {"N に分けたうちの K 番目だけを作る（env は Slurm と Kubernetes から）",
      "do part K of N only; env: as Slurm or Kubernetes says"}},
    {'P', "--progress auto|bar|json|none", {"進み具合の表示", "how to show progress"}},
    {'x', "--fail-fast", {"最初に失敗したところでやめる", "stop at the first job that fails"}},
    {'z',
     "--retry-failed",
     {"前回できなかったものだけを作る（できたものは調べない）",
      "do what failed before only; what is done is not looked at"}},
    {'y', "--dry-run", {"検査だけして、出力は書き込まない", "check everything, write no output"}},
    {SIGN_KEY_FILE, "--key FILE.p12", {"鍵と証明書の PKCS#12 ファイル", "the PKCS#12 file with key and certificate"}},
    {SIGN_TOKEN,
     "--token MODULE.so",
     {"鍵のある PKCS#11 トークンの共有ライブラリ", "the shared library of the PKCS#11 token with the key"}},
    {SIGN_OBJECT,
     "--object LABEL",
     {"トークンの中の鍵のラベルか pkcs11: URI", "the key's label in the token, or a pkcs11: URI"}},
    {SIGN_CERTIFICATE,
     "--certificate FILE",
     {"証明書（既定はトークンの中のもの）", "its certificate (default: the token's)"}},
    {SIGN_PASSWORD_FILE,
     "--password-file FILE",
     {"1 行目がパスワードか PIN のファイル", "the file whose first line is the password or PIN"}},
    {SIGN_PASSWORD_ENV,
     "--password-env NAME",
     {"パスワードか PIN の環境変数の名前", "the environment variable with the password or PIN"}},
    {SIGN_CHAIN, "--chain FILE", {"上位の証明書（何度でも）", "certificates above it; may be repeated"}},
    {SIGN_TSA, "--tsa URL", {"タイムスタンプ局（http）", "the time stamp authority (http)"}},
    {SIGN_TSA_TIMEOUT,
     "--tsa-timeout SECONDS",
     {"タイムスタンプ局を待つ秒数（既定は 30）", "how long to wait for it (default: 30)"}},
    {SIGN_LEVEL,
     "--level B-B|B-T|B-LT",
     {"PAdES の水準（既定は --tsa があれば B-T）", "the PAdES level (default: B-T with --tsa)"}},
    {SIGN_OCSP, "--ocsp FILE", {"B-LT で入れる OCSP 応答（何度でも）", "an OCSP response for B-LT; may be repeated"}},
    {SIGN_CRL, "--crl FILE", {"B-LT で入れる失効リスト（何度でも）", "a revocation list for B-LT; may be repeated"}},
    {SIGN_STAMP_ONLY,
     "--timestamp-only",
     {"署名せず、文書タイムスタンプだけを付ける", "no signature: a document time stamp alone"}},
    {SIGN_FIELD,
     "--field NAME",
     {"署名する欄（なければこの名前で作る）", "the field to sign, or the name of a new one"}},
    {SIGN_SIGNER, "--signer NAME", {"署名者名（既定は証明書の名前）", "who signs (default: as the certificate says)"}},
    {SIGN_REASON, "--reason TEXT", {"署名の理由", "why"}},
    {SIGN_LOCATION, "--location TEXT", {"署名した場所", "where"}},
    {SIGN_CERTIFY,
     "--certify nothing|forms|notes",
     {"文書を証明し、以後に認める変更を決める", "certify the document, and what may change later"}},
    {SIGN_RESERVE,
     "--reserve BYTES",
     {"署名のために確保するバイト数（既定は 16384）", "bytes kept for the signature (default: 16384)"}},
    {SIGN_VISIBLE,
     "--visible[=PAGE,X,Y,W,H]",
     {"署名者と日時を見せる（ページと左上からの枠、例 1,20mm,250mm,70mm,20mm）",
      "show who signed and when; page and box from its upper left: 1,20mm,250mm,70mm,20mm"}},
    {SIGN_SEAL, "--seal TEXT", {"印影の文字（6 字まで）", "characters of a seal, at most 6"}},
    {SIGN_TIME,
     "--time TIME",
     {"署名の日時（例 2026-11-29T12:00:00Z、sign の既定は現在）",
      "the time of signing, as 2026-11-29T12:00:00Z (sign's default: now)"}},
    {SIGN_DIGEST,
     "--digest",
     {"外部署名の準備をして、署名対象の SHA-256 を表示する",
      "prepare for a signature from elsewhere; print the SHA-256 of what is signed"}},
    {SIGN_ATTACH, "--attach CMS.der", {"外部で作った署名を取り込む", "take in a signature made elsewhere"}},
    {'T', "--trust FILE", {"信頼する証明書（PEM、何度でも）", "certificates that are trusted (PEM); may be repeated"}},
    {'Y',
     "--trust-layout SHA256",
     {"信頼するレイアウトの SHA-256（何度でも）", "the SHA-256 of a layout that is trusted; may be repeated"}},
    {'2', "--data", {"インシデントデータを取り出す", "take the incident data out"}},
    {'3', "--layout", {"様式のレイアウトを取り出す", "take the form's layout out"}},
    {'4', "--record", {"作成記録を取り出す", "take the render record out"}},
    {'h', "-h, --help", {"この説明を表示する", "show this help"}},
};

void help_program(enum todoke_language language)
{
    bool is_japanese = language == TODOKE_JAPANESE;

    puts(is_japanese ? "使い方: todoke コマンド [オプション] ...\n"
                       "インシデントファイルから、官公署に届け出る報告様式を組版します。\n\nコマンド:"
                     : "Usage: todoke COMMAND [OPTION] ...\n"
                       "Typesets incident report forms for Japanese authorities from one incident file.\n\nCommands:");
    for (const struct command *command = commands; command->name; command++)
        printf("  %-8s %s\n", command->name, command->summary[language]);
    puts(is_japanese
             ? "\n各コマンドの説明: todoke コマンド --help\n"
               "終了ステータス: 0 完了、1 レイアウトかデータの誤り、2 使い方の誤り、3 システムの問題、4 上限に達した"
             : "\nMore about a command: todoke COMMAND --help\n"
               "Exit status: 0 done; 1 layout or data at fault; 2 usage; 3 the system at fault; 4 a limit was reached");
}

/* A usage too wide for its column has its text on the next line. */
static void print_option(const struct option_help *option, enum todoke_language language)
{
    const char *usage = option->usage;

    if (strlen(usage) > USAGE_COLUMNS) {
        printf("  %s\n", usage);
        usage = "";
    }
    printf("  %-*s %s\n", USAGE_COLUMNS, usage, option->text[language]);
}

void help_command(const struct command *command, enum todoke_language language)
{
    bool is_japanese = language == TODOKE_JAPANESE;

    printf(is_japanese ? "使い方: todoke %s [オプション] %s\n%s\n\n" : "Usage: todoke %s [OPTION] %s\n%s\n\n",
           command->name, command->operands, command->summary[language]);
    puts(command->help[language]);
    puts(is_japanese ? "オプション:" : "Options:");
    for (size_t i = 0; i < sizeof(option_helps) / sizeof(option_helps[0]); i++)
        if (option_helps[i].letter == 'h' || strchr(command->options, option_helps[i].letter))
            print_option(&option_helps[i], language);
}

"""
The program as a user meets it: help, options, exit statuses, what is written where and what is not.

    python3 tests/cli/cli_test.py build/release/todoke [unittest options]
"""
import json
import os
import pathlib
import shutil
import stat
import struct
import subprocess
import sys
import tempfile
import unittest
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "golden"))
import png
SAMPLE = ROOT / "samples" / "nisc-ddos.json"
FIG5 = ROOT / "samples" / "nisc-fig5.json"
PROGRAM = ROOT / "build" / "release" / "todoke"
COMMANDS = ("render", "check", "forms", "due", "batch", "new", "schema", "compose")
NOBODY = 65534


class CliTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="todoke-cli-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.out = self.folder / "out.pdf"

    def run_todoke(self, *arguments, stdin=b"", cwd=ROOT, user=None, **variables):
        left_out = {"LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "TZ", "SOURCE_DATE_EPOCH"}
        environment = {name: value for name, value in os.environ.items() if name not in left_out}
        environment |= {"LANG": "C.UTF-8", "XDG_CACHE_HOME": str(self.folder / "cache")} | variables
        result = subprocess.run([str(PROGRAM), *map(str, arguments)], input=stdin, cwd=cwd, env=environment, user=user,
                                capture_output=True, timeout=120, check=False)
        self.assertIn(result.returncode, range(5), result.stderr.decode(errors="replace"))
        self.assertNotIn(b"Sanitizer", result.stderr)
        return result

    def assert_status(self, status, result):
        self.assertEqual(status, result.returncode, result.stdout[:200].decode(errors="replace") +
                         result.stderr.decode(errors="replace"))

    def assert_only(self, *names):
        """The test's folder holds these files and no other: nothing half-written was left."""
        self.assertEqual(sorted(names), sorted(path.name for path in self.folder.iterdir() if path.name != "cache"))

    def broken_data(self):
        path = self.folder / "broken.json"
        data = json.loads(SAMPLE.read_text(encoding="utf-8"))
        del data["competent_authority"]["ministry"]
        data["classification"]["event_type"] = "system_unavailabilty"
        path.write_text(json.dumps(data, ensure_ascii=False, indent=2), encoding="utf-8")
        return path


class HelpTest(CliTest):
    def test_program_help_names_every_command_and_status(self):
        for option in ("--help", "-h", "help"):
            result = self.run_todoke(option)
            self.assert_status(0, result)
            for word in (*COMMANDS, "Usage:", "Exit status"):
                self.assertIn(word, result.stdout.decode())
            self.assertEqual(b"", result.stderr)

    def test_program_help_is_japanese_in_a_japanese_locale(self):
        for variables in ({"LANG": "ja_JP.UTF-8"}, {"LC_ALL": "ja_JP.UTF-8"}, {"LC_MESSAGES": "ja_JP.UTF-8"}):
            result = self.run_todoke("--help", **variables)
            self.assertIn("使い方:", result.stdout.decode())
            self.assertIn("終了ステータス", result.stdout.decode())

    def test_lc_all_goes_before_lang(self):
        self.assertIn("Usage:", self.run_todoke("--help", LANG="ja_JP.UTF-8", LC_ALL="C").stdout.decode())

    def test_each_command_has_help_in_both_languages(self):
        for command in COMMANDS:
            english = self.run_todoke(command, "--lang", "en", "--help")
            japanese = self.run_todoke(command, "--lang", "ja", "--help")
            for result in (english, japanese):
                self.assert_status(0, result)
                self.assertEqual(b"", result.stderr)
                self.assertIn("--lang ja|en", result.stdout.decode())
            self.assertIn(f"Usage: todoke {command}", english.stdout.decode())
            self.assertIn(f"使い方: todoke {command}", japanese.stdout.decode())

    def test_help_of_a_command_by_its_name(self):
        self.assertIn("Usage: todoke render", self.run_todoke("help", "render").stdout.decode())

    def test_every_option_in_the_help_of_render_is_taken(self):
        result = self.run_todoke("render", "--blank", "nisc_renraku", "--output", self.out, "--to", "pdf", "--profile",
                                 "submit", "--allow-missing-glyph", "--lang", "ja", "--layouts", ROOT / "layouts",
                                 "--fonts", ROOT / "fonts", "--diagnostics", "text")
        self.assert_status(0, result)
        self.assert_only("out.pdf")

    def test_help_lines_fit_a_terminal(self):
        for arguments in (["--help"], *([command, "--help"] for command in COMMANDS)):
            for line in self.run_todoke(*arguments).stdout.decode().splitlines():
                self.assertLessEqual(len(line), 110, line)

    def test_version(self):
        result = self.run_todoke("--version")
        self.assert_status(0, result)
        self.assertRegex(result.stdout.decode(), r"\Atodoke \d+\.\d+\.\d+\n\Z")


class UsageTest(CliTest):
    def assert_usage_error(self, word, *arguments, **more):
        result = self.run_todoke(*arguments, **more)
        self.assert_status(2, result)
        self.assertIn(word, result.stderr.decode())
        self.assertIn("--help", result.stderr.decode())
        self.assertEqual(b"", result.stdout)
        self.assert_only()

    def test_no_command(self):
        self.assert_usage_error("command")

    def test_unknown_command(self):
        self.assert_usage_error("redner", "redner", "nisc_renraku")

    def test_unknown_option(self):
        self.assert_usage_error("colour", "render", "--colour", "nisc_renraku", SAMPLE, "-o", self.out)

    def test_unknown_short_option(self):
        self.assert_usage_error("option", "render", "-x", "nisc_renraku", SAMPLE, "-o", self.out)

    def test_what_may_have_been_meant(self):
        self.assert_usage_error("did you mean render?", "rendr", "nisc_renraku")
        self.assert_usage_error("did you mean render?", "help", "rendr")
        self.assert_usage_error("did you mean render?", "rendr", "--help")
        self.assert_usage_error("did you mean --blank?", "render", "--blanc", "nisc_renraku", "-o", self.out)
        self.assert_usage_error("did you mean --layouts?", "check", "--layuots=x", "nisc_renraku")
        self.assert_usage_error("did you mean pdf?", "render", "--to", "pfd", "nisc_renraku", SAMPLE, "-o", self.out)
        self.assert_usage_error("「render」ではありませんか", "rendr", LANG="ja_JP.UTF-8")

    def test_nothing_is_guessed_from_afar(self):
        for arguments in (["frobnicate"], ["check", "--colour", "nisc_renraku"], ["forms", "--attached"]):
            result = self.run_todoke(*arguments)
            self.assert_status(2, result)
            self.assertNotIn("did you mean", result.stderr.decode())

    def test_attached_pages_are_a_number(self):
        for value in ("", "x", "-1", "1.5", "3 ", "10000"):
            self.assert_usage_error("--attached-pages", "render", f"--attached-pages={value}", "nisc_renraku", SAMPLE,
                                    "-o", self.out)

    def test_an_earlier_report_needs_data(self):
        self.assert_usage_error("DATA", "render", "--blank", f"--compare={SAMPLE}", "nisc_renraku", "-o", self.out)
        self.assert_usage_error("DATA", "check", f"--compare={SAMPLE}", "nisc_renraku")

    def test_an_earlier_report_that_is_not_there(self):
        result = self.run_todoke("render", "nisc_renraku", SAMPLE, "--compare", "gone.json", "-o", self.out)
        self.assert_status(3, result)
        self.assertIn("gone.json", result.stderr.decode())

    def test_attached_pages_need_data(self):
        self.assert_usage_error("DATA", "render", "--blank", "--attached-pages=1", "nisc_renraku", "-o", self.out)

    def test_usage_errors_are_japanese_in_a_japanese_locale(self):
        self.assert_usage_error("コマンド", "redner", LANG="ja_JP.UTF-8")

    def test_option_without_its_value(self):
        self.assert_usage_error("output", "render", "nisc_renraku", SAMPLE, "--output")

    def test_option_of_another_command(self):
        self.assert_usage_error("option", "forms", "--blank")
        self.assert_usage_error("option", "check", "nisc_renraku", "-o", self.out)

    def test_render_wants_form_and_data(self):
        self.assert_usage_error("FORM", "render", "-o", self.out)
        self.assert_usage_error("DATA", "render", "nisc_renraku", "-o", self.out)
        self.assert_usage_error("DATA", "render", "nisc_renraku", SAMPLE, FIG5, "-o", self.out)

    def test_blank_takes_no_data(self):
        self.assert_usage_error("--blank", "render", "--blank", "nisc_renraku", SAMPLE, "-o", self.out)

    def test_render_wants_an_output(self):
        self.assert_usage_error("-o", "render", "nisc_renraku", SAMPLE)

    def test_unknown_suffix_and_no_suffix(self):
        self.assert_usage_error("--to", "render", "nisc_renraku", SAMPLE, "-o", self.folder / "out.docx")
        self.assert_usage_error("--to", "render", "nisc_renraku", SAMPLE, "-o", self.folder / "out")
        self.assert_usage_error("--to", "render", "nisc_renraku", SAMPLE, "-o", "-")

    def test_unknown_format_language_profile_and_form_of_messages(self):
        for option, value in (("--to", "docx"), ("--lang", "fr"), ("--profile", "gold"), ("--diagnostics", "xml")):
            self.assert_usage_error(value, "render", option, value, "nisc_renraku", SAMPLE, "-o", self.out)

    def test_bad_resolutions_codings_and_pages(self):
        for option, value in (("--dpi", "0"), ("--dpi", "10000"), ("--dpi", "200x"), ("--dpi", "coarse"),
                              ("--dpi", "-200"), ("--coding", "jpeg"), ("--page", "0"), ("--page", "-1"),
                              ("--page", "two")):
            self.assert_usage_error(value, "render", option, value, "nisc_renraku", SAMPLE, "-o", self.folder / "o.png")

    def test_check_wants_a_form(self):
        self.assert_usage_error("FORM", "check")
        self.assert_usage_error("FORM", "check", "nisc_renraku", SAMPLE, FIG5)

    def test_forms_takes_no_operand(self):
        self.assert_usage_error("nisc_renraku", "forms", "nisc_renraku")


class OptionsTest(CliTest):
    def test_options_stand_anywhere(self):
        for arguments in (["-o", self.out, "nisc_renraku", SAMPLE], ["nisc_renraku", "-o", self.out, SAMPLE],
                          ["nisc_renraku", SAMPLE, f"--output={self.out}"], [f"-o{self.out}", "nisc_renraku", SAMPLE]):
            self.assert_status(0, self.run_todoke("render", *arguments))
            self.assertTrue(self.out.read_bytes().startswith(b"%PDF-1.7"))
            self.out.unlink()

    def test_two_hyphens_end_the_options(self):
        shutil.copy(SAMPLE, self.folder / "--blank")
        result = self.run_todoke("render", "-o", "out.pdf", "--", "nisc_renraku", "--blank", cwd=self.folder)
        self.assert_status(0, result)
        self.assert_only("--blank", "out.pdf")

    def test_suffix_chooses_the_format(self):
        out = self.folder / "out.marks"
        self.assert_status(0, self.run_todoke("render", "nisc_renraku", SAMPLE, "-o", out))
        self.assertTrue(out.read_bytes().startswith(b"form nisc_renraku\n"))

    def test_one_picture_a_page_where_the_name_says_so(self):
        out = self.folder / "page-{page}.png"
        self.assert_status(0, self.run_todoke("render", "nisc_renraku", FIG5, "--dpi", "50", "-o", out))
        self.assert_only("page-1.png", "page-2.png")
        size = (self.folder / "page-1.png").read_bytes()[16:24]
        self.assertEqual((414, 585), (int.from_bytes(size[:4], "big"), int.from_bytes(size[4:], "big")))

    def test_one_page_of_several(self):
        out = self.folder / "out.png"
        result = self.run_todoke("render", "nisc_renraku", FIG5, "-o", out)
        self.assert_status(1, result)
        self.assertIn(b"one-page-picture", result.stderr)
        self.assert_only()
        self.assert_status(0, self.run_todoke("render", "nisc_renraku", FIG5, "--page", "2", "-o", out))
        result = self.run_todoke("render", "nisc_renraku", FIG5, "--page", "3", "-o", out)
        self.assert_status(1, result)
        self.assertIn(b"page-unknown", result.stderr)

    def test_fax_pages_in_each_coding(self):
        sizes = []
        for coding in ("t4", "t4-2d", "t6"):
            out = self.folder / f"{coding}.tiff"
            self.assert_status(0, self.run_todoke("render", "nisc_renraku", FIG5, "--dpi", "standard", "--coding", coding,
                                                  "-o", out))
            self.assertTrue(out.read_bytes().startswith(b"II*\0"))
            sizes.append(out.stat().st_size)
        self.assertEqual(sorted(sizes, reverse=True), sizes)

    def test_too_many_pixels_reach_a_limit(self):
        result = self.run_todoke("render", "nisc_renraku", FIG5, "--dpi", "2400", "--page", "1", "-o",
                                 self.folder / "out.png")
        self.assert_status(4, result)
        self.assertIn(b"limit-pixels", result.stderr)

    def test_plain_text_says_what_the_pages_say(self):
        out = self.folder / "out.txt"
        self.assert_status(0, self.run_todoke("render", "nisc_renraku", FIG5, "-o", out))
        text = out.read_text(encoding="utf-8")
        self.assertIn("電子メールアドレス：renraku.taro@xx.go.jp\n", text)
        self.assertIn("  不明　■\n", text)
        self.assertEqual(text, self.run_todoke("render", "--to", "text", "nisc_renraku", FIG5, "-o",
                                               "-").stdout.decode())

    def test_plain_text_of_the_blank(self):
        result = self.run_todoke("render", "nisc_renraku", "--blank", "--to", "text", "-o", "-")
        self.assert_status(0, result)
        self.assertIn("省庁名：　担当者名：\n", result.stdout.decode())
        self.assertNotIn("■", result.stdout.decode())

    def test_to_goes_before_the_suffix(self):
        self.assert_status(0, self.run_todoke("render", "--to", "marks", "nisc_renraku", SAMPLE, "-o", self.out))
        self.assertTrue(self.out.read_bytes().startswith(b"form nisc_renraku\n"))

    def test_standard_output(self):
        result = self.run_todoke("render", "nisc_renraku", SAMPLE, "--to", "pdf", "-o", "-")
        self.assert_status(0, result)
        self.assertTrue(result.stdout.startswith(b"%PDF-1.7"))
        self.assertTrue(result.stdout.rstrip().endswith(b"%%EOF"))
        self.assert_only()

    def test_standard_output_stays_empty_after_an_error(self):
        result = self.run_todoke("render", "nisc_renraku", self.broken_data(), "--to", "pdf", "-o", "-")
        self.assert_status(1, result)
        self.assertEqual(b"", result.stdout)

    def test_data_from_standard_input(self):
        result = self.run_todoke("render", "nisc_renraku", "-", "-o", self.out, stdin=SAMPLE.read_bytes())
        self.assert_status(0, result)
        again = self.run_todoke("render", "nisc_renraku", SAMPLE, "--to", "pdf", "-o", "-")
        self.assertEqual(again.stdout, self.out.read_bytes())

    def test_messages_call_standard_input_by_name(self):
        result = self.run_todoke("check", "nisc_renraku", "-", stdin=self.broken_data().read_bytes())
        self.assert_status(1, result)
        self.assertIn("<stdin>:", result.stderr.decode())

    def test_layout_by_its_path(self):
        result = self.run_todoke("render", ROOT / "layouts" / "nisc_renraku.jsonc", SAMPLE, "-o", self.out)
        self.assert_status(0, result)

    def test_layout_folders_are_searched_in_order(self):
        layout = (ROOT / "layouts" / "nisc_renraku.jsonc").read_text(encoding="utf-8")
        first, second = self.folder / "first", self.folder / "second"
        for folder, title in ((first, "一つ目"), (second, "二つ目")):
            folder.mkdir()
            text = layout.replace('"title": "情報連絡様式"', f'"title": "{title}"', 1)
            (folder / "nisc_renraku.jsonc").write_text(text, encoding="utf-8")
        (second / "other.jsonc").write_text(layout, encoding="utf-8")
        result = self.run_todoke("forms", "--layouts", f"{first}:{second}")
        self.assert_status(0, result)
        self.assertIn("一つ目", result.stdout.decode())
        self.assertNotIn("二つ目", result.stdout.decode())

    def test_any_working_folder(self):
        self.assert_status(0, self.run_todoke("render", "nisc_renraku", SAMPLE, "-o", "out.pdf", cwd=self.folder))
        self.assert_only("out.pdf")


class OutputTest(CliTest):
    def assert_untouched(self, status, *arguments, **more):
        """Whatever OUT held stays, with its time, and nothing is left beside it."""
        self.out.write_bytes(b"an older report")
        os.utime(self.out, (1, 1))
        before = sorted(path.name for path in self.folder.iterdir() if path.name != "cache")
        self.assert_status(status, self.run_todoke("render", *arguments, "-o", self.out, **more))
        self.assertEqual(b"an older report", self.out.read_bytes())
        self.assertEqual(1, self.out.stat().st_mtime)
        self.assert_only(*before)

    def test_success_replaces_what_was_there(self):
        self.out.write_bytes(b"an older report")
        self.assert_status(0, self.run_todoke("render", "nisc_renraku", SAMPLE, "-o", self.out))
        self.assertTrue(self.out.read_bytes().startswith(b"%PDF-1.7"))
        self.assert_only("out.pdf")

    def test_errors_leave_the_old_output_alone(self):
        self.assert_untouched(1, "nisc_renraku", self.broken_data())
        self.assert_untouched(1, "nisc_nonsense", SAMPLE)
        self.assert_untouched(2, "nisc_renraku")
        self.assert_untouched(3, "nisc_renraku", self.folder / "missing.json")
        self.assert_untouched(3, "nisc_renraku", SAMPLE, "--fonts", self.folder)

    def test_errors_leave_no_output(self):
        self.assert_status(1, self.run_todoke("render", "nisc_renraku", self.broken_data(), "-o", self.out))
        self.assert_only("broken.json")

    def test_the_fit_report_tells_of_every_value(self):
        report = self.folder / "fit.jsonl"
        self.assert_status(0, self.run_todoke("render", "nisc_renraku", SAMPLE, "-o", self.out, "--fit-report", report))
        entries = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
        shown = [entry for entry in entries if entry["step"] != "hidden"]
        self.assertGreater(len(shown), 20)
        for entry in shown:
            counts = entry.get("characters") or entry["marks"]
            self.assertEqual(counts["in"], counts["drawn"], entry)
            self.assertTrue(entry["places"], entry)
        self.assert_only("out.pdf", "fit.jsonl")

    def test_the_blank_form_has_an_empty_fit_report(self):
        report = self.folder / "fit.jsonl"
        result = self.run_todoke("render", "nisc_renraku", "--blank", "-o", self.out, "--fit-report", report)
        self.assert_status(0, result)
        self.assertEqual(b"", report.read_bytes())

    def test_errors_leave_no_fit_report(self):
        report = self.folder / "fit.jsonl"
        result = self.run_todoke("render", "nisc_renraku", self.broken_data(), "-o", self.out, "--fit-report", report)
        self.assert_status(1, result)
        self.assert_only("broken.json")

    def test_output_and_fit_report_are_two_files(self):
        self.assert_status(2, self.run_todoke("render", "nisc_renraku", SAMPLE, "-o", self.out, "--fit-report", self.out))
        self.assert_only()

    def test_full_standard_output_is_the_systems_fault(self):
        for arguments in (["forms"], ["check", "nisc_renraku", SAMPLE], ["--help"]):
            with open("/dev/full", "wb") as full:
                result = subprocess.run([str(PROGRAM), *map(str, arguments)], cwd=ROOT, stdout=full, timeout=120,
                                        stderr=subprocess.PIPE, check=False)
            self.assertEqual(3, result.returncode, arguments)
            self.assertIn(b"todoke: ", result.stderr)

    def test_missing_output_folder_is_the_systems_fault(self):
        result = self.run_todoke("render", "nisc_renraku", SAMPLE, "-o", self.folder / "missing" / "out.pdf")
        self.assert_status(3, result)
        self.assertIn("file-unwritable", result.stderr.decode())
        self.assert_only()

    def test_output_that_is_a_folder(self):
        self.out.mkdir()
        self.assert_status(3, self.run_todoke("render", "nisc_renraku", SAMPLE, "-o", self.out))
        self.assert_only("out.pdf")

    def test_output_that_is_no_regular_file_is_written_to_and_stays(self):
        """Renamed over, a device such as /dev/null would be lost; a pipe stands for it here."""
        os.mkfifo(self.out)
        reader = os.open(self.out, os.O_RDONLY | os.O_NONBLOCK)
        self.addCleanup(os.close, reader)
        self.assert_status(0, self.run_todoke("render", "nisc_renraku", "--blank", "--to", "marks", "-o", self.out))
        self.assertTrue(stat.S_ISFIFO(self.out.stat().st_mode))
        self.assertTrue(os.read(reader, 1000).startswith(b"form nisc_renraku\n"))

    def test_full_disk(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        with open("/dev/full", "wb") as full:
            result = subprocess.run([PROGRAM, "render", "nisc_renraku", SAMPLE, "--to", "pdf", "-o", "-"], stdout=full,
                                    stderr=subprocess.PIPE, cwd=ROOT, timeout=120, check=False)
        self.assertEqual(3, result.returncode, result.stderr.decode())
        self.assertIn("file-unwritable", result.stderr.decode())

    def test_folder_without_write_permission(self):
        """Root may write anywhere, so the program runs as somebody else then."""
        locked = self.folder / "locked"
        locked.mkdir()
        data = shutil.copy(SAMPLE, self.folder)
        self.folder.chmod(0o755)
        (self.folder / "cache").mkdir()
        (self.folder / "cache").chmod(0o777)
        locked.chmod(0o555)
        is_root = os.geteuid() == 0
        if is_root and not all(folder.stat().st_mode & stat.S_IXOTH for folder in PROGRAM.parents):
            self.skipTest("others may not run the program")
        result = self.run_todoke("render", "nisc_renraku", data, "-o", locked / "out.pdf",
                                 user=NOBODY if is_root else None)
        self.assert_status(3, result)
        self.assertIn("file-unwritable", result.stderr.decode())
        self.assertEqual([], list(locked.iterdir()))

    def test_permissions_of_a_new_file_follow_umask(self):
        self.assert_status(0, self.run_todoke("render", "nisc_renraku", SAMPLE, "-o", self.out))
        mask = os.umask(0)
        os.umask(mask)
        self.assertEqual(0o666 & ~mask, stat.S_IMODE(self.out.stat().st_mode))

    def test_the_data_file_is_not_overwritten_in_place_of_reading_it(self):
        both = self.folder / "both.pdf"
        shutil.copy(SAMPLE, both)
        self.assert_status(0, self.run_todoke("render", "nisc_renraku", both, "-o", both))
        self.assertTrue(both.read_bytes().startswith(b"%PDF-1.7"))


class SystemTest(CliTest):
    def test_missing_data_file(self):
        result = self.run_todoke("check", "nisc_renraku", self.folder / "missing.json")
        self.assert_status(3, result)
        self.assertIn("missing.json", result.stderr.decode())

    def test_data_that_is_a_folder(self):
        self.assert_status(3, self.run_todoke("check", "nisc_renraku", self.folder))

    def test_missing_glyph_in_a_label(self):
        layout = self.folder / "form.jsonc"
        text = (ROOT / "layouts" / "nisc_renraku.jsonc").read_text(encoding="utf-8")
        layout.write_text(text.replace('"text": "情報連絡様式"', '"text": "情報\U00010300様式"'), encoding="utf-8")
        self.assert_status(1, self.run_todoke("check", layout))
        result = self.run_todoke("check", layout, SAMPLE, "--allow-missing-glyph")
        self.assert_status(0, result)
        self.assertIn("warning[missing-glyph]", result.stderr.decode())
        result = self.run_todoke("render", layout, "--blank", "--allow-missing-glyph", "-o", self.out)
        self.assert_status(0, result)

    def test_missing_glyph_shown_by_its_code(self):
        layout = self.folder / "form.jsonc"
        text = (ROOT / "layouts" / "nisc_renraku.jsonc").read_text(encoding="utf-8")
        layout.write_text(text.replace('"text": "情報連絡様式"', '"text": "情報\U00010300様式"'), encoding="utf-8")
        marks = {mark: self.run_todoke("render", layout, "--blank", "--to", "marks", "-o", "-",
                                       f"--allow-missing-glyph={mark}").stdout.decode() for mark in ("geta", "code")}
        plain = self.run_todoke("render", layout, "--blank", "--to", "marks", "-o", "-", "--allow-missing-glyph")
        self.assertEqual(marks["geta"], plain.stdout.decode())
        self.assertEqual(marks["geta"].count("close"), marks["code"].count("close") - 1)  # the frame
        self.assert_status(2, self.run_todoke("check", layout, SAMPLE, "--allow-missing-glyph=tofu"))

    def test_missing_font_folder(self):
        result = self.run_todoke("render", "nisc_renraku", SAMPLE, "-o", self.out, "--fonts", self.folder / "missing")
        self.assert_status(3, result)
        self.assertIn("missing", result.stderr.decode())
        self.assert_only()

    def test_missing_font_names_its_package(self):
        fonts = self.folder / "fonts"
        shutil.copytree(ROOT / "fonts", fonts)
        lock = (fonts / "fonts.lock").read_text(encoding="utf-8")
        lock = lock.replace("BIZUDGothic-Regular", "BIZUDGothic-Missing")
        (fonts / "fonts.lock").write_text(lock, encoding="utf-8")
        result = self.run_todoke("render", "nisc_renraku", SAMPLE, "-o", self.out, "--fonts", fonts)
        self.assert_status(3, result)
        self.assertIn("fonts-morisawa-bizud-gothic", result.stderr.decode())

    def test_changed_font_is_a_warning(self):
        fonts = self.folder / "fonts"
        shutil.copytree(ROOT / "fonts", fonts)
        lock = (fonts / "fonts.lock").read_text(encoding="utf-8")
        (fonts / "fonts.lock").write_text(lock.replace("1e190f86", "00000000", 1), encoding="utf-8")
        result = self.run_todoke("render", "nisc_renraku", SAMPLE, "-o", self.out, "--fonts", fonts)
        self.assert_status(0, result)
        self.assertIn("warning[font-changed]", result.stderr.decode())

    def test_unusable_cache_folder_does_no_harm(self):
        (self.folder / "file").write_bytes(b"")
        for folder in (self.folder / "file", "/proc/todoke", ""):
            result = self.run_todoke("render", "nisc_renraku", SAMPLE, "-o", self.out, XDG_CACHE_HOME=str(folder),
                                     HOME="/proc")
            self.assert_status(0, result)
            self.assertEqual(b"", result.stderr)

    def test_damaged_font_cache_does_no_harm(self):
        self.assert_status(0, self.run_todoke("render", "nisc_renraku", SAMPLE, "-o", self.out))
        first = self.out.read_bytes()
        for path in (self.folder / "cache").rglob("*"):
            if path.is_file():
                path.write_bytes(b"\xff\x00 nonsense\n" * 100)
        result = self.run_todoke("render", "nisc_renraku", SAMPLE, "-o", self.out)
        self.assert_status(0, result)
        self.assertEqual(b"", result.stderr)
        self.assertEqual(first, self.out.read_bytes())

    def test_large_input_reaches_a_limit(self):
        data = self.folder / "large.json"
        data.write_bytes(b" " * (17 * 1024 * 1024))
        result = self.run_todoke("check", "nisc_renraku", data)
        self.assert_status(4, result)
        self.assertIn("limit-input", result.stderr.decode())

    def test_date_of_the_metadata(self):
        arguments = ["render", "nisc_renraku", SAMPLE, "--to", "pdf", "-o", "-"]
        first = self.run_todoke(*arguments).stdout
        dated = self.run_todoke(*arguments, SOURCE_DATE_EPOCH="1628760600").stdout
        again = self.run_todoke(*arguments, SOURCE_DATE_EPOCH="1628760600", TZ="Asia/Tokyo").stdout
        self.out.write_bytes(dated)
        info = subprocess.run(["pdfinfo", "-rawdates", self.out], capture_output=True, check=True).stdout.decode()
        self.assertIn("D:20210812093000", info)
        self.assertEqual(dated, again)
        self.assertNotEqual(first, dated)

    def test_no_date_without_one(self):
        self.assert_status(0, self.run_todoke("render", "nisc_renraku", SAMPLE, "-o", self.out))
        info = subprocess.run(["pdfinfo", self.out], capture_output=True, check=True).stdout.decode()
        self.assertNotIn("CreationDate", info)
        self.assertIn("情報連絡様式", info)

    def test_unreadable_dates_count_as_none(self):
        first = self.run_todoke("render", "nisc_renraku", SAMPLE, "--to", "pdf", "-o", "-").stdout
        for text in ("", "yesterday", "-1", "12 ", "99999999999999999999"):
            result = self.run_todoke("render", "nisc_renraku", SAMPLE, "--to", "pdf", "-o", "-", SOURCE_DATE_EPOCH=text)
            self.assert_status(0, result)
            self.assertEqual(first, result.stdout, text)


class AttachedPagesTest(CliTest):
    LAYOUT = '''{
      "todoke": 1, "form": "t", "title": "t", "edition": { "name": "e", "from": null, "source": "s" },
      "page": { "size": "A5", "margin": "20mm" }, "styles": { "base": { "font": "gothic", "size": "10pt" } },
      "fields": { "sheets": { "computed": "transmission_pages", "empty": "?" }, "note": { "path": "/note" } },
      "body": ["sheets={sheets}", "{note}", { "break": "page", "when": { "note": { "empty": false } } }, "end"] }'''

    def text(self, data, *options):
        (self.folder / "t.jsonc").write_text(self.LAYOUT)
        (self.folder / "data.json").write_text(data)
        result = self.run_todoke("render", self.folder / "t.jsonc", self.folder / "data.json", "-o", self.out, *options)
        self.assert_status(0, result)
        text = subprocess.run(["pdftotext", self.out, "-"], capture_output=True, check=True).stdout.decode()
        return text, result.stderr.decode()

    def test_unless_told_there_is_no_number(self):
        self.assertIn("sheets=?", self.text("{}")[0])

    def test_the_document_counts_its_own_pages_too(self):
        self.assertIn("sheets=1\n", self.text("{}", "--attached-pages=0")[0])
        self.assertIn("sheets=4\n", self.text("{}", "--attached-pages", "3")[0])
        self.assertIn("sheets=5\n", self.text('{ "note": "a" }', "--attached-pages=3")[0])

    def test_composing_again_warns_once(self):
        text, said = self.text('{ "note": "\U0001F9FF" }', "--attached-pages=3", "--allow-missing-glyph")
        self.assertIn("sheets=5\n", text)
        self.assertEqual(1, said.count("missing-glyph"))


class MessagesTest(CliTest):
    def test_misspelt_form(self):
        result = self.run_todoke("check", "nisc_renrak")
        self.assert_status(1, result)
        self.assertIn('did you mean "nisc_renraku"?', result.stderr.decode())

    def test_form_unlike_any(self):
        result = self.run_todoke("check", "tax_return")
        self.assert_status(1, result)
        self.assertNotIn("did you mean", result.stderr.decode())

    def test_json_lines(self):
        result = self.run_todoke("check", "nisc_renraku", self.broken_data(), "--diagnostics=json")
        self.assert_status(1, result)
        lines = [json.loads(line) for line in result.stderr.decode().splitlines()]
        self.assertEqual(2, len(lines))
        for line in lines:
            self.assertEqual({"code", "severity", "file", "line", "column", "pointer", "message", "wanted_by"},
                             set(line))
            self.assertEqual("error", line["severity"])
            self.assertTrue(line["file"].endswith("broken.json"))
            self.assertEqual({"file", "line", "column"}, set(line["wanted_by"]))
            self.assertEqual("layouts/nisc_renraku.jsonc", line["wanted_by"]["file"])
        self.assertEqual({"/competent_authority/ministry", "/classification/event_type"},
                         {line["pointer"] for line in lines})

    def test_json_lines_in_japanese(self):
        result = self.run_todoke("check", "nisc_renraku", self.broken_data(), "--diagnostics=json", "--lang", "ja")
        messages = "".join(json.loads(line)["message"] for line in result.stderr.decode().splitlines())
        self.assertIn("必須です", messages)

    def test_json_lines_without_a_place(self):
        result = self.run_todoke("check", "nisc_nonsense", "--diagnostics=json")
        line = json.loads(result.stderr)
        self.assertEqual("form-unknown", line["code"])
        self.assertEqual([None, None, None], [line["file"], line["line"], line["column"]])
        self.assertIsNone(line["wanted_by"])

    def test_text_says_the_same_as_json(self):
        data = self.broken_data()
        text = self.run_todoke("check", "nisc_renraku", data).stderr.decode()
        for line in self.run_todoke("check", "nisc_renraku", data, "--diagnostics=json").stderr.decode().splitlines():
            one = json.loads(line)
            wanted = one["wanted_by"]
            self.assertIn(f"{one['file']}:{one['line']}:{one['column']}: {one['severity']}[{one['code']}] "
                          f"{one['pointer']}: {one['message']}\n"
                          f"    wanted by {wanted['file']}:{wanted['line']}:{wanted['column']}\n", text)

    def test_language_by_locale_and_by_option(self):
        check = ["check", "nisc_renraku", self.broken_data()]
        self.assertIn("必須です", self.run_todoke(*check, LANG="ja_JP.UTF-8").stderr.decode())
        self.assertIn("mandatory", self.run_todoke(*check, LANG="C").stderr.decode())
        self.assertIn("mandatory", self.run_todoke(*check, "--lang=en", LANG="ja_JP.UTF-8").stderr.decode())

    def test_control_characters_do_not_reach_the_terminal(self):
        data = self.folder / "escape.json"
        text = SAMPLE.read_text(encoding="utf-8").replace('"amber"', '"\\u001b[31mred"', 1)
        data.write_text(text, encoding="utf-8")
        for form in ("text", "json"):
            result = self.run_todoke("check", "nisc_renraku", data, f"--diagnostics={form}")
            self.assert_status(1, result)
            self.assertNotIn(b"\x1b", result.stderr)

    def test_check_counts(self):
        result = self.run_todoke("check", "nisc_renraku", self.broken_data())
        self.assertEqual("2 errors, 0 warnings\n", result.stdout.decode())
        result = self.run_todoke("check", "nisc_renraku", SAMPLE, "--lang", "ja")
        self.assertEqual("エラー 0 件、警告 0 件\n", result.stdout.decode())
        self.assert_status(0, result)

    def test_check_of_a_layout_alone(self):
        self.assert_status(0, self.run_todoke("check", "nisc_renraku"))


class ComposeTest(CliTest):
    def compose(self, stdin, *options):
        result = self.run_todoke("compose", *options, stdin=stdin)
        self.assert_status(0, result)
        self.assertEqual(b"", result.stderr)
        return [json.loads(line) for line in result.stdout.decode().split("\n")[:-1]]

    def test_answers_in_order(self):
        requests = [{"id": str(i), "text": "国" * i, "width": 3} for i in range(9)]
        answers = self.compose(b"".join(json.dumps(request).encode() + b"\n" for request in requests))
        self.assertEqual([request["id"] for request in requests], [answer["id"] for answer in answers])
        self.assertEqual(["国国国", "国国国", "国国"], [line["text"] for line in answers[8]["lines"]])

    def test_bad_requests_are_answered_too(self):
        answers = self.compose(b'{"id":"a","text":1}\n\n{"id":\n[]\n{"id":"b","text":"x"}')
        self.assertEqual(["a", None, None, "b"], [answer["id"] for answer in answers])
        self.assertEqual([True, True, True, False], ["error" in answer for answer in answers])

    def test_errors_follow_the_language(self):
        answers = self.compose(b'{"id":"a"}\n', "--lang", "ja")
        self.assertIn("必要です", answers[0]["error"])

    def test_fonts_of_a_folder(self):
        folder = self.folder / "fonts"
        folder.mkdir()
        shutil.copy("/usr/share/fonts/opentype/ipaexfont-mincho/ipaexm.ttf", folder / "some.ttf")
        request = json.dumps({"id": "a", "text": "12", "font": "IPAex明朝", "report": ["glyphs"]}).encode()
        answer, = self.compose(request, "--font-dir", str(folder))
        self.assertEqual("IPAexMincho", answer["lines"][0]["glyphs"][0]["font"])

    def test_takes_no_operand(self):
        self.assert_status(2, self.run_todoke("compose", SAMPLE))

    def test_output_that_cannot_be_written(self):
        with open("/dev/full", "wb") as full:
            result = subprocess.run([str(PROGRAM), "compose"], input=b'{"id":"a","text":"x"}\n', stdout=full,
                                    stderr=subprocess.PIPE, cwd=ROOT, timeout=60, check=False)
        self.assertEqual(3, result.returncode)


class PicturesTest(CliTest):
    """Pictures that the data names: where they are looked for, and how large they may be."""
    IMAGES = ROOT / "tests" / "images"
    LAYOUT = ROOT / "tests" / "golden" / "figures" / "attachments" / "layout.jsonc"

    def data(self, *names, **more):
        path = self.folder / "data.json"
        data = {"attachments": [{"number": n, "file": name} for n, name in enumerate(names, start=1)]} | more
        path.write_text(json.dumps(data), encoding="utf-8")
        return path

    def picture(self, name, as_name=None):
        shutil.copy(self.IMAGES / name, self.folder / (as_name or name))

    def render(self, *arguments, **more):
        return self.run_todoke("render", self.LAYOUT, *arguments, "-o", self.out, **more)

    def refused(self, status, code, *arguments, **more):
        result = self.render(*arguments, **more)
        self.assert_status(status, result)
        self.assertIn(f"error[{code}]", result.stderr.decode())
        self.assertFalse(self.out.exists())
        return result.stderr.decode()

    def test_pictures_are_looked_for_beside_the_data(self):
        (self.folder / "figures").mkdir()
        self.picture("rgb.jpg", "figures/図1.JPG")
        data = self.data("figures/図1.JPG")
        self.assert_status(0, self.render(data))
        first = self.out.read_bytes()
        self.assertIn((self.IMAGES / "rgb.jpg").read_bytes(), first)
        self.assert_status(0, self.render("data.json", cwd=self.folder))
        self.assertEqual(first, self.out.read_bytes())

    def test_standard_input_needs_a_folder(self):
        self.picture("rgb.png")
        data = self.data("rgb.png").read_bytes()
        self.refused(1, "file-folder", "-", stdin=data, cwd=self.folder)
        self.assert_status(0, self.render("-", "--files", self.folder, stdin=data))

    def test_another_folder(self):
        self.refused(1, "file-missing", self.data("rgb.png"))
        self.refused(3, "file-unreadable", self.data("rgb.png"), "--files", self.folder / "missing")
        self.assert_status(0, self.render(self.data("rgb.png"), "--files", self.IMAGES))

    def test_check_reads_pictures_too(self):
        result = self.run_todoke("check", self.LAYOUT, self.data("cut.jpg"), "--files", self.IMAGES)
        self.assert_status(1, result)
        self.assertIn("error[image-damaged]", result.stderr.decode())
        self.assert_status(0, self.run_todoke("check", self.LAYOUT, self.data("rgb.jpg"), "--files", self.IMAGES))

    def test_links_pipes_and_folders_are_not_read(self):
        (self.folder / "link.png").symlink_to(self.IMAGES / "rgb.png")
        (self.folder / "up").symlink_to("..")
        os.mkfifo(self.folder / "pipe.png")
        (self.folder / "folder.png").mkdir()
        self.refused(1, "file-link", self.data("link.png"))
        self.refused(1, "file-link", self.data(f"up/{self.folder.name}/data.png"))
        self.refused(1, "file-kind", self.data("pipe.png"))
        self.refused(1, "file-kind", self.data("folder.png"))
        self.refused(1, "file-name", self.data("../rgb.png"))
        self.refused(1, "file-name", self.data(str(self.IMAGES / "rgb.png")))
        self.refused(1, "file-name", self.data("..\\rgb.png"))

    def test_a_file_without_permission_is_the_systems_fault(self):
        if os.geteuid() == 0:
            self.skipTest("root may read everything")
        self.picture("rgb.png")
        (self.folder / "rgb.png").chmod(0)
        self.refused(3, "file-unreadable", self.data("rgb.png"))

    def test_a_file_of_too_many_bytes(self):
        with open(self.folder / "large.png", "wb") as file:
            file.write((self.IMAGES / "rgb.png").read_bytes())
            file.truncate(32 * 1024 * 1024 + 1)
        self.assertIn("33554432", self.refused(4, "limit-image-bytes", self.data("large.png")))

    def test_too_many_bytes_in_all(self):
        """Bytes after the end of a PNG are no fault of the picture, but they count."""
        with open(self.folder / "large.png", "wb") as file:
            file.write((self.IMAGES / "rgb.png").read_bytes())
            file.truncate(32 * 1024 * 1024)
        self.assert_status(0, self.run_todoke("check", self.LAYOUT, self.data(*["large.png"] * 8)))
        message = self.refused(4, "limit-images", self.data(*["large.png"] * 9))
        self.assertIn("/attachments/8/file", message)
        self.assertIn("268435456 bytes", message)

    def test_too_many_pixels_in_all(self):
        """Sixteen million black pixels in a few kilobytes, again and again: refused before they cost minutes."""
        row = b"\0" + bytes(4000 // 8)
        (self.folder / "black.png").write_bytes(
            png.SIGNATURE + png.chunk(b"IHDR", struct.pack(">IIBBBBB", 4000, 4000, 1, 0, 0, 0, 0)) +
            png.chunk(b"IDAT", zlib.compress(row * 4000, 9)) + png.chunk(b"IEND", b""))
        self.assertIn("500000000 pixels", self.refused(4, "limit-images", self.data(*["black.png"] * 32)))


class DescribeTest(CliTest):
    """todoke new, todoke schema; what they write is looked into by tests/schema."""

    def test_they_write_to_standard_output_or_a_file(self):
        for command, start in (("new", "// "), ("schema", "{")):
            printed = self.run_todoke(command, "nisc_renraku")
            self.assert_status(0, printed)
            self.assertTrue(printed.stdout.decode().startswith(start))
            self.assert_status(0, self.run_todoke(command, "nisc_renraku", "-o", self.out))
            self.assertEqual(printed.stdout, self.out.read_bytes())

    def test_an_unknown_form_is_an_error_and_writes_nothing(self):
        for command in ("new", "schema"):
            result = self.run_todoke(command, "nisc_renrak", "-o", self.out)
            self.assert_status(1, result)
            self.assertIn("nisc_renraku", result.stderr.decode())
            self.assert_only()

    def test_they_want_one_form(self):
        for command in ("new", "schema"):
            for operands in ((), ("nisc_renraku", "samples/nisc-fig5.json")):
                self.assert_status(2, self.run_todoke(command, *operands))

    def test_where_nothing_can_be_written_the_status_says_so(self):
        for command in ("new", "schema"):
            self.assert_status(3, self.run_todoke(command, "nisc_renraku", "-o", self.folder / "none" / "out"))

    def test_data_named_jsonc_may_have_comments(self):
        text = SAMPLE.read_text(encoding="utf-8").replace("{", "{ // 注釈", 1)
        for name, status in (("a.jsonc", 0), ("a.json", 1)):
            path = self.folder / name
            path.write_text(text, encoding="utf-8")
            self.assert_status(status, self.run_todoke("check", "nisc_renraku", path))


class FormsTest(CliTest):
    def test_forms_as_text(self):
        result = self.run_todoke("forms")
        self.assert_status(0, result)
        for word in ("nisc_renraku", "情報連絡様式", "2017-04-18", "2 pages"):
            self.assertIn(word, result.stdout.decode())
        self.assertIn("2 ページ", self.run_todoke("forms", "--lang", "ja").stdout.decode())

    def test_forms_as_json_lines(self):
        result = self.run_todoke("forms", "--json")
        self.assert_status(0, result)
        forms = {form["id"]: form for form in map(json.loads, result.stdout.decode().splitlines())}
        form = forms["nisc_renraku"]
        self.assertEqual({"id", "title", "edition", "valid_from", "valid_until", "source", "channel", "blank_pages"},
                         set(form))
        self.assertEqual(("情報連絡様式", "2017-04-18", None, 2),
                         (form["title"], form["valid_from"], form["valid_until"], form["blank_pages"]))

    def test_one_broken_layout_does_not_hide_the_others(self):
        shutil.copy(ROOT / "layouts" / "nisc_renraku.jsonc", self.folder)
        (self.folder / "broken.jsonc").write_text("{", encoding="utf-8")
        result = self.run_todoke("forms", "--layouts", self.folder)
        self.assert_status(1, result)
        self.assertIn("nisc_renraku", result.stdout.decode())
        self.assertIn("broken.jsonc:1:", result.stderr.decode())

    def test_no_layouts_at_all(self):
        result = self.run_todoke("forms", "--layouts", self.folder / "missing")
        self.assertEqual(b"", result.stdout)


if __name__ == "__main__":
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()

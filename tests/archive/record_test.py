"""
What an archive carries: the data that its form shows and no more, the layouts, pictures, the earlier report, and the
record of how it was made.

    python3 tests/archive/record_test.py build/release/todoke
"""
import hashlib
import json
import pathlib
import shutil
import sys
import tempfile
import unittest

from archives import FIG5, GOLDEN, ROOT, Program, cases, lines_of

TODOKE = sys.argv.pop()


class RecordTest(unittest.TestCase):
    longMessage = True

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="todoke-record-")
        self.addCleanup(self.folder.cleanup)
        self.work = pathlib.Path(self.folder.name)
        self.todoke = Program(TODOKE, self.work)

    def render(self, pdf, form, data, *options):
        """Whether the form takes the data."""
        result = self.todoke.run("render", form, data, "--profile", "archive", "-o", pdf, *options, status=None)
        self.assertIn(result.returncode, (0, 1), result.stderr)
        return result.returncode == 0

    def take_out(self, pdf, inside):
        """All that is inside, the pictures under the names that the data has for them."""
        self.todoke.run("extract", pdf, "-o", inside)
        for picture in self.todoke.record(pdf).get("pictures", []):
            (inside / picture["name"]).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(inside / picture["file"], inside / picture["name"])

    def test_what_is_inside_gives_the_same_bytes_again_for_every_form(self):
        taken, inside, again = {}, self.work / "inside", self.work / "again.pdf"
        for name, form, data, options in cases():
            pdf = self.work / f"{name}.pdf"
            if not self.render(pdf, form, data, *options):
                continue
            taken[form] = taken.get(form, 0) + 1
            with self.subTest(case=name):
                shutil.rmtree(inside, ignore_errors=True)
                self.take_out(pdf, inside)
                self.assertTrue(self.render(again, inside / f"{form}.jsonc", inside / "data.json", *options, "--files",
                                            inside))
                self.assertEqual(pdf.read_bytes(), again.read_bytes())
        self.assertEqual(set(taken), {path.stem for path in (ROOT / "layouts").glob("*.jsonc")})
        result = self.todoke.run("replay", self.work)
        self.assertIn(f"same-bytes {sum(taken.values()) + 1},", result.stdout.decode())

    def test_the_record_says_how_the_file_was_made(self):
        pdf = self.todoke.archive(self.work / "a.pdf")
        record = self.todoke.record(pdf)
        self.assertEqual(list(record), ["todoke_record", "form", "engine", "libraries", "options", "fonts", "layouts",
                                        "data"])
        self.assertEqual((record["todoke_record"], record["form"]), (1, "nisc_renraku"))
        self.assertEqual(list(record["libraries"]), ["HarfBuzz", "libdeflate", "libharu", "libpng"])
        self.assertEqual(record["options"], {"missing_glyph": "error"})
        self.assertEqual([font["name"] for font in record["fonts"]], ["BIZUDGothic-Regular"])
        layout = self.todoke.part(pdf, "--layout")
        self.assertEqual(layout, (ROOT / "layouts" / "nisc_renraku.jsonc").read_bytes())
        self.assertEqual(record["layouts"], [{"file": "nisc_renraku.jsonc",
                                              "sha256": hashlib.sha256(layout).hexdigest()}])
        data = self.todoke.part(pdf, "--data")
        self.assertEqual(record["data"]["sha256"], hashlib.sha256(data).hexdigest())

    def test_options_that_move_bytes_are_recorded(self):
        pdf = self.work / "a.pdf"
        self.todoke.run("render", "nisc_renraku", FIG5, "--profile", "archive", "--allow-missing-glyph", "-o", pdf,
                        SOURCE_DATE_EPOCH="1700000000")
        self.assertEqual(self.todoke.record(pdf)["options"], {"date": 1700000000, "missing_glyph": "geta"})
        self.assertIn(b"same-bytes 1,", self.todoke.run("replay", pdf).stdout)

    def test_a_form_like_another_carries_both(self):
        pdf = self.todoke.archive(self.work / "a.pdf", "nisc_renraku_reiwa", ROOT / "samples" / "port-terminal.json")
        self.assertEqual([layout["file"] for layout in self.todoke.record(pdf)["layouts"]],
                         ["nisc_renraku_reiwa.jsonc", "nisc_renraku.jsonc"])
        self.assertIn(b"same-bytes 1,", self.todoke.run("replay", pdf).stdout)

    def test_the_blank_form_has_no_data(self):
        pdf = self.work / "a.pdf"
        self.todoke.run("render", "nisc_renraku", "--blank", "--profile", "archive", "-o", pdf)
        self.assertNotIn("data", self.todoke.record(pdf))
        self.assertIn(b"same-bytes 1,", self.todoke.run("replay", pdf).stdout)

    def test_an_earlier_report_is_carried_as_far_as_it_is_compared(self):
        for case in sorted((GOLDEN / "changes").glob("*/data.json")):
            options, layout = lines_of(case.parent / "options"), case.parent / "layout.jsonc"
            with self.subTest(case=case.parent.name):
                form = layout if layout.exists() else (case.parent / "form").read_text().strip()
                pdf = self.work / f"{case.parent.name}.pdf"
                if not self.render(pdf, form, case, *options):
                    continue
                self.assertEqual("earlier" in self.todoke.record(pdf), any(option.startswith("--compare") for option in options))
                self.assertIn(b"same-bytes 1,", self.todoke.run("replay", pdf).stdout)

    def test_pictures_are_carried_under_names_of_their_own(self):
        for case in sorted((GOLDEN / "figures").glob("*/data.json")):
            pdf = self.work / f"{case.parent.name}.pdf"
            if not self.render(pdf, case.parent / "layout.jsonc", case, *lines_of(case.parent / "options")):
                continue
            with self.subTest(case=case.parent.name):
                for picture in self.todoke.record(pdf).get("pictures", []):
                    self.assertRegex(picture["file"], r"^picture-[0-9]+\.(png|jpg)$")
                    found = self.todoke.part(pdf, picture["file"])
                    self.assertEqual(found, (ROOT / "tests" / "images" / picture["name"]).read_bytes())
                self.assertIn(b"same-bytes 1,", self.todoke.run("replay", pdf).stdout)

    def test_without_attachments_there_is_no_record(self):
        pdf = self.todoke.archive(self.work / "a.pdf", "nisc_renraku", FIG5, "--no-attach")
        self.assertIn("record-none", self.todoke.run("extract", pdf, status=1, LANG="C").stderr.decode())
        self.assertIn(b"not-ours 1", self.todoke.run("replay", pdf).stdout)

    def test_texts_that_are_only_asked_for_are_withheld(self):
        layout = self.work / "asks.jsonc"
        layout.write_text(json.dumps({
            "todoke": 1, "form": "asks", "title": "試験", "language": "ja",
            "edition": {"name": "試験", "from": "2024-04-01", "source": "試験"}, "page": {"size": "A4", "margin": ["20mm"]},
            "styles": {"base": {"font": "gothic", "size": "10.5pt", "pitch": "14pt"}},
            "fields": {"told": {"path": "/title"}, "asked": {"path": "/description/overview", "required": "R1"}},
            "body": [{"text": "{told}"}, {"text": "{asked}", "when": {"told": {"const": "公表"}}}]}))
        data = self.work / "data.json"
        data.write_text(json.dumps({"title": "非公表", "description": {"overview": "Zq0001Wx"}}))
        pdf = self.todoke.archive(self.work / "a.pdf", layout, data)
        self.assertEqual(json.loads(self.todoke.part(pdf, "--data")), {"title": "非公表",
                                                                     "description": {"overview": "…"}})
        self.assertEqual(self.todoke.record(pdf)["data"]["withheld"], ["/description/overview"])
        self.assertIn(b"same-bytes 1,", self.todoke.run("replay", pdf).stdout)

    # --- taking things out

    def test_extract_lists_takes_one_and_takes_all(self):
        pdf, folder = self.todoke.archive(self.work / "a.pdf"), self.work / "out"
        names = self.todoke.run("extract", pdf).stdout.decode().split()
        self.assertEqual(set(names), {"data.json", "nisc_renraku.jsonc", "todoke-record.json"})
        told = self.todoke.run("extract", pdf, "-o", folder).stdout.decode().split()
        self.assertEqual(set(told), {str(folder / name) for name in names})
        for name in names:
            self.assertEqual((folder / name).read_bytes(), self.todoke.part(pdf, name))
        self.todoke.run("extract", pdf, "--data", "-o", self.work / "one.json")
        self.assertEqual((self.work / "one.json").read_bytes(), (folder / "data.json").read_bytes())

    def test_extract_says_what_is_not_there(self):
        pdf = self.todoke.archive(self.work / "a.pdf")
        result = self.todoke.run("extract", pdf, "nothing.txt", "--lang", "en", status=1)
        self.assertEqual(result.stderr.decode(), f'todoke: {pdf}: there is no "nothing.txt" in it\n')
        result = self.todoke.run("extract", self.work / "none.pdf", "--lang", "en", status=3)
        self.assertIn("file-unreadable", result.stderr.decode())
        result = self.todoke.run("extract", FIG5, "--lang", "en", status=1)
        self.assertIn("pdf-none", result.stderr.decode())

    def test_inspect_tells_where_each_value_stands(self):
        pdf, report = self.work / "a.pdf", self.work / "fit.jsonl"
        self.todoke.archive(pdf, "nisc_renraku", FIG5, "--fit-report", report)
        shown = [line for line in report.read_text().splitlines() if '"step":"hidden"' not in line]
        told = self.todoke.run("inspect", pdf).stdout.decode().splitlines()
        self.assertEqual([line for line in told if '"step":"hidden"' not in line], shown)
        self.assertGreater(len(shown), 20)


if __name__ == "__main__":
    unittest.main()

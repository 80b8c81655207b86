"""
Archives made again and compared: what is the same, what only says the same, what is different, and what nobody can tell.

    python3 tests/archive/replay_test.py build/release/todoke
"""
import csv
import hashlib
import io
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

from archives import FIG5, ROOT, Program

TODOKE = sys.argv.pop()
MANY = 1000
PLAIN = ["--qdf", "--object-streams=disable", "--normalize-content=n"]  # to be read and changed, saying the same


def qpdf(*arguments):
    subprocess.run(["qpdf", *map(str, arguments)], check=True, timeout=120)


class ReplayTest(unittest.TestCase):
    longMessage = True

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="todoke-replay-")
        self.addCleanup(self.folder.cleanup)
        self.work = pathlib.Path(self.folder.name)
        self.todoke = Program(TODOKE, self.work)
        self.pdf = self.todoke.archive(self.work / "a.pdf")

    def replay(self, *paths, status=0, options=()):
        """[(file, result, form, sha256, reason)], in order."""
        table = self.work / "replay.csv"
        self.said = self.todoke.run("replay", *paths, "-o", table, "--lang", "en", *options, status=status)
        rows = list(csv.reader(io.StringIO(table.read_text(encoding="utf-8"), newline="")))
        self.assertEqual(rows[0], ["file", "result", "form", "sha256", "reason"])
        return rows[1:]

    def result(self, pdf, status=0):
        rows = self.replay(pdf, status=status)
        self.assertEqual(len(rows), 1)
        return rows[0][1], rows[0][4]

    def changed(self, old, new, source=None):
        """A copy whose decompressed bytes differ; its cross-references are put right."""
        plain, changed, pdf = self.work / "plain.pdf", self.work / "changed.pdf", self.work / "b.pdf"
        qpdf(*PLAIN, source or self.pdf, plain)
        text = plain.read_bytes()
        self.assertEqual(len(re.findall(old, text)), 1, old)
        changed.write_bytes(re.sub(old, new, text))
        with pdf.open("wb") as file:
            subprocess.run(["fix-qdf", changed], check=True, stdout=file, timeout=60)
        return pdf

    def test_the_same_program_writes_the_same_bytes(self):
        rows = self.replay(self.pdf)
        self.assertEqual(rows, [[str(self.pdf), "same-bytes", "nisc_renraku",
                                 hashlib.sha256(self.pdf.read_bytes()).hexdigest(), ""]])

    def test_another_compression_says_the_same(self):
        other = self.work / "other.pdf"
        qpdf("--recompress-flate", "--compression-level=9", self.pdf, other)
        self.assertNotEqual(self.pdf.read_bytes(), other.read_bytes())
        self.assertEqual(self.result(other), ("same-content", ""))
        qpdf(*PLAIN, self.pdf, other)
        self.assertEqual(self.result(other), ("same-content", ""))

    def test_a_page_that_says_something_else_is_different(self):
        pdf = self.changed(rb"<0128008C00A200AE>", b"<0128008C00A200AC>")
        result, reason = self.result(pdf, status=1)
        self.assertEqual(result, "different")
        self.assertRegex(reason, r"they differ at /Root/Pages/Kids/0/Contents$")

    def test_what_is_no_page_is_looked_at_too(self):
        result, reason = self.result(self.changed(b"/DisplayDocTitle true", b"/DisplayDocTitle null"), status=1)
        self.assertEqual(result, "different")
        self.assertIn("they differ at /Root/ViewerPreferences/DisplayDocTitle", reason)

    def test_data_in_the_place_of_others_is_different(self):
        pdf = self.changed("改竄された".encode(), "改善された".encode())
        self.assertEqual(self.result(pdf, status=1),
                         ("different", '"data.json" in the file is not what the render record says it was'))

    def test_data_and_record_that_agree_but_not_with_the_page_are_different(self):
        digest = hashlib.sha256(self.todoke.part(self.pdf, "--data")).hexdigest()
        bent = self.todoke.part(self.pdf, "--data").replace("改竄された".encode(), "改善された".encode())
        pdf = self.changed("改竄された".encode(), "改善された".encode())
        pdf = self.changed(digest.encode(), hashlib.sha256(bent).hexdigest().encode(), shutil.copy(pdf, self.work / "c.pdf"))
        result, reason = self.result(pdf, status=1)
        self.assertEqual(result, "different")
        self.assertIn("the pages are not what the data inside gives: they differ at ", reason)

    def test_another_version_may_give_other_bytes(self):
        older = self.work / "todoke-older"
        older.write_bytes(pathlib.Path(TODOKE).read_bytes().replace(b"0.1.0", b"0.0.9"))
        older.chmod(0o755)
        pdf, other = self.work / "old.pdf", self.work / "other.pdf"
        Program(older, self.work).archive(pdf, "nisc_renraku", FIG5, "--layouts", ROOT / "layouts", "--fonts",
                                          ROOT / "fonts")
        self.assertEqual(self.todoke.record(pdf)["engine"], "0.0.9")
        self.assertEqual(self.result(pdf), ("same-bytes", ""))
        qpdf("--recompress-flate", "--compression-level=9", pdf, other)
        self.assertEqual(self.result(other), ("same-content", ""))
        result, reason = self.result(self.changed(b"/DisplayDocTitle true", b"/DisplayDocTitle null", pdf), status=3)
        self.assertEqual(result, "unjudged")
        self.assertRegex(reason, r"differ at /Root/ViewerPreferences/DisplayDocTitle .*other versions made them: todoke 0\.0\.9, ")

    def test_a_font_that_is_not_here_cannot_be_judged(self):
        sha256 = self.todoke.record(self.pdf)["fonts"][0]["sha256"]
        pdf = self.changed(sha256.encode(), b"0" * 64)
        self.assertEqual(self.result(pdf, status=3),
                         ("unjudged", "the font BIZUDGothic-Regular (BIZUDGothic-Regular.ttf) that the file was made "
                                      "with is not here"))

    def test_a_record_of_a_later_version_cannot_be_judged(self):
        pdf = self.changed(rb'"todoke_record": 1', b'"todoke_record": 2')
        self.assertEqual(self.result(pdf, status=3),
                         ("unjudged", "the render record is of another version of this program"))

    def test_an_update_that_is_no_signature_is_different(self):
        text = self.pdf.read_bytes()
        start = int(re.findall(rb"startxref\n(\d+)", text)[-1])
        size = int(re.search(rb"/Size (\d+)", text)[1])
        root = re.search(rb"/Root (\d+ \d+ R)", text)[1]
        update = b"%d 0 obj\n<</Note (added)>>\nendobj\n" % size
        table = len(text) + len(update)
        update += (b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Root %s/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" %
                   (size, len(text), size + 1, root, start, table))
        pdf = self.work / "b.pdf"
        pdf.write_bytes(text + update)
        self.assertEqual(self.result(pdf, status=1),
                         ("different", "something was added to the file after it was made"))

    def test_a_damaged_file_of_ours_is_different(self):
        text = self.pdf.read_bytes()
        pdf = self.work / "b.pdf"
        for changed in (text[:-40], text + text, text.replace(b"startxref\n", b"startxref\n9"),
                        text.replace(b"endobj", b"endobx", 1)):
            pdf.write_bytes(changed)
            self.assertEqual(self.result(pdf, status=1)[0], "different")

    def test_a_file_without_a_record_is_not_ours(self):
        plain, text = self.work / "plain.pdf", self.work / "text.pdf"
        self.todoke.run("render", "nisc_renraku", FIG5, "-o", plain)
        text.write_text("no PDF at all")
        self.assertEqual([row[1] for row in self.replay(plain, text)], ["not-ours", "not-ours"])

    def test_a_file_that_cannot_be_read_is_unjudged(self):
        rows = self.replay(self.work / "none.pdf", self.pdf, status=3)
        self.assertEqual([row[1] for row in rows], ["unjudged", "same-bytes"])
        self.assertIn("none.pdf: No such file or directory", rows[0][4])

    def test_a_layout_that_has_moved_on_changes_nothing(self):
        layouts = self.work / "layouts"
        shutil.copytree(ROOT / "layouts", layouts)
        layout = layouts / "nisc_renraku.jsonc"
        layout.write_text(layout.read_text(encoding="utf-8").replace("情報連絡様式", "新しい様式"), encoding="utf-8")
        rows = self.replay(self.pdf, options=["--layouts", layouts])
        self.assertEqual(rows[0][1], "same-bytes")

    def test_a_tree_is_gone_through_in_order_whatever_the_number_of_threads(self):
        tree = self.work / "tree"
        for name in ("b/2.pdf", "a/1.pdf", "a/deep/er/3.pdf", "c.pdf", ".hidden/4.pdf", "notes.txt"):
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(self.pdf, tree / name)
        (tree / "link.pdf").symlink_to(self.pdf)
        rows = self.replay(tree)
        self.assertEqual([row[0] for row in rows],
                         [f"{tree}/{name}" for name in ("a/1.pdf", "a/deep/er/3.pdf", "b/2.pdf", "c.pdf")])
        for workers in (1, 2, 8):
            self.assertEqual(self.replay(tree, options=["-j", workers]), rows)
        self.assertEqual(self.said.stdout.decode(),
                         "4 files: same-bytes 4, same-content 0, different 0, unjudged 0, not-ours 0\n")

    def test_a_hostile_record_is_refused(self):
        for old, new in ((b'"missing_glyph": "error"', b'"missing_glyph": "x"'),
                         (b'"file": "data.json"', b'"file": "nowhere"'), (b'"layouts"', b'"layoutz"'),
                         (b'"engine": "0.1.0"', b'"engine": 1')):
            with self.subTest(new=new):
                self.assertEqual(self.result(self.changed(old, new), status=1)[0], "different")

    def test_a_thousand_archives_and_one_that_was_altered(self):
        data = json.loads(FIG5.read_text(encoding="utf-8"))
        incidents, archives = self.work / "incidents", self.work / "archives"
        incidents.mkdir()
        for i in range(MANY):
            data["description"]["overview"] = f"第{i}件の事案。閲覧した利用者に影響のおそれがある。"
            (incidents / f"i{i:04d}.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        self.todoke.run("batch", "--form", "nisc_renraku", incidents, "--profile", "archive", "-o", archives)
        start = time.monotonic()
        rows = self.replay(archives)
        print(f"{MANY} archives replayed in {time.monotonic() - start:.1f} s", file=sys.stderr)
        self.assertEqual([row[1] for row in rows], ["same-bytes"] * MANY)
        altered = sorted(archives.glob("*.pdf"))[617]
        plain = self.work / "plain.pdf"
        qpdf(*PLAIN, altered, plain)
        altered.write_bytes(plain.read_bytes().replace("第617件".encode(), "第618件".encode()))
        rows = self.replay(archives, status=1)
        self.assertEqual([row[0] for row in rows if row[1] != "same-bytes"], [str(altered)])
        self.assertEqual(rows[617][1], "different")


if __name__ == "__main__":
    unittest.main()

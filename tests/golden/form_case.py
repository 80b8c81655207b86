"""A form rendered from one data file: messages, exit status, marks, and all that a PDF can be asked."""
import hashlib
import json
import re
import shutil
import sys

import fit
import pdf_checks
import pictures
import png
import plain_text
from failure_page import difference
from program import ROOT, Failure, crash_of, judge, library_versions

BROKEN = "broken"               # the folder of cases whose messages alone are kept
FORM_OF_BROKEN = "nisc_renraku"

PICTURE_DPI = 100
PICTURE_FUZZ = 20    # of 255: by how much a grey may differ
PICTURE_PIXELS = 60  # how many may differ by more


def read_lines(path):
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def what_stands_at(path, line, column):
    """The text from a place to the end of its line; of the next line too where it is a lone bracket."""
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    text = lines[line - 1][column - 1:]
    return text if len(text) > 1 else f"{text} {lines[line].strip()}"


def settled(diags):
    """Places in layouts/ as the text that stands there: their numbers move with every edit of the layout."""
    return re.sub(r"(?<=wanted by )(layouts/[^:]*):(\d+):(\d+)",
                  lambda match: f"{match[1]}: {what_stands_at(match[1], int(match[2]), int(match[3]))}", diags)


def from_root(word):
    """A path, or an option with one, as it reads from any folder."""
    option, equals, path = word.rpartition("=")
    return option + equals + str(ROOT / path) if (ROOT / path).exists() else word


class FormCase:
    """The folder of a case; README.md says what its files mean."""

    def __init__(self, folder, todoke, work):
        self.folder, self.todoke, self.work = folder, todoke, work
        self.status = int((read_lines(folder / "status") or ["0"])[0])
        self.options = ["--lang", "en", *read_lines(folder / "options")]
        self.stdin = b""

    def shown(self, path):
        """As messages show it: from the root of the repository."""
        return str(path.relative_to(ROOT))

    def form(self):
        if (self.folder / "layout.jsonc").exists():
            return self.shown(self.folder / "layout.jsonc")
        default = self.folder.parent.name if self.has_document() else FORM_OF_BROKEN
        return (read_lines(self.folder / "form") or [default])[0]

    def data(self):
        """The operand DATA as a list; empty for the blank."""
        if (self.folder / "data.py").exists():
            self.stdin = judge(sys.executable, self.folder / "data.py")
            return ["-"]
        return [self.shown(self.folder / "data.json")] if (self.folder / "data.json").exists() else []

    def render(self, out, options=(), respell=str, **variables):
        """`respell` is applied to every word of the command line that a case may state."""
        words = [self.form(), *(self.data() or ["--blank"]), *self.options]
        return self.todoke.run(["render", *map(respell, words), *options, "-o", out], stdin=self.stdin, **variables)

    # --- the program's answer

    def got_marks(self):
        """Runs the case; (result, marks or None)."""
        out, report = self.work / "got.marks", self.work / "got.fit"
        out.unlink(missing_ok=True)
        report.unlink(missing_ok=True)
        result = self.render(out, options=["--fit-report", report])
        return result, out.read_text(encoding="utf-8") if out.exists() else None

    def expected(self, name):
        path = self.folder / name
        return path.read_text(encoding="utf-8") if path.exists() else None

    def compare_text(self, name, got, page):
        expected = self.expected(name)
        if expected is None:
            page.add(f"there is no {name} yet; python3 tests/golden/run.py --accept makes it")
        elif got != expected:
            page.add(f"{name} differs", difference(name, got, expected))

    def check_answer(self, result, text, page):
        """Status, messages and marks; True when there is a document to go on with."""
        if crash_of(result):
            page.add("the program crashed", crash_of(result))
            return False
        if result.returncode != self.status:
            page.add(f"exit status {result.returncode} instead of {self.status}")
        self.compare_text("expected.diags", settled(result.stderr.decode(errors="replace")), page)
        if result.stdout:
            page.add("something was printed on standard output", result.stdout.decode(errors="replace"))
        if (text is not None) != (result.returncode == 0):
            page.add("an output file was " + ("left after an error" if text is not None else "not written"))
        if text is not None and self.has_document():
            self.compare_text("expected.marks", text, page)
        return text is not None and self.has_document()

    # --- nothing is lost

    def check_fit(self, text, page):
        """Every character of every value is drawn, by the report and by the marks; expected.fit where it is kept."""
        report = (self.work / "got.fit").read_text(encoding="utf-8")
        for problem in fit.problems(report, text):
            page.add("the fit report", problem)
        if self.expected("expected.fit") is not None:
            self.compare_text("expected.fit", report, page)

    def check_values_of_pdf(self, pdf, page):
        """Texts of the data come back from the PDF."""
        if not self.data():
            return
        data = json.loads(self.stdin or (ROOT / self.data()[0]).read_text(encoding="utf-8"))
        report = (self.work / "got.fit").read_text(encoding="utf-8")
        said = judge("pdftotext", "-raw", "-enc", "UTF-8", pdf, "-").decode()
        for problem in fit.lost_in_pdf(report, data, said):
            page.add("the PDF", problem)

    def has_document(self):
        return self.folder.parent.name != BROKEN

    def check_check(self, result, page):
        """`todoke check` says the same as `todoke render`."""
        if not self.data():
            return
        options = [option for option in self.options if option != "--blank"]
        checked = self.todoke.run(["check", self.form(), *self.data(), *options], stdin=self.stdin)
        if (checked.returncode, checked.stderr) != (result.returncode, result.stderr):
            page.add(f"check ends with status {checked.returncode}, render with {result.returncode}",
                     difference("check", checked.stderr.decode(), result.stderr.decode()))

    # --- the PDF

    def check_pdf(self, text, page):
        pdf = self.work / "got.pdf"
        pdf.unlink(missing_ok=True)
        self.render(pdf)
        if not pdf.exists():
            page.add("no PDF came out, though marks did")
            return
        self.check_digest(pdf, page)
        pngs = self.png_pages()
        if self.todoke.is_alone:
            return
        for problem in pdf_checks.problems(pdf, pngs, text, self.work):
            page.add("the PDF", problem)
        self.check_archive(pdf, text, page)
        self.check_values_of_pdf(pdf, page)
        self.check_same_bytes(pdf, page)
        self.check_pictures(pdf, page)
        if page.summary and not page.has_pictures:
            page.add_pictures("got", [path.name for path in self.draw(pdf)])

    def check_archive(self, pdf, text, page):
        """Profile archive: the same pages and the same text. Of cases with pictures only, since drawing takes its time."""
        has_profile = any(option.startswith("--profile") for option in self.options)
        if has_profile or not any(self.folder.glob("expected-*.png")):
            return
        archive = self.work / "archive.pdf"
        self.render(archive, options=["--profile", "archive"])
        for problem in pdf_checks.archive_problems(archive, pdf, text, self.work):
            page.add("the archive", problem)

    def png_pages(self):
        for old in self.work.glob("own-*.png"):
            old.unlink()
        self.render(self.work / "own-{page}.png", options=["--dpi", str(pictures.DPI)])
        return sorted(self.work.glob("own-*.png"), key=lambda path: int(path.stem.split("-")[1]))

    def check_same_bytes(self, pdf, page):
        """Again, from another folder, in another locale and time zone."""
        again = self.work / "again.pdf"
        elsewhere = self.work / "elsewhere"
        elsewhere.mkdir(exist_ok=True)
        self.render(again)
        if again.read_bytes() != pdf.read_bytes():
            page.add("a second run gives other bytes")
        self.render(again, respell=from_root, cwd=elsewhere, LANG="ja_JP.UTF-8", LC_ALL="ja_JP.UTF-8",
                    TZ="America/New_York")
        if again.read_bytes() != pdf.read_bytes():
            page.add("another folder, locale and time zone give other bytes")

    def digest_lines(self, pdf):
        return f"{library_versions()}\n{hashlib.sha256(pdf.read_bytes()).hexdigest()}\n"

    def check_digest(self, pdf, page):
        """Only where the libraries are those it was recorded with."""
        got, expected = self.digest_lines(pdf).splitlines(), read_lines(self.folder / "expected.sha256")
        if expected and expected[0] == got[0] and expected[1] != got[1]:
            page.add("expected.sha256 differs: the PDF has other bytes", f"-{expected[1]}\n+{got[1]}")

    # --- the plain text

    def got_text(self):
        """What `--to text` writes, or None."""
        out = self.work / "got.txt"
        out.unlink(missing_ok=True)
        self.render(out)
        return out.read_text(encoding="utf-8") if out.exists() else None

    def data_text(self):
        if not self.data():
            return None
        return (self.stdin or (self.folder / "data.json").read_bytes()).decode("utf-8-sig")

    def check_text(self, text, page):
        got = self.got_text()
        if got is None:
            page.add("no plain text came out, though marks did")
            return
        for problem in plain_text.problems(got, text, self.data_text()):
            page.add("the plain text", problem)
        if self.expected("expected.txt") is not None:
            self.compare_text("expected.txt", got, page)

    # --- what a person looks at

    def draw(self, pdf):
        for old in self.work.glob("got-*.png"):
            old.unlink()
        for number, path in enumerate(pdf_checks.poppler_pages(pdf, self.work, PICTURE_DPI), start=1):
            png.write_levels(self.work / f"got-{number}.png", pictures.read_pgm(path))
            path.unlink()
        return sorted(self.work.glob("got-*.png"), key=lambda path: int(path.stem.split("-")[1]))

    def check_pictures(self, pdf, page):
        expected = sorted(self.folder.glob("expected-*.png"), key=lambda path: int(path.stem.split("-")[1]))
        if not expected:
            return
        got = self.draw(pdf)
        if len(got) != len(expected):
            page.add(f"{len(got)} pages instead of the {len(expected)} in the pictures")
        for one, other in zip(got, expected):
            self.compare_picture(one, other, page)

    def compare_picture(self, got, expected, page):
        one, other = png.read(got), png.read(expected)
        if (one.width, one.height) != (other.width, other.height):
            page.add(f"{expected.name}: another size of page")
            return
        differing = pictures.differing(one, other, PICTURE_FUZZ)
        if len(differing) <= PICTURE_PIXELS:
            return
        difference_name = got.name.replace("got", "difference")
        png.write_levels(self.work / difference_name, pictures.marked(one, differing))
        shutil.copy(expected, self.work / expected.name)
        page.add(f"{expected.name}: {len(differing)} pixels differ")
        page.add_pictures("got, expected, difference", [got.name, expected.name, difference_name])

    # --- the two things one can do with a case

    def check(self, page):
        result, text = self.got_marks()
        has_document = self.check_answer(result, text, page)
        self.check_check(result, page)
        if has_document:
            self.check_fit(text, page)
            self.check_pdf(text, page)
            self.check_text(text, page)
        elif (self.work / "got.fit").exists() and result.returncode != 0:
            page.add("a fit report was left after an error")

    def accept(self):
        """Rewrites the expectations. The status is no expectation of this kind: a person writes it."""
        result, text = self.got_marks()
        if crash_of(result) or result.returncode != self.status:
            raise Failure(f"status {result.returncode} instead of {self.status}; not accepted\n" +
                          result.stderr.decode(errors="replace"))
        (self.folder / "expected.diags").write_text(settled(result.stderr.decode()), encoding="utf-8")
        if text is None or not self.has_document():
            return
        (self.folder / "expected.marks").write_text(text, encoding="utf-8")
        if self.expected("expected.fit") is not None:
            shutil.copy(self.work / "got.fit", self.folder / "expected.fit")
        pdf = self.work / "got.pdf"
        self.render(pdf)
        (self.folder / "expected.sha256").write_text(self.digest_lines(pdf), encoding="utf-8")
        if (self.folder / "expected.txt").exists():
            (self.folder / "expected.txt").write_text(self.got_text(), encoding="utf-8")
        if (self.folder / "expected-1.png").exists():
            self.accept_pictures(pdf)

    def accept_pictures(self, pdf):
        for old in self.folder.glob("expected-*.png"):
            old.unlink()
        for path in self.draw(pdf):
            shutil.copy(path, self.folder / path.name.replace("got", "expected"))

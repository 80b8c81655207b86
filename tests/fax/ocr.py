#!/usr/bin/env python3
"""
How well tesseract reads pages that came by FAX: characters read right by form, resolution and size of type, beside what it
reads of the same print on paper at 400 dpi (tests/fax/README.md has the table).

    python3 tests/fax/ocr.py --build build/dev [FORM ...]

Each text line of the list of marks is cut out of the page with no line or box around it, and read by itself: what is
measured is how legible print is, not how well tesseract finds it.
"""
import argparse
import collections
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

import line

sys.path.insert(0, str(line.ROOT / "tests/golden"))
import marks  # noqa: E402

RESOLUTIONS = {"fine": (204.216, 195.58), "standard": (204.216, 97.79)}
PAPER = 400  # [dpi]
MM = 25.4
EM_ABOVE, EM_BELOW = 0.95, 0.19  # of the size, from the baseline: the em box and a little more
SAFE = {"fine": 7, "standard": 10.5}  # [pt]
LATIN_WORD = re.compile("[A-Za-z]{4}")
LINE, WORD = "7", "8"  # tesseract's modes of page segmentation
WANTED = {"fine": 0.97, "standard": 0.95}

Line = collections.namedtuple("Line", "page sheet size face runs text")  # sheet: [mm]; runs: from left to right
Reading = collections.namedtuple("Reading", "line read errors")


def samples():
    """The forms and incident files of samples/README.md."""
    text = (line.ROOT / "samples/README.md").read_text(encoding="utf-8")
    return re.findall(r"^    todoke render (\S+) (samples/\S+) -o \S+(?: (--attached-pages \d+))?$", text, re.MULTILINE)


# --- what there is to read --------------------------------------------------------------------------------------------

LOOK_ALIKES = str.maketrans("Oo〇○◯Il一力口二工夕卜八へべぺ‐‑‒–—―−─-", "0000011ーカロニエタトハヘベペーーーーーーーーー")


def plain(text):
    """
    As texts are compared, every sign of them: without white space, width and case, and with one character for those that
    these fonts draw alike: kanji 一, the long mark ー and dashes; capital O and zero; kanji 力 and kana カ.
    """
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(LOOK_ALIKES).upper()


def lines_of(text):
    """The lines of a list of marks: what stands on one baseline in one box, in one size."""
    found, sheets = {}, marks.sheets(text)
    for run in marks.glyphs(text):
        if any(c.isalnum() for c in run.text):
            found.setdefault((run.page, run.y, run.size, run.face, run.node), []).append(run)
    lines = []
    for (page, _, size, face, _), runs in found.items():
        runs.sort(key=lambda run: run.x)
        lines.append(Line(page, sheets[page - 1], size, face, runs, plain("".join(run.text for run in runs))))
    return lines


def once(lines, seen):
    """Those whose words were not seen yet in that size: the form's own words count once, however many its samples are."""
    new = []
    for one in lines:
        key = one.text, one.size, one.face
        if key not in seen:
            seen.add(key)
            new.append(one)
    return new


# --- cut out of the page ----------------------------------------------------------------------------------------------

def squared(page, dpi):
    """With rows repeated until pixels are about square; and its resolution."""
    x_dpi, y_dpi = dpi
    repeat = round(x_dpi / y_dpi)
    return page._replace(rows=[row for row in page.rows for _ in range(repeat)]), (x_dpi, repeat * y_dpi)


def turned_back(page):
    """A landscape page is sent with its top to the left: here it is at the top."""
    rows = [f"{int.from_bytes(row, 'big'):0{8 * len(row)}b}"[:page.width] for row in reversed(page.rows)]
    fill = "0" * (-len(rows) % 8)
    columns = ("".join(column) + fill for column in zip(*rows))
    return line.Page(len(rows), [int(column, 2).to_bytes(len(column) // 8, "big") for column in columns])


def upright(page, dpi, sheet):
    """A page as it is read, with square pixels; and its resolution."""
    page, (x_dpi, y_dpi) = squared(page, dpi)
    if sheet[0] <= page.width / x_dpi * MM:
        return page, (x_dpi, y_dpi)
    return turned_back(page), (y_dpi, x_dpi)


def cut(page, dpi, one):
    """The pixels of a line of an upright page, with white around them. The sheet is in the middle of the page."""
    x_dpi, y_dpi = dpi
    above, below = EM_ABOVE * one.size * MM / 72, EM_BELOW * one.size * MM / 72
    across, down = (page.width / x_dpi * MM - one.sheet[0]) / 2, (len(page.rows) / y_dpi * MM - one.sheet[1]) / 2
    baseline, margin = one.runs[0].y + down, one.size * MM / 72
    top, bottom = int((baseline - above) * y_dpi / MM), int((baseline + below) * y_dpi / MM) + 1
    left = int((one.runs[0].x + across - margin) * x_dpi / MM)
    width = int((one.runs[-1].x + one.runs[-1].advance + across + margin) * x_dpi / MM) - left
    mask = 0
    for run in one.runs:
        start, end = (int((x + across) * x_dpi / MM) - left for x in (run.x, run.x + run.advance))
        mask |= (1 << (width - start)) - (1 << (width - end - 1))
    stride = (width + 7) // 8
    white = [bytes(stride)] * int(margin * x_dpi / MM)
    rows = list(white)
    for y in range(max(0, top), min(bottom, len(page.rows))):
        bits = int.from_bytes(page.rows[y], "big") >> (8 * len(page.rows[y]) - left - width)
        rows.append(((bits & mask) << (8 * stride - width)).to_bytes(stride, "big"))
    return line.Page(width, rows + white)


def language_of(one):
    """Tesseract's models for a line, by its script: the Japanese one knows no Latin words."""
    text = "".join(run.text for run in one.runs)
    if text.isascii():
        return "eng"
    return "jpn+eng" if LATIN_WORD.search(text) else "jpn"


def tesseract(names, language, mode, folder):
    """What it reads in each file."""
    if not names:
        return []
    (folder / "list").write_text("".join(f"{name}\n" for name in names))
    done = subprocess.run(["tesseract", folder / "list", "-", "-l", language, "--psm", mode, "--dpi", "200"], check=True,
                          capture_output=True, timeout=1200, env=os.environ | {"OMP_THREAD_LIMIT": "1"})
    return [plain(text) for text in done.stdout.decode().split("\f")[:len(names)]]


def read(pictures, lines, folder):
    """
    What is read in the picture of each line: as a line, and where tesseract finds none, as a word.
    """
    texts = [""] * len(lines)
    names = [folder / f"{number}.pbm" for number in range(len(lines))]
    for name, picture in zip(names, pictures):
        name.write_bytes(line.pbm(picture))
    for mode in LINE, WORD:
        for language in "jpn", "jpn+eng", "eng":
            these = [i for i, one in enumerate(lines) if not texts[i] and language_of(one) == language]
            for i, text in zip(these, tesseract([names[i] for i in these], language, mode, folder), strict=True):
                texts[i] = text
    return texts


def distance(text, read):
    """Characters to insert, delete or replace to make one the other (Levenshtein)."""
    row = list(range(len(read) + 1))
    for a in text:
        before, row[0] = row[0], row[0] + 1
        for j, b in enumerate(read, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


# --- a form -----------------------------------------------------------------------------------------------------------

def read_lines(pages, dpi, lines, folder):
    sheets = {one.page: one.sheet for one in lines}
    pages = {number: upright(pages[number - 1], dpi, sheet) for number, sheet in sheets.items()}
    texts = read([cut(*pages[one.page], one) for one in lines], lines, folder)
    return [Reading(one, text, distance(one.text, text)) for one, text in zip(lines, texts, strict=True)]


def paper_pages(pdf, folder):
    line.run("pdftoppm", "-r", PAPER, "-mono", pdf, folder / "paper")
    pages = []
    for path in sorted(folder.glob("paper-*.pbm")):
        _, size, pixels = path.read_bytes().split(b"\n", 2)
        width, height = map(int, size.split())
        stride = (width + 7) // 8
        pages.append(line.Page(width, [pixels[stride * y:stride * (y + 1)] for y in range(height)]))
    return pages


def prepare(build, document, resolution, folder, name):
    """The file made, and the lines of its pages. `document`: form, data, and options."""
    line.run(build / "todoke", "render", *document, "--profile", "fax", "--dpi", resolution, "-o", folder / name)
    line.run(build / "todoke", "render", *document, "--profile", "fax", "--dpi", resolution, "-o", folder / "x.txt",
             "--to", "marks")
    return lines_of((folder / "x.txt").read_text(encoding="utf-8"))


def read_fax(build, document, resolution, choose=lambda lines: lines):
    """Readings of lines as the pages show them that a call at this resolution has brought."""
    with tempfile.TemporaryDirectory(prefix="todoke-ocr-") as folder:
        folder = pathlib.Path(folder)
        lines = choose(prepare(build, document, resolution, folder, "sent.tiff"))
        line.send(build, folder / "sent.tiff", folder / "received.tiff")
        return read_lines(line.pages_of(folder / "received.tiff"), RESOLUTIONS[resolution], lines, folder)


def read_both(build, document, resolution, choose):
    """Pairs: what is read of the FAX, and of the same print on paper."""
    with tempfile.TemporaryDirectory(prefix="todoke-ocr-") as folder:
        folder = pathlib.Path(folder)
        lines = choose(prepare(build, document, resolution, folder, "x.pdf"))
        paper = read_lines(paper_pages(folder / "x.pdf", folder), (PAPER, PAPER), lines, folder)
    return list(zip(read_fax(build, document, resolution, lambda _: lines), paper, strict=True))


# --- what comes of it -------------------------------------------------------------------------------------------------

def is_safe(one, resolution):
    """Whether it is as large as the profile makes all type but superscripts."""
    return one.size >= SAFE[resolution]


def accuracy(readings):
    """The share of characters that were read right."""
    return 1 - sum(one.errors for one in readings) / max(1, sum(len(one.line.text) for one in readings))


def grouped(pairs, key):
    """Pairs of what was read of the FAX and of the paper, by key."""
    groups = collections.defaultdict(list)
    for faxed, paper in pairs:
        groups[key(faxed.line)].append((faxed, paper))
    return sorted(groups.items())


def row(resolution, form, kind, pairs):
    faxed, paper = zip(*pairs)
    count = sum(len(one.line.text) for one in faxed)
    return f"| {resolution} | {form} | {kind} | {count} | {accuracy(faxed):.1%} | {accuracy(paper):.1%} |"


def print_sizes(resolution, form, pairs):
    for size, of_size in grouped(pairs, lambda one: one.size):
        note = "" if is_safe(of_size[0][0].line, resolution) else ", smaller than safe"
        print(row(resolution, form, f"{size:g} pt{note}", of_size), flush=True)


def safe_pairs(pairs, resolution):
    return [pair for pair in pairs if is_safe(pair[0].line, resolution)]


def print_errors(pairs):
    for faxed, paper in pairs:
        if faxed.errors:
            print(f"    {faxed.line.size:g} pt {faxed.line.text}: {faxed.read}; on paper {paper.read}")


def read_form(build, form, files, resolution):
    pairs, seen = [], set()
    for data, options in files:
        pairs += read_both(build, (form, data, *options), resolution, lambda lines: once(lines, seen))
    return pairs


def forms_of_samples(wanted):
    forms = collections.defaultdict(list)
    for form, data, options in samples():
        if not wanted or form in wanted:
            forms[form].append((data, options.split()))
    return forms


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    parser.add_argument("--errors", action="store_true", help="tell what was read wrong")
    parser.add_argument("forms", nargs="*")
    known = parser.parse_args()
    build, is_good = (line.ROOT / known.build).resolve(), True
    print("| resolution | form | type | characters | FAX | paper |\n|---|---|---|---|---|---|")
    for resolution in RESOLUTIONS:
        everything = []
        for form, files in forms_of_samples(known.forms).items():
            pairs = read_form(build, form, files, resolution)
            safe = safe_pairs(pairs, resolution)
            print_sizes(resolution, form, pairs)
            print(row(resolution, form, "all that is safe", safe), flush=True)
            if known.errors:
                print_errors(pairs)
            is_good &= accuracy([faxed for faxed, _ in safe]) >= WANTED[resolution]
            everything += pairs
        for (face, size), pairs in grouped(everything, lambda one: (one.face, one.size)):
            print(row(resolution, "all", f"{face} {size:g} pt", pairs))
        print(row(resolution, "all", "all that is safe", safe_pairs(everything, resolution)))
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())

"""What holds for every PDF: sound structure, embedded fonts, text that comes back, two renderers that agree."""
import marks
import pictures
import png
from program import Failure, judge


def structure(pdf):
    judge("qpdf", "--check", pdf)  # a warning is status 3, which is a failure too


def fonts(pdf):
    """Every font is embedded, a subset, and has a map to Unicode."""
    lines = judge("pdffonts", pdf).decode().splitlines()
    if len(lines) < 3:
        raise Failure("pdffonts finds no font")
    for line in lines[2:]:  # a long name moves the columns; the last two are the object's number
        for name, value in zip(("emb", "sub", "uni"), line.split()[-5:-2]):
            if value != "yes":
                raise Failure(f"pdffonts: {name} is not yes in\n{line}")


def first_difference(got, expected):
    at = next((i for i, (a, b) in enumerate(zip(got, expected)) if a != b), min(len(got), len(expected)))
    return f"at character {at}: {got[at:at + 30]!r} instead of {expected[at:at + 30]!r}"


def text(pdf, expected_marks):
    """Every string drawn comes back, in the order of drawing, and nothing else does."""
    wanted = marks.page_texts(expected_marks)
    pages = judge("pdftotext", "-raw", "-enc", "UTF-8", pdf, "-").decode().split("\f")[:-1]
    if len(pages) != len(wanted):
        raise Failure(f"pdftotext finds {len(pages)} pages instead of {len(wanted)}")
    for number, (page, expected) in enumerate(zip(pages, wanted), start=1):
        got = marks.without_white(page)
        if got != expected:
            raise Failure(f"text of page {number} {first_difference(got, expected)}")


def poppler_pages(pdf, work, dpi=pictures.DPI):
    judge("pdftoppm", "-r", dpi, "-gray", pdf, work / "poppler")
    return sorted(work.glob("poppler-*.pgm"))


def mupdf_pages(pdf, work, dpi=pictures.DPI):
    judge("mutool", "draw", "-q", "-r", dpi, "-c", "gray", "-o", work / "mupdf-%03d.pgm", pdf)
    return sorted(work.glob("mupdf-*.pgm"))


def compare_pages(one_name, one, other_name, other):
    if len(one) != len(other):
        raise Failure(f"{one_name} draws {len(one)} pages, {other_name} {len(other)}")
    for number, (first, second) in enumerate(zip(one, other), start=1):
        problem = pictures.disagreement(first, second)
        if problem:
            raise Failure(f"page {number}, {one_name} (first) and {other_name} (second): {problem}")


def renderers(pdf, pngs, work):
    """Poppler and MuPDF draw the PDF alike, and our own pictures of the document are like poppler's."""
    files = poppler_pages(pdf, work), mupdf_pages(pdf, work)
    poppler, mupdf = ([pictures.read_pgm(path) for path in paths] for paths in files)
    compare_pages("poppler", poppler, "mupdf", mupdf)
    compare_pages("poppler", poppler, "todoke", [png.read(path) for path in pngs])
    for path in files[0] + files[1]:
        path.unlink()


def same_pages(archive, pdf, work):
    """Both renderers draw the two files alike."""
    for name, draw in (("poppler", poppler_pages), ("mupdf", mupdf_pages)):
        drawn = []
        for file in (archive, pdf):
            paths = draw(file, work)
            drawn.append([pictures.read_pgm(path) for path in paths])
            for path in paths:
                path.unlink()
        compare_pages(f"{name} with the archive", drawn[0], f"{name} with the plain PDF", drawn[1])


def archive_problems(archive, pdf, expected_marks, work):
    """What is wrong with the same document in profile archive. Its clauses: tests/archive/clauses.py."""
    found = []
    for check in (lambda: structure(archive), lambda: text(archive, expected_marks),
                  lambda: same_pages(archive, pdf, work)):
        try:
            check()
        except Failure as failure:
            found.append(str(failure))
    return found


def problems(pdf, pngs, expected_marks, work):
    """All that is wrong with it, a text each. `pngs`: the pages as the program draws them at pictures.DPI."""
    found = []
    for check in (lambda: structure(pdf), lambda: fonts(pdf), lambda: text(pdf, expected_marks),
                  lambda: renderers(pdf, pngs, work)):
        try:
            check()
        except Failure as failure:
            found.append(str(failure))
    return found

#!/usr/bin/env python3
"""
QR codes are read by zbarimg: from PNG, from the PDF as poppler draws it, from TIFF at all resolutions of FAX, and from
the pages that a T.30 call has brought, also over a noisy line and squeezed as receivers do it. And those that --qr puts
on every page of every form, and of a whole transmission.

    python3 tests/fax/qr_test.py --build build/dev
"""
import pathlib
import re
import subprocess
import tempfile
import unittest

import line
from ocr import samples

LAYOUT, DATA = "tests/golden/qr/pages/layout.jsonc", "tests/golden/qr/pages/data.json"


def render(*options):
    return line.run(line.BUILD / "todoke", "render", LAYOUT, DATA, *options).stdout


def expected():
    """What the codes of each page say, by the list of marks."""
    marks = render("--to", "marks", "-o", "-").decode()
    found = {}
    for page, text in re.findall(r'^(\d+) qr .*?"(TODOKE1:[^"]*)"', marks, re.MULTILINE):
        found.setdefault(int(page), []).append(text)
    return [found[page] for page in sorted(found)]


def read(picture):
    """What zbarimg reads in it."""
    done = subprocess.run(["zbarimg", "--quiet", "--raw", "--set", "*.enable=0", "--set", "qrcode.enable=1", picture],
                          capture_output=True, timeout=120)
    return done.stdout.decode().split()


class QrTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="todoke-qr-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.expected = expected()
        self.assertEqual([2, 2], [len(texts) for texts in self.expected])

    def read_page(self, page):
        picture = self.folder / "page.pbm"
        picture.write_bytes(line.pbm(page))
        return read(picture)

    def assert_read(self, pages):
        self.assertEqual(self.expected, [self.read_page(page) for page in pages])

    def test_the_parts_of_the_text(self):
        for number, texts in enumerate(self.expected, start=1):
            for text in texts:
                self.assertRegex(text, rf"^TODOKE1:(\w{{4}}-){{2}}\w{{4}}:codes:2:{number}/2:[0-9A-HJKMNP-TV-Z]{{26}}$")

    def test_png(self):
        for dpi in (150, 200, 300):
            render("--dpi", dpi, "-o", self.folder / "{page}.png")
            self.assertEqual(self.expected, [read(self.folder / f"{page}.png") for page in (1, 2)], dpi)

    def test_pdf(self):
        render("-o", self.folder / "x.pdf")
        line.run("pdftoppm", "-r", 200, "-gray", self.folder / "x.pdf", self.folder / "pdf")
        self.assertEqual(self.expected, [read(self.folder / f"pdf-{page}.pgm") for page in (1, 2)])

    def tiff(self, resolution):
        render("--dpi", resolution, "-o", self.folder / "sent.tiff")
        return self.folder / "sent.tiff"

    def test_tiff(self):
        for resolution in ("standard", "fine", "superfine"):
            with self.subTest(resolution):
                self.assert_read(line.pages_of(self.tiff(resolution)))

    def test_receivers_that_squeeze_the_page_by_a_tenth(self):
        for resolution in ("fine", "superfine"):
            for page, texts in zip(line.pages_of(self.tiff(resolution)), self.expected):
                rows = [row for i, row in enumerate(page.rows) if i % 10 != 9]
                self.assertEqual(texts, self.read_page(page._replace(rows=rows)), resolution)

    def receive(self, resolution, **options):
        call = line.send(line.BUILD, self.tiff(resolution), self.folder / "received.tiff", **options)
        print(f"{resolution} {options}: {call.report}")
        self.assertEqual(call.of, call.pages)
        return line.pages_of(self.folder / "received.tiff")

    def test_received_pages(self):
        for resolution in ("standard", "fine"):
            with self.subTest(resolution):
                self.assert_read(self.receive(resolution, ecm=True))

    def test_received_pages_with_rows_lost_in_noise(self):
        for page, texts in zip(self.receive("fine", ecm=False, burst_every=2000), self.expected):
            self.assertEqual(set(texts), set(self.read_page(page)))


class AskedForTest(unittest.TestCase):
    """--qr"""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="todoke-qr-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def read_pages(self, path):
        """What is read on each page."""
        texts = []
        for page in line.pages_of(path):
            picture = self.folder / "page.pbm"
            picture.write_bytes(line.pbm(page))
            texts.append(read(picture))
        return texts

    def render(self, document, resolution, name):
        line.run(line.BUILD / "todoke", "render", *document, "--profile", "fax", "--qr", "--dpi", resolution,
                 "-o", self.folder / name)
        return self.folder / name

    def assert_read(self, document, resolution, send=False):
        path = self.render(document, resolution, "out.tiff")
        if send:
            line.send(line.BUILD, path, self.folder / "received.tiff")
            path = self.folder / "received.tiff"
        marks = self.render(document, resolution, "out.marks").read_text(encoding="utf-8")
        pages = int(re.search(r"^pages (\d+)$", marks, re.MULTILINE)[1])
        said = dict(re.findall(r'^(\d+) qr .*?"(TODOKE1:[^"]*)"', marks, re.MULTILINE))
        self.assertEqual([str(page) for page in range(1, pages + 1)], sorted(said, key=int))
        self.assertEqual([[said[page]] for page in said], self.read_pages(path), document)

    def test_every_form_has_room(self):
        for _, document in sorted({form: (form, data, *options.split()) for form, data, options in samples()}.items()):
            for resolution in "standard", "fine":
                with self.subTest(form=document[0], resolution=resolution):
                    self.assert_read(document, resolution)

    def test_received_pages(self):
        for document in ("nisc_renraku", "samples/nisc-ddos.json"), ("authority_contacts", "samples/authority-contacts.json"):
            for resolution in "standard", "fine":
                with self.subTest(form=document[0], resolution=resolution):
                    self.assert_read(document, resolution, send=True)

    def test_a_whole_transmission(self):
        for resolution in "standard", "fine":
            line.run(line.BUILD / "todoke", "fax", "nisc_renraku_reiwa", "samples/bank-ddos.json", "--qr", "--dpi", resolution,
                     "-o", self.folder / "sent.tiff")
            line.send(line.BUILD, self.folder / "sent.tiff", self.folder / "received.tiff")
            texts = self.read_pages(self.folder / "received.tiff")
            self.assertEqual(1, len({len(page) for page in texts}))
            kinds = [re.fullmatch(r"TODOKE1:[\w-]+:(\w+):(\d*):(\d+/\d+):\w{26}", page[0]).groups() for page in texts]
            last = len(texts) - 1
            self.assertEqual([("fax_cover", "", "1/1"),
                              *(("nisc_renraku_reiwa", "1", f"{page}/{last}") for page in range(1, len(texts)))], kinds)
            self.assertGreaterEqual(last, 3)

    def test_usage(self):
        done = subprocess.run([line.BUILD / "todoke", "render", LAYOUT, DATA, "--qr", "-o", self.folder / "x.pdf"],
                              cwd=line.ROOT, capture_output=True, timeout=60)
        self.assertEqual(2, done.returncode)
        self.assertIn(b"--profile fax", done.stderr)


if __name__ == "__main__":
    line.main()

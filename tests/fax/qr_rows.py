#!/usr/bin/env python3
"""
How often zbarimg reads a QR code of a faxed page that has lost rows, by resolution and size: the table in
docs/qr-code.md. A lost row shows the one above it, as receivers without error correction print it.

    python3 tests/fax/qr_rows.py --build build/dev
"""
import argparse
import json
import pathlib
import random
import tempfile

import line
from qr_test import read

PAGES = 40
MODULES = 41  # a side, with the quiet zone
CASES = [("fine", 11, 0.05), ("fine", 22, 0.05), ("standard", 17, 0.015), ("standard", 22, 0.015),
         ("standard", 32, 0.015), ("standard", 32, 0.05), ("superfine", 11, 0.05)]
LAYOUT = {
    "todoke": 1, "form": "nisc_renraku", "title": "見本", "report_number": "number",
    "edition": {"name": "見本", "from": "2024-04-01", "source": "なし"},
    "page": {"size": ["210mm", "70mm"], "margin": "15mm"},
    "styles": {"base": {"font": "gothic", "size": "10pt"}},
    "fields": {"number": {"path": "/number", "type": "integer"}},
}


def faxed(build, folder, resolution, side):
    layout, data, tiff = folder / "layout.jsonc", folder / "data.json", folder / "page.tiff"
    layout.write_text(json.dumps(LAYOUT | {"body": ["第{number}報", {"qr": f"{side}mm"}]}))
    data.write_text('{"number": 1}')
    line.run(build / "todoke", "render", layout, data, "--dpi", resolution, "-o", tiff)
    return line.pages_of(tiff)[0]


def is_read(folder, page):
    picture = folder / "page.pbm"
    picture.write_bytes(line.pbm(page))
    return len(read(picture)) == 1


def with_rows_lost(page, share, chance):
    rows = list(page.rows)
    for i in range(1, len(rows)):
        if chance.random() < share:
            rows[i] = rows[i - 1]
    return page._replace(rows=rows)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    build = (line.ROOT / parser.parse_args().build).resolve()
    with tempfile.TemporaryDirectory(prefix="todoke-qr-") as folder:
        folder = pathlib.Path(folder)
        for resolution, side, share in CASES:
            page, chance = faxed(build, folder, resolution, side), random.Random(1)
            count = sum(is_read(folder, with_rows_lost(page, share, chance)) for _ in range(PAGES))
            print(f"{resolution:9}  {side} mm  {side / MODULES:.2f} mm  without loss: {is_read(folder, page)}"
                  f"  {share:.1%} lost: {count / PAGES:.0%}", flush=True)


if __name__ == "__main__":
    main()

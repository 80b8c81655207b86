#!/usr/bin/env python3
"""
Makes the pictures of the tests: python3 tests/images/make.py

Each PNG kind by hand, with the standard library alone. JPEG files are made once from a PNG by ImageMagick's convert
(--jpeg) and kept: another version of it may make others. What is turned, damaged or strange is made from these by
changing bytes.

All show the same: a dark F on a light ground, red in the top right corner, green in the bottom left, blue in the bottom
right. So it is seen how a picture was turned.
"""
import pathlib
import struct
import subprocess
import sys
import zlib

HERE = pathlib.Path(__file__).resolve().parent
WIDTH, HEIGHT = 64, 48
ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
GRAY, RGB, PALETTE, GRAY_ALPHA, RGBA = 0, 2, 3, 4, 6
PALETTE_COLORS = ((240, 240, 224), (32, 32, 64), (208, 32, 32), (32, 160, 32), (32, 32, 208))


def color_index(x, y):
    """Of PALETTE_COLORS."""
    if x >= 52 and y < 12:
        return 2
    if x < 12 and y >= 36:
        return 3
    if x >= 52 and y >= 36:
        return 4
    is_stem = 16 <= x < 24 and 6 <= y < 42
    is_bar = 16 <= x < 44 and 6 <= y < 13 or 16 <= x < 36 and 21 <= y < 28
    return 1 if is_stem or is_bar else 0


def gray_of(color):
    return (299 * color[0] + 587 * color[1] + 114 * color[2]) // 1000


def alpha_of(x, y):
    """The ground fades out to the right."""
    return 255 - 4 * x if color_index(x, y) == 0 else 255


def samples(kind, x, y):
    color = PALETTE_COLORS[color_index(x, y)]
    return {GRAY: (gray_of(color),), RGB: color, PALETTE: (color_index(x, y),),
            GRAY_ALPHA: (gray_of(color), alpha_of(x, y)), RGBA: color + (alpha_of(x, y),)}[kind]


def packed(values, bits):
    """A row of samples of so many bits, given as 8 bits (or, in a palette, as they are)."""
    if bits == 16:
        return b"".join(struct.pack(">H", 257 * value) for value in values)
    if bits == 8:
        return bytes(values)
    row = 0
    for value in values:
        row = row << bits | value
    spare = -len(values) * bits % 8
    return (row << spare).to_bytes((len(values) * bits + spare) // 8, "big")


def row_of(kind, bits, xs, y):
    """`xs` and `y` in the picture of WIDTH x HEIGHT."""
    values = [value for x in xs for value in samples(kind, x, y)]
    if bits < 8 and kind == GRAY:
        values = [value >> (8 - bits) for value in values]
    return b"\0" + packed(values, bits)


def pixels(kind, bits, is_interlaced, width, height):
    passes = ADAM7 if is_interlaced else ((0, 0, 1, 1),)
    return b"".join(row_of(kind, bits, [x * WIDTH // width for x in range(x0, width, dx)], y * HEIGHT // height)
                    for x0, y0, dx, dy in passes for y in range(y0, height, dy) if x0 < width)


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(kind, bits=8, is_interlaced=False, chunks=(), width=WIDTH, height=HEIGHT):
    parts = [b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0,
                                                              is_interlaced))]
    if kind == PALETTE:
        parts.append(chunk(b"PLTE", b"".join(map(bytes, PALETTE_COLORS[:2 ** bits]))))
    parts += [chunk(name, data) for name, data in chunks]
    parts.append(chunk(b"IDAT", zlib.compress(pixels(kind, bits, is_interlaced, width, height), 9)))
    return b"".join(parts + [chunk(b"IEND", b"")])


def exif(orientation, order=">"):
    """A TIFF header and one entry."""
    return ((b"MM" if order == ">" else b"II") + struct.pack(order + "HIH", 42, 8, 1) +
            struct.pack(order + "HHIHHI", 0x0112, 3, 1, orientation, 0, 0))


def metres(dpi):
    return round(dpi / 0.0254)


def density(across, down):
    return b"pHYs", struct.pack(">IIB", metres(across), metres(down), 1)


PNG_FILES = {
    "gray.png": png(GRAY),
    "gray16.png": png(GRAY, 16),
    "gray4.png": png(GRAY, 4),
    "bilevel.png": png(GRAY, 1),
    "rgb.png": png(RGB),
    "rgb16.png": png(RGB, 16),
    "palette.png": png(PALETTE, 4),
    "palette-transparent.png": png(PALETTE, 8, chunks=[(b"tRNS", b"\0")]),
    "gray-alpha.png": png(GRAY_ALPHA),
    "alpha.png": png(RGBA),
    "alpha16.png": png(RGBA, 16),
    "interlaced.png": png(RGBA, 8, True),
    "dpi-144.png": png(RGB, chunks=[density(144, 144)]),
    "fax.png": png(GRAY, 1, chunks=[density(204, 98)]),
    "turned.png": png(RGB, chunks=[(b"eXIf", exif(6))]),
    "animated.png": png(RGB, chunks=[(b"acTL", struct.pack(">II", 2, 0))]),
    "wide.png": png(RGB, width=1200, height=300),
    "tall.png": png(RGB, width=600, height=1600),
    "screen.png": png(PALETTE, 4, width=1600, height=900),
}


def segment(marker, data):
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def with_exif(jpeg, orientation, order=">"):
    """Exif in the place where it belongs: after the start of the image and JFIF's segment."""
    at = 4 + struct.unpack(">H", jpeg[4:6])[0] if jpeg[2:4] == b"\xff\xe0" else 2
    return jpeg[:at] + segment(0xE1, b"Exif\0\0" + exif(orientation, order)) + jpeg[at:]


def write(name, data):
    (HERE / name).write_bytes(data)


def make_jpegs():
    """From rgb.png and gray.png."""
    for name, source, options in (("rgb.jpg", "rgb.png", []), ("gray.jpg", "gray.png", ["-colorspace", "Gray"]),
                                  ("progressive.jpg", "rgb.png", ["-interlace", "JPEG"]),
                                  ("cmyk.jpg", "rgb.png", ["-colorspace", "CMYK"])):
        subprocess.run(["convert", HERE / source, "-strip", "-density", "72", "-units", "PixelsPerInch", *options,
                        "-quality", "85", HERE / name], check=True)


def main():
    for name, data in PNG_FILES.items():
        write(name, data)
    if "--jpeg" in sys.argv[1:]:
        make_jpegs()
    jpeg = (HERE / "rgb.jpg").read_bytes()
    for orientation in range(2, 9):
        write(f"turned-{orientation}.jpg", with_exif(jpeg, orientation, "<" if orientation % 2 else ">"))
    write("cut.jpg", jpeg[:-40])
    write("cut.png", PNG_FILES["rgb.png"][:-30])
    write("flipped.png", PNG_FILES["rgb.png"].replace(b"IDATx", b"IDATy"))
    write("arithmetic.jpg", jpeg.replace(b"\xff\xc0\x00", b"\xff\xc9\x00"))
    write("twelve-bits.jpg", jpeg.replace(b"\xff\xc0\x00\x11\x08", b"\xff\xc1\x00\x11\x0c"))
    write("huge.png", png(GRAY, 1, width=8, height=8).replace(struct.pack(">II", 8, 8), struct.pack(">II", 60000, 60000)))
    write("other.png", b"GIF89a" + bytes(20))
    write("empty.png", b"")
    write("notes.txt", b"not a picture\n")


main()

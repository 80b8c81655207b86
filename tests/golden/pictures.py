"""
Do two renderers draw a page alike? Poppler and MuPDF smooth edges differently, so pixels are not compared one by one.
A pixel that is clearly ink in one picture must have some ink in the other one within REACH pixels; what has none is
stray. A label that is missing or half a millimetre off leaves stray pixels; another way of smoothing leaves none.

Pictures are grey; sets of pixels are kept as one long integer, a bit a pixel, so that all of it is fast.
"""
import collections
import re

DPI = 200
INK = 96      # darker than this: clearly ink
TRACE = 232   # darker than this: some ink
REACH = 1     # [pixels]
STRAY_MAX = 3 # a label that moves by half a millimetre leaves more than 10, the smallest one too

Picture = collections.namedtuple("Picture", "width height pixels")


def read_pgm(path):
    data = path.read_bytes()
    header = re.match(rb"P5\s+(?:#[^\n]*\s+)*(\d+)\s+(\d+)\s+255\s", data)
    if not header:
        raise ValueError(f"{path} is no 8 bit PGM")
    width, height = int(header.group(1)), int(header.group(2))
    return Picture(width, height, data[header.end():header.end() + width * height])


def write_pgm(path, picture):
    path.write_bytes(b"P5\n%d %d\n255\n" % (picture.width, picture.height) + picture.pixels)


def darker_than(picture, level):
    bits = bytes(b"1"[0] if grey < level else b"0"[0] for grey in range(256))
    return int(picture.pixels.translate(bits), 2)


def widened(bits, width, reach):
    """Every pixel within `reach` rows and columns; page edges are white, so nothing wraps."""
    for step in (1, width):
        grown = bits
        for distance in range(1, reach + 1):
            grown |= bits << (step * distance) | bits >> (step * distance)
        bits = grown
    return bits


def stray_bits(one, other):
    return darker_than(one, INK) & ~widened(darker_than(other, TRACE), one.width, REACH)


def places(bits, picture, at_most=5):
    """(x, y) of the first few pixels."""
    found = []
    size = picture.width * picture.height
    while bits and len(found) < at_most:
        index = size - bits.bit_length()
        found.append((index % picture.width, index // picture.width))
        bits &= (1 << (bits.bit_length() - 1)) - 1
    return found


def differing(one, other, fuzz):
    """Indexes of the pixels of two equally large pictures whose greys differ by more than `fuzz` of 255."""
    found = []
    for at in range(0, len(one.pixels), one.width):
        row, second = one.pixels[at:at + one.width], other.pixels[at:at + one.width]
        if row != second:
            found += [at + x for x, (a, b) in enumerate(zip(row, second)) if abs(a - b) > fuzz]
    return found


def marked(picture, places):
    """The picture, pale, with black at these indexes."""
    pixels = bytearray(192 + grey // 4 for grey in picture.pixels)
    for place in places:
        pixels[place] = 0
    return Picture(picture.width, picture.height, bytes(pixels))


def disagreement(one, other):
    """What is drawn in one picture only, as a sentence; None when they are alike."""
    if (one.width, one.height) != (other.width, other.height):
        return f"{one.width} x {one.height} pixels against {other.width} x {other.height}"
    for name, stray in (("first", stray_bits(one, other)), ("second", stray_bits(other, one))):
        if stray.bit_count() > STRAY_MAX:
            where = ", ".join(f"{x * 25.4 / DPI:.1f} {y * 25.4 / DPI:.1f} mm" for x, y in places(stray, one))
            return f"{stray.bit_count()} pixels only in the {name} picture, at {where}"
    return None

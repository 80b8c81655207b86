"""Grey PNG pictures of 4 or 8 bits without row filters, as the golden pictures are and as the program writes them."""
import struct
import zlib

from pictures import Picture

SIGNATURE = b"\x89PNG\r\n\x1a\n"
NIBBLES = [bytes((level * 17,)) for level in range(16)]
UNPACKED = [NIBBLES[byte >> 4] + NIBBLES[byte & 15] for byte in range(256)]
LEVELS = bytes((grey + 8) // 17 for grey in range(256))  # of 8 bit greys: the nearest of 16


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def packed(levels):
    """Two pixels a byte; levels of an odd last pixel stand alone."""
    return bytes(high << 4 | low for high, low in zip(levels[::2], levels[1::2] + b"\0"))


def write_levels(path, picture):
    """16 greys, 4 bits each."""
    levels = picture.pixels.translate(LEVELS)
    rows = (levels[at:at + picture.width] for at in range(0, len(levels), picture.width))
    data = zlib.compress(b"".join(b"\0" + packed(row) for row in rows), 9)
    header = struct.pack(">IIBBBBB", picture.width, picture.height, 4, 0, 0, 0, 0)
    path.write_bytes(SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b""))


def read(path):
    """As a picture of 8 bit greys."""
    data = path.read_bytes()
    at, compressed = len(SIGNATURE), b""
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack_from(">IIBB", data, at + 8)
        elif kind == b"IDAT":
            compressed += data[at + 8:at + 8 + size]
        at += 12 + size
    if colour != 0 or depth not in (4, 8):
        raise ValueError(f"{path} is no grey picture of 4 or 8 bits")
    return Picture(width, height, pixels_of(path, zlib.decompress(compressed), width, height, depth))


def pixels_of(path, data, width, height, depth):
    stride = (width * depth + 7) // 8 + 1
    if any(data[::stride]):
        raise ValueError(f"{path} has filtered rows")
    rows = (data[at + 1:at + stride] for at in range(0, stride * height, stride))
    if depth == 8:
        return b"".join(rows)
    return b"".join(b"".join(UNPACKED[byte] for byte in row)[:width] for row in rows)

"""Reads the output of `--to marks`: the glyphs, check boxes and ticks on each page."""
import collections
import json
import re

GLYPHS = re.compile(r'(\d+) glyphs (\S+) (\S+) (\S+) ([\d.]+)pt ("(?:[^"\\]|\\.)*") advance (\S+)')
PATH = re.compile(r"(\d+) path (\S+) (\S+) (.*?) (?:artifact|[A-Z]\w*(?:/\w+)*) @(\S*)")

Glyphs = collections.namedtuple("Glyphs", "page x y face size text advance node pointer is_artifact")  # mm; size in points; y: baseline
Shape = collections.namedtuple("Shape", "page x y is_closed node")  # mm: left and top of the shape's own origin


def node_of(line):
    return line.rsplit(" @", 1)[1].split(" <- ")[0]


def pointer_of(line):
    """Of the value drawn, or None."""
    return line.rsplit(" <- ", 1)[1] if " <- " in line.rsplit(" @", 1)[1] else None


def glyphs(text):
    found = []
    for line in text.splitlines():
        match = GLYPHS.match(line)
        if match:
            page, x, y, face, size, string, advance = match.groups()
            found.append(Glyphs(int(page), float(x), float(y), face, float(size), json.loads(string), float(advance),
                                node_of(line), pointer_of(line), " artifact @" in line[match.end():]))
    return found


def shapes(text):
    found = []
    for line in text.splitlines():
        match = PATH.match(line)
        if match:
            page, x, y, steps, node = match.groups()
            found.append(Shape(int(page), float(x), float(y), steps.endswith("close"), node))
    return found


def ticks(text):
    """The marks in check boxes: strokes that are not closed, as boxes are."""
    return [shape for shape in shapes(text) if not shape.is_closed]


def page_count(text):
    return int(re.search(r"^pages (\d+)$", text, re.MULTILINE).group(1))


def sheets(text):
    """Width and height of each page [mm]."""
    return [(float(width), float(height))
            for width, height in re.findall(r"^page \d+ (\S+) x (\S+)$", text, re.MULTILINE)]


def without_white(text):
    return "".join(text.split())


def page_texts(text):
    """What each page says, in drawing order, without white space."""
    pages = [[] for _ in range(page_count(text))]
    for run in glyphs(text):
        pages[run.page - 1].append(run.text)
    return [without_white("".join(page)) for page in pages]

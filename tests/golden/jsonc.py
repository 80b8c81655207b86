"""JSON with comments and trailing commas, as layouts are written."""
import json
import re

PIECE = re.compile(r'("(?:[^"\\]|\\.)*")|//[^\n]*|/\*.*?\*/|,(?=(?:\s|//[^\n]*\n|/\*.*?\*/)*[}\]])', re.DOTALL)


JOINED = ["parameters", "styles", "formats", "fields"]


def read(path):
    text = path.read_text(encoding="utf-8")
    return json.loads(PIECE.sub(lambda match: match.group(1) or "", text))


def read_layout(path):
    """With what it is "like"."""
    layout = read(path)
    if "like" not in layout:
        return layout
    other = read_layout(path.with_stem(layout["like"]))
    return other | layout | {key: other.get(key, {}) | layout.get(key, {}) for key in JOINED}

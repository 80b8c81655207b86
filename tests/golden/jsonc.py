"""JSON with comments and trailing commas, as layouts are written."""
import json
import re

PIECE = re.compile(r'("(?:[^"\\]|\\.)*")|//[^\n]*|/\*.*?\*/|,(?=(?:\s|//[^\n]*|/\*.*?\*/)*[}\]])', re.DOTALL)


def read(path):
    text = path.read_text(encoding="utf-8")
    return json.loads(PIECE.sub(lambda match: match.group(1) or "", text))

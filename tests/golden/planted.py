"""
Secrets planted in an incident file wherever a form does not read, and looked for in the PDF it gives.

One file serves every form, so what belongs to one authority's report lies beside what another must never see. A path is
a tuple of names; "*" stands for any item of an array.
"""
import copy
import json
import re

import jsonc
from program import ROOT, judge

LAYOUTS = ROOT / "layouts"
SCHEMA = LAYOUTS / "incident.schema.json"
ALWAYS_READ = {("specimen",), ("schema_version",)}


# --- paths

def tokens(pointer):
    return tuple(name.replace("~1", "/").replace("~0", "~") for name in pointer.split("/")[1:])


def pointers_of(field):
    paths = field.get("path", [])
    return [paths] if isinstance(paths, str) else paths


def fields_below(field, above=()):
    """(path, field) of a field; of its members, where it has items."""
    for pointer in pointers_of(field):
        path = above + tokens(pointer)
        if "each" not in field:
            yield path, field
        for member in field.get("each", {}).values():
            yield from fields_below(member, path + ("*",))


def fields_of(layout):
    """(path, field) of every value that a layout reads."""
    return [found for field in layout.get("fields", {}).values() for found in fields_below(field)]


def starts_with(path, start):
    return path[:len(start)] == start


def leaves(value, path=()):
    """(path, value) of everything that holds nothing further; real indices instead of "*"."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not children:
        yield path, value
    for name, child in children:
        yield from leaves(child, path + (name,))


def pattern(path):
    return tuple("*" if isinstance(name, int) else name for name in path)


# --- the model: every path there is

def schema_paths(schema, root, path=(), depth=0):
    """Paths that a JSON Schema names; a schema that holds itself is followed a few times."""
    if not isinstance(schema, dict) or depth > 12:
        return
    if "$ref" in schema:
        target = root
        for name in tokens(schema["$ref"].removeprefix("#")):
            target = target[name]
        yield from schema_paths(target, root, path, depth + 1)
    for name, child in schema.get("properties", {}).items():
        yield path + (name,)
        yield from schema_paths(child, root, path + (name,), depth + 1)
    if "items" in schema:
        yield from schema_paths(schema["items"], root, path + ("*",), depth + 1)
    for key in ("allOf", "anyOf", "oneOf"):
        for child in schema.get(key, []):
            yield from schema_paths(child, root, path, depth + 1)


def model():
    """Every path that some form reads, some sample has or the schema names, the deepest first."""
    paths = {path for layout in LAYOUTS.glob("*.jsonc") for path, _ in fields_of(jsonc.read_layout(layout))}
    for sample in (ROOT / "samples").glob("*.json"):
        paths |= {pattern(path) for path, _ in leaves(json.loads(sample.read_text(encoding="utf-8")))}
    if SCHEMA.exists():
        schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
        paths |= set(schema_paths(schema, schema))
    return sorted(paths, key=lambda path: (-len(path), path))


# --- planting

class Planter:
    """Makes copies of incidents with secrets where the layout does not read."""

    def __init__(self, layout):
        self.read = {path for path, _ in fields_of(layout)} | ALWAYS_READ
        self.secrets = {}  # by secret: where it stands

    def is_read(self, path):
        return any(starts_with(pattern(path), start) for start in self.read)

    def is_above_read(self, path):
        return any(starts_with(start, pattern(path)) for start in self.read)

    def secret(self, path):
        secret = f"Zq{len(self.secrets):04d}Wx"
        self.secrets[secret] = "/" + "/".join(map(str, path))
        return secret

    def replaced(self, value, path=()):
        """The value with a secret instead of every text that is not read."""
        if isinstance(value, dict):
            return {name: self.replaced(child, path + (name,)) for name, child in value.items()}
        if isinstance(value, list):
            return [self.replaced(child, path + (index,)) for index, child in enumerate(value)]
        return self.secret(path) if isinstance(value, str) and not self.is_read(path) else value

    def add(self, node, rest, path=()):
        """A secret at path + rest, where nothing stands and nothing is read. Items of what is read stay as many."""
        name, rest = rest[0], rest[1:]
        if isinstance(node, list) and name == "*":
            if not node and not self.is_above_read(path + ("*",)):
                node.append({} if rest and rest[0] != "*" else None)
            for index in range(len(node)):
                self.put(node, index, rest, path)
        elif isinstance(node, dict) and name != "*":
            self.put(node, name, rest, path)

    def put(self, node, name, rest, path):
        path += (name,)
        is_free = node.get(name) is None if isinstance(node, dict) else node[name] is None
        if self.is_read(path):
            return
        if rest and is_free and not (rest[0] == "*" and self.is_above_read(path + ("*",))):
            node[name] = [] if rest[0] == "*" else {}
        if rest:
            self.add(node[name] if isinstance(node, list) else node.get(name), rest, path)
        elif is_free and not self.is_above_read(path):
            node[name] = self.secret(path)

    def plant(self, data):
        planted = self.replaced(copy.deepcopy(data))
        for path in model():
            self.add(planted, path)
        return planted


# --- looking for them

def readable(pdf, work):
    """The PDF with its streams decoded, and the text that is read from it, without white space."""
    plain = work / "plain.pdf"
    judge("qpdf", "--qdf", "--object-streams=disable", pdf, plain)
    text = judge("pdftotext", "-raw", "-enc", "UTF-8", pdf, "-")
    return plain.read_bytes(), re.sub(rb"\s+", b"", text)


def contains(bytes_of_pdf, text, secret):
    """In the text; in the file as it stands, as UTF-16 (escaped or not), or in hexadecimal digits."""
    word = secret.encode()
    wide = secret.encode("utf-16-be")
    digits = bytes_of_pdf.lower()
    return (word in text or word in bytes_of_pdf or wide in bytes_of_pdf or
            word in bytes_of_pdf.replace(b"\\000", b"") or
            word.hex().encode() in digits or wide.hex().encode() in digits)


def found(pdf, work, secrets):
    """Those of the secrets that the PDF tells."""
    bytes_of_pdf, text = readable(pdf, work)
    return [secret for secret in secrets if contains(bytes_of_pdf, text, secret)]


def plain_texts(layout, data):
    """Places, as real paths, of the texts that a form reads and may draw as they are."""
    kinds = ("type", "one", "many", "format", "each")
    free = [path for path, field in fields_of(layout) if not any(kind in field for kind in kinds)]
    return [path for path, value in leaves(data) if isinstance(value, str) and value and pattern(path) in free]


def with_text(data, path, text):
    changed = copy.deepcopy(data)
    node = changed
    for name in path[:-1]:
        node = node[name]
    node[path[-1]] = text
    return changed

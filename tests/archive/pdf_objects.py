"""The objects of a PDF as qpdf reads them, and the marked content of its pages."""
import base64
import json
import pathlib
import re
import subprocess

TOKEN = re.compile(rb"<<|>>|[\[\]]|<[0-9A-Fa-f\s]*>|\((?:\\.|[^\\()])*\)|/[^\s/<>\[\]()]*|[^\s/<>\[\]()]+")
PAINTING = {b"S", b"f", b"B", b"TJ", b"Tj", b"Do", b"sh"}


class Pdf:
    def __init__(self, path):
        self.bytes = pathlib.Path(path).read_bytes()
        said = subprocess.run(["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=generalized", path, "-"],
                              check=True, capture_output=True).stdout
        objects = json.loads(said)["qpdf"][1]
        self.trailer = objects.pop("trailer")["value"]
        self.objects = {name.removeprefix("obj:"): value for name, value in objects.items()}
        self.catalog = self.get(self.trailer, "/Root")
        self.pages = [kid for kid in self.find("/Type", "/Page")]

    def resolve(self, value):
        """What a reference leads to; of a stream its dictionary."""
        while isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            found = self.objects.get(value, {"value": None})
            value = found["stream"]["dict"] if "stream" in found else found["value"]
        return value

    def get(self, dictionary, *keys):
        for key in keys:
            dictionary = self.resolve((self.resolve(dictionary) or {}).get(key))
        return dictionary

    def data(self, reference):
        """The decoded bytes of a stream."""
        return base64.b64decode(self.objects[reference]["stream"]["data"])

    def find(self, key, value):
        """References of the dictionaries with this entry, in the order of their numbers."""
        found = [name for name in self.objects if (self.resolve(name) or {}) and isinstance(self.resolve(name), dict)
                 and self.resolve(name).get(key) == value]
        return sorted(found, key=lambda name: int(name.split()[0]))

    def content(self, page):
        return self.data(self.resolve(page)["/Contents"])


def text(value):
    """A text string as qpdf writes it."""
    return value[2:] if isinstance(value, str) and value.startswith("u:") else None


class Content:
    """A page's content: which sequences there are, and what is painted outside of any."""

    def __init__(self, stream):
        self.sequences = []       # (tag, properties) of every outermost one
        self.nested = []          # the same of those inside, with the outermost around it
        self.untagged = []        # painting operators outside
        self.codes = []           # hexadecimal strings shown
        self.is_balanced = True
        stack, operands = [], []
        for token in TOKEN.findall(stream):
            if token in (b"BDC", b"BMC"):
                words = b" ".join(operands).decode("latin-1")
                entry = (words.split()[0], words)
                (self.nested.append((stack[0], entry)) if stack else self.sequences.append(entry))
                stack.append(entry)
            elif token == b"EMC":
                self.is_balanced &= bool(stack)
                if stack:
                    stack.pop()
            elif token in PAINTING:
                if not stack:
                    self.untagged.append(token)
                if token == b"TJ":
                    self.codes += [word[1:-1].decode() for word in operands if word.startswith(b"<") and word != b"<<"]
            if re.fullmatch(rb"[A-Za-z*'\"]+[01]?\*?", token):
                operands = []
            else:
                operands.append(token)
        self.is_balanced &= not stack

    def identifiers(self):
        """MCIDs, in order, also of nested sequences."""
        found = [words for _, words in self.sequences] + [words for _, (_, words) in self.nested]
        return [int(match[1]) for words in found if (match := re.search(r"/MCID (\d+)", words))]

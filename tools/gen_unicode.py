"""gen_unicode.py [--check]: writes engine/text/ucd_tables.c from Debian's unicode-data and jlreq_classes.txt.

With --check nothing is written; the exit status says whether the file is up to date.
"""
import bz2
import gzip
import pathlib
import re
import sys

from generated import write_or_check

ROOT = pathlib.Path(__file__).resolve().parent.parent
UNICODE = pathlib.Path("/usr/share/unicode")
HEADER = ROOT / "engine/text/ucd.h"
OUTPUT = ROOT / "engine/text/ucd_tables.c"
CLASSES = ROOT / "tools/jlreq_classes.txt"
VERSION = "15.0.0"

LAST = 0x10FFFF
BLOCK = 128

# Pair rules of UAX #14 revision 50 (Unicode 15.0) in their order: before, after, verdict for adjacent, for spaced.
# "no" forbids, "yes" allows, "-" leaves it to a later rule. "all" is every class. LB25 is Example 7 of section 8.2:
# what it says of pairs is here, what needs the whole number is in linebreak.c.
ALPHA = "AL HL"
IDEOGRAPH = "ID ID_PICTURE EB EM"
HANGUL = "JL JV JT H2 H3"
PAIR_RULES = [
    ("LB6", "all", "BK CR LF NL", "no", "no"),
    ("LB7", "all", "SP ZW", "no", "no"),
    ("LB8", "ZW", "all", "yes", "yes"),
    ("LB11", "all", "WJ", "no", "no"),
    ("LB11", "WJ", "all", "no", "-"),
    ("LB12", "GL", "all", "no", "-"),
    ("LB12a", "BA HY", "GL", "-", "-"),
    ("LB12a", "not BA HY", "GL", "no", "-"),
    ("LB13", "all", "CL CP CP_WIDE EX IS SY", "no", "no"),
    ("LB14", "OP OP_WIDE", "all", "no", "no"),
    ("LB15", "QU", "OP OP_WIDE", "no", "no"),
    ("LB16", "CL CP CP_WIDE", "NS", "no", "no"),
    ("LB17", "B2", "B2", "no", "no"),
    ("LB18", "all", "all", "-", "yes"),
    ("LB19", "all", "QU", "no", "-"),
    ("LB19", "QU", "all", "no", "-"),
    ("LB20", "all", "CB", "yes", "-"),
    ("LB20", "CB", "all", "yes", "-"),
    ("LB21", "all", "BA HY NS", "no", "-"),
    ("LB21", "BB", "all", "no", "-"),
    ("LB21b", "SY", "HL", "no", "-"),
    ("LB22", "all", "IN", "no", "-"),
    ("LB23", ALPHA, "NU", "no", "-"),
    ("LB23", "NU", ALPHA, "no", "-"),
    ("LB23a", "PR", IDEOGRAPH, "no", "-"),
    ("LB23a", IDEOGRAPH, "PO", "no", "-"),
    ("LB24", "PR PO", ALPHA, "no", "-"),
    ("LB24", ALPHA, "PR PO", "no", "-"),
    ("LB25", "PR PO", "NU", "no", "-"),
    ("LB25", "OP OP_WIDE HY", "NU", "no", "-"),
    ("LB25", "NU", "NU SY IS CL CP CP_WIDE PR PO", "no", "-"),
    ("LB26", "JL", "JL JV H2 H3", "no", "-"),
    ("LB26", "JV H2", "JV JT", "no", "-"),
    ("LB26", "JT H3", "JT", "no", "-"),
    ("LB27", HANGUL, "PO", "no", "-"),
    ("LB27", "PR", HANGUL, "no", "-"),
    ("LB28", ALPHA, ALPHA, "no", "-"),
    ("LB29", "IS", ALPHA, "no", "-"),
    ("LB30", ALPHA + " NU", "OP", "no", "-"),
    ("LB30", "CP", ALPHA + " NU", "no", "-"),
    ("LB30b", "EB ID_PICTURE", "EM", "no", "-"),
    ("LB31", "all", "all", "yes", "yes"),
]

# Their glyphs stand alone: no shaping beyond marks.
SIMPLE_SCRIPTS = {
    "Common", "Inherited", "Latin", "Greek", "Cyrillic", "Armenian", "Georgian", "Han", "Hiragana", "Katakana",
    "Bopomofo", "Hangul", "Yi", "Unknown",
}
EAST_ASIAN_SCRIPTS = {"Han", "Hiragana", "Katakana", "Bopomofo"}
HANGUL_FILLERS = {0x115F, 0x1160, 0x3164, 0xFFA0}


def read_text(name):
    for suffix, opener in (("", open), (".gz", gzip.open), (".bz2", bz2.open)):
        path = UNICODE / (name + suffix)
        if path.exists():
            with opener(path, "rt", encoding="utf-8") as file:
                return file.read()
    raise SystemExit(f"{UNICODE / name}: not found; install the package unicode-data")


def ranges(name):
    """(first, last, fields after the code points) of a UCD file, @missing lines first."""
    text = read_text(name)
    lines = [line[len("# @missing: "):] for line in text.splitlines() if line.startswith("# @missing: ")]
    lines += text.splitlines()
    for line in lines:
        fields = [field.strip() for field in line.split("#")[0].split(";")]
        if len(fields) > 1:
            first, _, last = fields[0].partition("..")
            yield int(first, 16), int(last or first, 16), fields[1:]


def property_of(name, default, column=0):
    values = [default] * (LAST + 1)
    for first, last, fields in ranges(name):
        values[first:last + 1] = [fields[column]] * (last + 1 - first)
    return values


def members(name, value):
    found = set()
    for first, last, fields in ranges(name):
        if fields[0] == value:
            found.update(range(first, last + 1))
    return found


def jlreq_classes():
    classes, flags = {}, {}
    for line in CLASSES.read_text(encoding="utf-8").splitlines():
        words = line.split("#")[0].split()
        for word in words[2:]:
            first, _, last = word.partition("-")
            for c in range(int(first, 16), int(last or first, 16) + 1):
                assert c not in classes, f"U+{c:04X} stands twice in {CLASSES.name}"
                classes[c] = int(words[0][3:])
                flags[c] = words[1]
    return classes, flags


def enumerators(prefix):
    """Names of an enumeration of ucd.h, in order."""
    return re.findall(rf"^    {prefix}_(\w+)(?: = \d+)?,", HEADER.read_text(encoding="utf-8"), re.MULTILINE)


def class_names():
    found = re.findall(r"^    (CL_\w+) = (\d+),", HEADER.read_text(encoding="utf-8"), re.MULTILINE)
    return {int(number): name for name, number in found}


class Unicode:
    def __init__(self):
        self.line = property_of("LineBreak.txt", "XX")
        self.grapheme = property_of("auxiliary/GraphemeBreakProperty.txt", "Other")
        self.width = property_of("EastAsianWidth.txt", "N")
        self.script = property_of("Scripts.txt", "Unknown")
        self.category = property_of("extracted/DerivedGeneralCategory.txt", "Cn")
        self.bidi = property_of("extracted/DerivedBidiClass.txt", "L")
        self.pictographic = members("emoji/emoji-data.txt", "Extended_Pictographic")
        self.ignorable = members("DerivedCoreProperties.txt", "Default_Ignorable_Code_Point")
        self.bidi_control = members("PropList.txt", "Bidi_Control")
        self.noncharacter = members("PropList.txt", "Noncharacter_Code_Point")
        self.jlreq, self.jlreq_flags = jlreq_classes()

    def linebreak(self, c):
        name, category, wide = self.line[c], self.category[c], self.width[c] in "FWH"
        if c in self.noncharacter:
            return "CM"  # TX-5: no effect on breaks
        if name in ("XX", "SG"):
            return "ID_PICTURE" if c in self.pictographic and category == "Cn" else "AL"
        if name == "SA" and category in ("Mn", "Mc"):
            return "CM"
        if name in ("OP", "CP") and wide:
            return name + "_WIDE"
        if name == "ID" and c in self.pictographic and category == "Cn":
            return "ID_PICTURE"
        return name

    def is_east_asian(self, c):
        is_picture = c in self.pictographic and self.line[c] in ("ID", "EB", "EM")
        return self.width[c] in "FW" or self.script[c] in EAST_ASIAN_SCRIPTS or is_picture

    def char_class(self, c):
        return self.jlreq.get(c, 19 if self.is_east_asian(c) else 27)

    def is_control(self, c):
        if c in self.noncharacter or c in self.bidi_control or c == 0xFEFF:
            return True
        return self.category[c] == "Cc" and self.line[c] not in ("BK", "CR", "LF", "NL") and c != 0x09

    def is_invisible(self, c):
        return self.is_control(c) or c in self.ignorable and c not in HANGUL_FILLERS or self.line[c] == "ZW"

    def is_kana_kanji(self, c):
        if 0xFF61 <= c <= 0xFF9F or self.category[c].startswith("P"):
            return False
        return self.script[c] in ("Han", "Hiragana", "Katakana") or c in (0x30FC, 0x3006, 0x3099, 0x309A)

    def is_complex(self, c):
        return self.script[c] not in SIMPLE_SCRIPTS or self.line[c] in ("JL", "JV", "JT") or c in HANGUL_FILLERS

    def flags(self, c):
        listed = self.jlreq_flags.get(c)
        is_alnum = self.category[c][0] == "L" or self.category[c] == "Nd"
        ambiguous = listed is None and self.width[c] == "A" and self.char_class(c) == 27 and not self.is_invisible(c)
        tests = {
            "PICTOGRAPH": c in self.pictographic,
            "RTL": self.bidi[c] in ("R", "AL", "Right_To_Left", "Arabic_Letter") and self.category[c] != "Cn",
            "ALNUM": is_alnum and self.char_class(c) in (24, 27),
            "KANA_KANJI": self.is_kana_kanji(c),
            "AMBIGUOUS": ambiguous or listed == "wide",
            "IN_CONTEXT": listed == "context",
            "COMPLEX": self.is_complex(c),
            "INVISIBLE": self.is_invisible(c),
            "CONTROL": self.is_control(c),
            "FULL_DIGIT": 0xFF10 <= c <= 0xFF19,
            "WIDE": self.width[c] in ("W", "F", "A"),
        }
        return tuple(name for name, holds in tests.items() if holds)

    def record(self, c):
        return self.grapheme[c], self.linebreak(c), self.char_class(c), self.flags(c)


def compatibility_variants():
    """(base, selector, compatibility ideograph) of the standardized variation sequences of ideographs."""
    pattern = re.compile(r"^([0-9A-F]+) (FE0[0-9A-F]); CJK COMPATIBILITY IDEOGRAPH-([0-9A-F]+);", re.MULTILINE)
    return sorted(tuple(int(field, 16) for field in match) for match in
                  pattern.findall(read_text("StandardizedVariants.txt")))


def snake(name):
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()


def build_trie(unicode):
    records, blocks, stage1 = {}, {}, []
    for start in range(0, LAST + 1, BLOCK):
        block = tuple(records.setdefault(unicode.record(c), len(records)) for c in range(start, start + BLOCK))
        stage1.append(blocks.setdefault(block, len(blocks)))
    assert len(records) <= 256, len(records)
    return list(records), list(blocks), stage1


def selects(cell, name):
    if cell == "all":
        return True
    words = cell.split()
    return name not in words[1:] if words[0] == "not" else name in words


def verdict(before, after, spaced):
    for _, b, a, adjacent_verdict, spaced_verdict in PAIR_RULES:
        said = spaced_verdict if spaced else adjacent_verdict
        if said != "-" and selects(b, before) and selects(a, after):
            return said == "yes"
    raise AssertionError((before, after))


def pair_mask(before, names, spaced):
    return sum(1 << i for i, after in enumerate(names) if verdict(before, after, spaced))


def wrap(words, indent="    "):
    lines, line = [], indent
    for word in words:
        if len(line) + len(word) + 1 > 118:
            lines.append(line.rstrip())
            line = indent
        line += word + " "
    return "\n".join(lines + [line.rstrip()])


def write_record(record, names):
    grapheme, line, char_class, flags = record
    flag_text = " | ".join("UCD_" + flag for flag in flags) or "0"
    return f"    {{GCB_{snake(grapheme)}, LB_{line}, {names[char_class]}, {flag_text}}},"


def generate():
    unicode = Unicode()
    records, blocks, stage1 = build_trie(unicode)
    names = class_names()
    lb_names = [name for name in enumerators("LB") if name != "CLASS_COUNT"]
    out = [
        f"/* Written by tools/gen_unicode.py from Unicode {VERSION} and tools/jlreq_classes.txt; do not edit. */",
        "/* clang-format off */",
        '#include "text/ucd.h"',
        "",
        "const uint16_t ucd_stage1[0x110000 >> UCD_BLOCK_BITS] = {",
        wrap(f"{i}," for i in stage1),
        "};",
        "",
        "const uint8_t ucd_stage2[][1 << UCD_BLOCK_BITS] = {",
    ]
    for block in blocks:
        out += ["    {", wrap((f"{i}," for i in block), "        "), "    },"]
    out += ["};", "", "const struct ucd ucd_records[] = {"]
    out += [write_record(record, names) for record in records]
    out += ["};", "", "const struct linebreak_row linebreak_rows[LB_CLASS_COUNT] = {"]
    for name in lb_names:
        adjacent, spaced = (pair_mask(name, lb_names, is_spaced) for is_spaced in (False, True))
        out.append(f"    [LB_{name}] = {{0x{adjacent:013X}, 0x{spaced:013X}}},")
    variants = compatibility_variants()
    out += ["};", "", "const struct ucd_variant ucd_variants[] = {"]
    out.append(wrap(f"{{0x{base:X},0x{selector:X},0x{ideograph:X}}}," for base, selector, ideograph in variants))
    out += ["};", f"const size_t ucd_variant_count = {len(variants)};", ""]
    return "\n".join(out)


def main(arguments):
    version = read_text("ReadMe.txt")
    assert VERSION.removesuffix(".0") in version, f"{UNICODE} is not Unicode {VERSION}"
    return write_or_check(arguments, OUTPUT, generate(), "gen_unicode.py")


sys.exit(main(sys.argv[1:]))

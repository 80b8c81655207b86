"""class_pairs_test.py TODOKE: every pair of character classes, as sections 4 and 6 of the rules and JLREQ have them.

The spacing table is JLREQ appendix B table 1 in the form of section 4; the table of breaks is JLREQ appendix C table 2
with the choices of section 6 (LB-1 to LB-13, LB-21, LB-26).
"""
import itertools
import sys

import composer

# Characters that stand for a class, by the names of the tables below. 01 opening, 02 closing, 03 hyphens, 04 dividing,
# 05 middle dots, 06 full stops, 07 commas, 08 inseparable, 12 prefixes, 13 postfixes, 14 space, 17 and 18 mathematics;
# J kana and kanji, L Western.
MEMBERS = {
    "01": "「（“", "02": "」）”", "03": "〜", "04": "！？", "05": "・：", "06": "。．", "07": "、，", "08": "…—",
    "12": "￥＄", "13": "％℃", "14": "　", "J": "々ーっかカ国", "L": "A7", "17": "＝", "18": "＋",
}

# Quarters of an em between the class of the row and that of the column.
SPACING = """
       01  02  05  06  07  14  J   03  08  12  13  17  18  04  L
  01   0   0   1   0   0   0   0   0   0   0   0   0   0   0   0
  02   2   0   1   0   0   0   2   2   2   2   2   2   2   2   2
  05   1   1   2   1   1   1   1   1   1   1   1   1   1   1   1
  06   2   0   3   0   0   2   2   2   2   2   2   2   2   2   2
  07   2   0   3   0   0   2   2   2   2   2   2   2   2   2   2
  14   0   0   1   0   0   0   0   0   0   0   0   0   0   0   0
  J    2   0   1   0   0   0   0   0   0   0   0   0   0   0   1
  03   2   0   1   0   0   0   0   0   0   0   0   0   0   0   0
  08   2   0   1   0   0   0   0   0   0   0   0   0   0   0   0
  12   2   0   1   0   0   0   0   0   0   0   0   0   0   0   0
  13   2   0   1   0   0   0   0   0   0   0   0   0   0   0   0
  17   2   0   1   0   0   0   0   0   0   0   0   0   0   0   0
  18   2   0   1   0   0   0   0   0   0   0   0   0   0   0   0
  04   2   0   1   0   0   0   0   0   0   0   0   0   0   0   1
  L    2   0   1   0   0   0   1   0   0   0   0   0   0   0   0
"""

# May a line end between the two, in strict? + yes, . no, ? not laid down. Kana and kanji are told apart here, as
# iteration marks (々), the prolonged sound mark (ー) and small kana (っ) may not start a line; ' is U+0020.
BREAKS = """
      「 」 〜 ！ ・ 。 、 … ー 々 っ ￥ ％ 　 か 国 ＝ ＋ A 1 '
  「  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
  」  +  .  .  .  .  .  .  .  .  .  .  +  ?  .  +  +  +  +  +  +  .
  〜  +  .  .  .  .  .  .  .  .  .  .  +  ?  .  +  +  +  +  +  +  .
  ！  +  .  .  .  .  .  .  .  .  .  .  +  ?  .  +  +  +  +  +  +  .
  ・  +  .  .  .  .  .  .  .  .  .  .  +  ?  .  +  +  +  +  +  +  .
  。  +  .  .  .  .  .  .  .  .  .  .  +  ?  .  +  +  +  +  +  +  .
  、  +  .  .  .  .  .  .  .  .  .  .  +  ?  .  +  +  +  +  +  +  .
  …  +  .  .  .  .  .  .  .  .  .  .  +  ?  .  +  +  +  +  +  +  .
  ー  +  .  .  .  .  .  .  .  .  .  .  +  .  .  +  +  +  +  +  +  .
  々  +  .  .  .  .  .  .  .  .  .  .  +  .  .  +  +  +  +  +  +  .
  っ  +  .  .  .  .  .  .  .  .  .  .  +  .  .  +  +  +  +  +  +  .
  ￥  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
  ％  +  .  .  .  .  .  .  .  .  .  .  +  ?  .  +  +  +  +  .  .  .
  　  +  .  .  .  .  .  .  .  .  .  .  +  +  .  +  +  +  +  +  +  .
  か  +  .  .  .  .  .  .  .  .  .  .  +  .  .  +  +  +  +  +  +  .
  国  +  .  .  .  .  .  .  .  .  .  .  +  .  .  +  +  +  +  +  +  .
  ＝  +  .  .  .  .  .  .  .  .  .  .  +  ?  .  +  +  +  +  +  +  .
  ＋  +  .  .  .  .  .  .  .  .  .  .  +  ?  .  +  +  +  +  +  +  .
  A   +  .  .  .  .  .  .  .  .  .  .  ?  .  .  +  +  +  +  .  .  .
  1   +  .  .  .  .  .  .  .  .  .  .  ?  .  .  +  +  +  +  .  .  .
  '   +  .  +  .  +  .  .  +  +  +  +  +  +  +  +  +  +  +  +  +  .
"""

# What the other levels allow to start a line besides (LB-2 to LB-8); the last two after kana and kanji only.
OPENED = {"strict": "", "normal": "〜ーっ", "loose": "〜！・ー々っ"}
OPENED_AFTER_JAPANESE = {"strict": "", "normal": "", "loose": "…％"}
JAPANESE = "ー々っか国"
NEVER_BEFORE = "「￥"  # LB-10, LB-11: at no level


def read_table(text):
    """(row, column) -> cell. The wide space names itself, so that columns are parted by U+0020 alone."""
    header, *lines = [line for line in text.split("\n") if line]
    columns = [name for name in header.split(" ") if name]
    table = {}
    for line in lines:
        row, *cells = [cell for cell in line.split(" ") if cell]
        assert len(cells) == len(columns), line
        table.update({(row, column): cell for column, cell in zip(columns, cells)})
    return table


def in_context(before, after):
    """Quotes are Japanese beside kanji only, so each pair stands between two; the pair is clusters 1 and 2."""
    return f"国{before}{after}国"


def spacing_cases():
    for (row, column), quarters in read_table(SPACING).items():
        for before, after in itertools.product(MEMBERS[row], MEMBERS[column]):
            if not (row == column == "L"):
                yield before, after, int(quarters) / 4


def check_spacing(program):
    cases = list(spacing_cases())
    requests = [composer.encode({"font": "IPAexMincho", "text": in_context(before, after), "report": ["glyphs"]})
                for before, after, _ in cases]
    for (before, after, wanted), answer in zip(cases, composer.run(program, requests)):
        first, second = answer["lines"][0]["glyphs"][1:3]
        gap = second["x"] - first["x"] - first["advance"]
        yield None if abs(gap - wanted) < 0.0005 else f"{before}{after}: the gap is {gap:.4f} em, not {wanted}"


def may_break(level, before, after, strict):
    if strict == "+" or before in NEVER_BEFORE:
        return strict == "+"
    if after in OPENED[level]:
        return True
    return after in OPENED_AFTER_JAPANESE[level] and before in JAPANESE


def check_breaks(program):
    cases = [(level, before, after, cell) for level in OPENED for (before, after), cell in read_table(BREAKS).items()
             if cell != "?"]
    requests = [composer.encode({"font": "IPAexMincho", "text": (before + after).replace("'", " "),
                                 "line_break": level, "report": ["breaks"]}) for level, before, after, _ in cases]
    for (level, before, after, cell), answer in zip(cases, composer.run(program, requests)):
        wanted = may_break(level, before, after, cell)
        got = bool(answer["breaks"])
        yield None if got == wanted else f"{level} {before}{after}: a break is {'' if got else 'not '}allowed"


def main(program):
    failed = passed = 0
    for name, problems in (("spacing, section 4", check_spacing(program)), ("breaks, section 6", check_breaks(program))):
        problems = list(problems)
        bad = [problem for problem in problems if problem]
        print(f"{'FAILED' if bad else 'ok':6} {name}: {len(problems)} pairs")
        for problem in bad:
            print(f"       {problem}")
        failed, passed = failed + len(bad), passed + len(problems) - len(bad)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

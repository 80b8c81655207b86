"""rules_test.py TODOKE [FILE...]: the examples of the layout rules, by rule id; README.md here says how they are written."""
import collections
import json
import pathlib
import re
import sys

import composer

HERE = pathlib.Path(__file__).parent
TOLERANCE = 0.002
WIDTH = re.compile(r"w\(([^)]*)\)")

Case = collections.namedtuple("Case", "place rule text options expected waits")


def read_text(cell):
    """The text of a cell; a raw byte \\xNN becomes U+DC80 + NN - 0x80 of Python's surrogateescape."""
    escaped = re.sub(r"\\x([89A-Fa-f][0-9A-Fa-f])", lambda m: f"\\udc{m.group(1)}", cell)
    escaped = re.sub(r"\\U000([0-9A-Fa-f]{5})", lambda m: json.dumps(chr(int(m.group(1), 16)))[1:-1], escaped)
    return json.loads(f'"{escaped}"')


def read_value(word):
    try:
        return json.loads(word)
    except ValueError:
        return word


def read_options(cell):
    return {key: read_value(value) for key, value in (part.split("=", 1) for part in cell.split() if part != "-")}


def read_expected(cell):
    parts = [part.strip() for part in cell.split(";")]
    return {part.split("=", 1)[0]: part.split("=", 1)[1] if "=" in part else "" for part in parts}


def read_cases(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) not in (4, 5):
            sys.exit(f"{path}:{number}: {len(cells)} cells instead of 4 or 5")
        yield Case(f"{path.name}:{number}", cells[0], cells[1], read_options(cells[2]), read_expected(cells[3]),
                   cells[4] if len(cells) == 5 else None)


def request_of(case):
    expected = case.expected
    report = ["glyphs"]
    if "breaks" in expected:
        report.append("breaks")
    if "explain" in expected or "gaps" in expected:
        report.append("explain")
    request = {"font": "IPAexMincho", "report": report, **case.options}
    return composer.encode({**request, "text": read_text(case.text)}, raw_bytes="\\x" in case.text)


def width_requests(cases):
    """Letters whose widths are asked for -> their request."""
    letters = {}
    for case in cases:
        for value in case.expected.values():
            for text in WIDTH.findall(value):
                font = case.options.get("font", "IPAexMincho")
                letters[font, text] = composer.encode({"font": font, "text": text, "autospace": 0})
    return letters


def numbers(value, font, widths):
    filled = WIDTH.sub(lambda match: str(widths[font, match.group(1)]), value)
    return [eval(part, {"__builtins__": {}}) for part in filled.split()]  # sums of numbers in files of our own


def glyphs(answer, line=0):
    return answer["lines"][line]["glyphs"]


def bodies(items):
    return [glyph["advance"] for glyph in items]


def all_glyphs(answer):
    return [glyph for line in answer["lines"] for glyph in line["glyphs"]]


NUMBERS = {
    "advances": lambda answer: [line["advance"] for line in answer["lines"]],
    "x": lambda answer: [line["x"] for line in answer["lines"]],
    "hung": lambda answer: [line["hung"] for line in answer["lines"]],
    "max": lambda answer: [answer["max_content"]],
    "scale": lambda answer: [answer["scale"]],
    "size": lambda answer: [answer["size"]],
    "bodies": lambda answer: bodies(glyphs(answer)),
    "breaks": lambda answer: answer["breaks"],
    "starts": lambda answer: [line["start"] for line in answer["lines"]],
    "end_offsets": lambda answer: [line["end"] for line in answer["lines"]],
    "count": lambda answer: [len(answer["lines"])],
    **{f"places{number if number > 1 else ''}":
       lambda answer, number=number: [glyph["x"] for glyph in glyphs(answer, number - 1)] for number in range(1, 5)},
}
WORDS = {
    "ends": lambda answer: [line["end_reason"] for line in answer["lines"]],
    "classes": lambda answer: [glyph["class"][3:] for glyph in all_glyphs(answer)],
    "class": lambda answer: sorted({glyph["class"][3:] for glyph in all_glyphs(answer)}),
    "fonts": lambda answer: [glyph["font"] for glyph in glyphs(answer)],
    "warnings": lambda answer: [f'{item["code"]}@{item["offset"]}' for item in answer["warnings"]],
    "explain": lambda answer: [line["explain"]["end"] or "-" for line in answer["lines"]],
    "gaps": lambda answer: [f'{gap["before"]}:{gap["step"].replace(" ", "")}' for gap in answer["lines"][0]["explain"]["gaps"]],
}


def close(got, wanted):
    return len(got) == len(wanted) and all(abs(a - b) <= TOLERANCE for a, b in zip(got, wanted))


def check_part(key, value, answer, font, widths):
    """What is wrong with one part of the answer, or None."""
    if key == "lines":
        got = "|".join(line["text"] for line in answer["lines"])
        return None if got == read_text(value) else f"lines are {got}, not {read_text(value)}"
    if key in NUMBERS:
        got, wanted = NUMBERS[key](answer), numbers(value, font, widths)
        return None if close(got, wanted) else f"{key} are {got}, not {wanted}"
    got, wanted = WORDS[key.replace("warns", "warnings")](answer), value.split()
    if key == "warns":
        return None if set(wanted) <= set(got) else f"warnings are {' '.join(got)}, without {value}"
    return None if got == wanted else f"{key} are {' '.join(got)}, not {' '.join(wanted)}"


def check(case, answer, widths):
    if "error" in answer or "error" in case.expected:
        return None if "error" in answer and "error" in case.expected else f"the answer is {answer}"
    problems = [check_part(key, value, answer, case.options.get("font", "IPAexMincho"), widths)
                for key, value in case.expected.items()]
    return "; ".join(problem for problem in problems if problem) or None


def judge(case, problem):
    """What to say of a case that is not as it should be, or None."""
    if case.waits is None:
        return problem
    return None if problem else f"passes now: take away the mark '{case.waits}'"


def main(program, *names):
    paths = [HERE / name for name in names] if names else sorted(HERE.glob("*.tsv"))
    cases = [case for path in paths for case in read_cases(path)]
    letters = width_requests(cases)
    answers = composer.run(program, [*letters.values(), *(request_of(case) for case in cases)])
    widths = {key: answer["lines"][0]["advance"] for key, answer in zip(letters, answers)}
    rules = collections.OrderedDict()
    for case, answer in zip(cases, answers[len(letters):]):
        problem = check(case, answer, widths)
        rules.setdefault(case.rule, []).append((case, problem, judge(case, problem)))
    return report(rules)


def report(rules):
    failed = waiting = passed = 0
    for rule, results in rules.items():
        bad = [(case, verdict) for case, _, verdict in results if verdict]
        waits = [case for case, problem, verdict in results if case.waits and problem]
        good = len(results) - len(bad) - len(waits)
        print(f"{'FAILED' if bad else 'ok':6} {rule:6} {good} passed" + (f", {len(waits)} waiting" if waits else ""))
        for case, verdict in bad:
            print(f"       {case.place}: {case.text}: {verdict}")
        failed, waiting, passed = failed + len(bad), waiting + len(waits), passed + good
    print(f"{passed} passed, {failed} failed, {waiting} waiting")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

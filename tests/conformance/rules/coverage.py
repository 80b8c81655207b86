"""coverage.py [--write]: is every layout rule tested by name? Compares docs/typesetting-coverage.md with the tests.

The first column of its table lists the rules, the second says them, the third where they are tested: files that name
the rule (rules/*.tsv in the first column, other tests anywhere), or "different: " and the reason, by hand.
--write rewrites the third column.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
DOCUMENT = ROOT / "docs" / "typesetting-coverage.md"
ROW = re.compile(r"\| ([A-Z]+-?[0-9S]*) \| (.*) \| *(.*?) *\|")
NAMED = re.compile(r"\b([A-Z]{2}-[0-9]+)\b")


KINDS = ("TX", "GL", "CL", "SP", "LE", "LB", "JU", "AL", "PA", "FT", "DE", "VE")


def tables(path):
    return {line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()
            if "\t" in line and not line.startswith("#") and line.count("\t") == 3}


def found_tests():
    """Rule -> names of the files that test it."""
    found = {}
    for path in sorted((ROOT / "tests/conformance/rules").glob("*.tsv")):
        for rule in tables(path):
            found.setdefault(rule, []).append(path.name)
    for folder in ("tests/unit/text", "tests/unit/form", "tests/golden/text", "tests/property"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix not in (".c", ".py", ".jsonc"):
                continue
            for rule in set(NAMED.findall(path.read_text(encoding="utf-8"))):
                name = path.name if path.suffix != ".jsonc" else str(path.parent.relative_to(ROOT / "tests"))
                found.setdefault(rule, []).append(name)
    return found


def cell(rule, old, found):
    if old.startswith("different: "):
        return old
    return ", ".join(dict.fromkeys(found.get(rule, ["none"])))


def renewed(text, found):
    def line_of(match):
        rule, statement, old = match.groups()
        return f"| {rule} | {statement} | {cell(rule, old, found)} |"
    return "\n".join(ROW.sub(line_of, line) if ROW.fullmatch(line) else line for line in text.split("\n"))


def main(write):
    text = DOCUMENT.read_text(encoding="utf-8")
    found = found_tests()
    wanted = renewed(text, found)
    if write:
        DOCUMENT.write_text(wanted, encoding="utf-8")
        text = wanted
    rules = {match.group(1): match.group(3) for match in map(ROW.fullmatch, text.split("\n")) if match}
    problems = [f"{rule}: no test names it" for rule, tests in rules.items() if tests in ("", "none")]
    problems += [f"{rule}: is tested but not listed" for rule in found if rule not in rules and rule[:2] in KINDS]
    if text != wanted:
        problems.append(f"{DOCUMENT.relative_to(ROOT)}: the column of tests is not up to date; run coverage.py --write")
    for problem in problems:
        print(problem)
    print(f"{len(rules)} rules, {len(problems)} problems")
    return 1 if problems else 0


sys.exit(main("--write" in sys.argv[1:]))

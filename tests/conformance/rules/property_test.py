"""property_test.py TODOKE: what holds of every text, tried on random ones (always the same).

Lines cover the text and nothing else; none is wider than asked for unless that is reported; justified lines end at the
edge; what no line may start or end with does not; the breaks of lines are among those reported; bodies follow each other
and do not overlap; those of a grid stand in its cells; balanced lines are no more; a second run is equal.
"""
import random
import re
import sys

import composer

SEED = 4051
COUNT = 4000
PIECES = (
    list("国語あいアカーっゃ々「」『』（）、。，．・：；！？…―〜％℃￥＄　 １２３①㈱ｶﾞ") +
    ["――", "……", "web-01", "12km", "1,234.5", "A", "don’t", "“引用”", "https://ex.jp/a/b?c=d", "desk@example.co.jp",
     "\n", "\r\n", "\t", "\t", "12", "31", "123", "1.5", "!?", "1\ufe0f\u20e3", "\U0001F1EF\U0001F1F5", "\ue000", " \u0301",
     "か\u3099", "葛\U000E0100", "\U00020BB7", "\u200b", "\u00ad", "\u2060", "第3報", "1月4日", "(a)", "100%"]
)
ADDRESS = re.compile(r"[!-~]*(?:://|@)[!-~]*")
NEWLINES = ("\r\n", "\r", "\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
NOT_AT_START = set("」』）、。，．")
NOT_AT_END = set("「『（￥＄")
NOT_AT_END_EVEN_SO = set("「『（")  # LB-20
CHOICES = {
    "align": ["start", "center", "end", "justify", "justify", "distribute", "distribute-around"],
    "line_break": ["strict", "normal", "loose", "anywhere"],
    "overflow_wrap": ["anywhere", "anywhere", "normal"],
    "spacing": ["jlreq", "full", "palt", "kana-palt"],
    "line_start": ["trim", "space", "space-first"],
    "line_end": ["allow-trim", "trim", "space"],
    "hang": ["none", "allow", "force"],
    "group": ["none", "soft"],
    "list": ["none", "auto"],
    "writing": ["horizontal", "horizontal", "vertical"],
    "widow": [False, True],
    "fit": ["none", "none", "none", "condense"],
    "indent": [0, 0, 1],
    "hanging_indent": [0, 0, 0.5],
    "digits": ["as-is", "half", "full"],
    "missing_glyph": ["geta", "code"],
    "tabs": [[2], [1.5, 3, 4.5], [{"at": 4, "kind": "right"}], [{"at": 3, "kind": "center"}, {"at": 6, "kind": "right"}],
             [{"at": 2.5, "kind": "decimal"}, 5, {"at": 8, "kind": "decimal"}]],
    "tcy": [2, 3],
    "vertical_quotes": [False, True],
    "distribute_cap": [False, True],
    "grid": [1, 1.5],
    "grid_pairs": [False, True],
    "shrink": ["full", "quarter"],
    "columns": [12, 20],
    "balance": [False, True, True],
    "autospace": [0, 0.25, 0.125],
    "min_scale": [0.5, 0.9],
}
EXCLUDED_BY_COLUMNS = ("writing", "grid")
EDGE = 0.005  # [em], JU-5


def random_request(source, number):
    request = {"id": str(number), "text": "".join(source.choices(PIECES, k=source.randint(0, 30))),
               "width": source.choice([1, 2, 3.5, 5, 6.25, 8, 12]), "font": source.choice(["IPAexMincho", "mincho"]),
               "report": ["glyphs", "breaks", "explain"]}
    for key in source.sample(sorted(CHOICES), k=source.randint(0, 8)):
        request[key] = source.choice(CHOICES[key])
    if "columns" in request:
        for key in EXCLUDED_BY_COLUMNS:
            request.pop(key, None)
    return request


def codes(answer):
    return {warning["code"] for warning in answer["warnings"]}


def covers(request, answer):
    """The lines and the newlines between them are the text."""
    text, at = request["text"], 0
    for line in answer["lines"]:
        if text[at:line["start"]] not in ("", *NEWLINES):
            return f"{text[at:line['start']]!r} is on no line"
        part = text[line["start"]:line["end"]]
        if not part.startswith(line["text"]) or part[len(line["text"]):].strip(" \u3000\t"):
            return f"{line['text']!r} is not {part!r}"
        at = line["end"]
    return None if text[at:] in ("", *NEWLINES) else f"{text[at:]!r} is on no line"


def stays_inside(request, answer):
    if codes(answer) & {"overflow", "grid-overflow", "fit"}:
        return None
    wide = [line for line in answer["lines"] if line["x"] + line["advance"] > request["width"] + EDGE]
    return f"{wide[0]['text']!r} is {wide[0]['advance']} wide" if wide else None


def ends_at_edge(request, answer):
    if request.get("align") != "justify" or "grid" in request or "columns" in request or codes(answer) & {"overflow", "unjustified"}:
        return None
    for line in answer["lines"]:
        if line["end_reason"] in ("soft", "emergency") and line["text"] and \
                abs(line["x"] + line["advance"] - request["width"]) > EDGE:
            return f"{line['text']!r} ends at {line['x'] + line['advance']}"
    return None


def keeps_kinsoku(request, answer):
    if request.get("line_break") == "anywhere":
        return None
    lines = answer["lines"]
    for before, after in zip(lines, lines[1:]):
        if before["end_reason"] not in ("soft", "emergency") or not before["text"] or not after["text"]:
            continue
        gap = request["text"][before["start"]:before["end"]]
        if after["text"][0] in NOT_AT_START and gap[-1] not in " \u3000\t\u200b":
            return f"{after['text']!r} starts a line"
        never = NOT_AT_END if before["end_reason"] == "soft" else NOT_AT_END_EVEN_SO
        if before["text"][-1] in never and before["text"] == gap:
            return f"{before['text']!r} ends a line"
    return None


def in_address(text, at):
    """LB-19: line ends of second rank are soft, but not among the breaks."""
    return any(match.start() < at < match.end() for match in ADDRESS.finditer(text))


def breaks_where_reported(request, answer):
    lines = answer["lines"]
    for before, after in zip(lines, lines[1:]):
        if before["end_reason"] != "soft" or in_address(request["text"], before["end"]):
            continue
        shown = before["start"] + len(before["text"])  # spaces behind it are swallowed
        if not any(shown <= place <= before["end"] for place in answer["breaks"]):
            return f"a line ends at {before['end']}, breaks are {answer['breaks']}"
    return None


def goes_forward(request, answer):
    for line in answer["lines"]:
        numbers = [glyph["cluster"] for glyph in line["glyphs"]]
        if numbers != sorted(set(numbers)):
            return f"clusters are {numbers}"
        if any(not line["start"] <= number < line["end"] for number in numbers):
            return f"clusters are {numbers} on {line['start']} to {line['end']}"
    return None


def does_not_overlap(request, answer):
    for line in answer["lines"]:
        for glyph, following in zip(line["glyphs"], line["glyphs"][1:]):
            if not glyph["text"].isspace() and following["x"] < glyph["x"] + glyph["advance"] - EDGE:
                return f"{following['text']!r} at {following['x']} overlaps {glyph['text']!r}"
    return None


def stands_in_cells(request, answer):
    cell = request.get("grid", 0)
    if cell == 0 or request.get("align", "start") != "start":
        return None
    for line in answer["lines"]:
        edges = {round((glyph["x"] - line["x"]) / cell * 2, 2) for glyph in line["glyphs"]}
        paired = {glyph["advance"] for glyph in line["glyphs"]} != {cell}
        if line["glyphs"] and not paired and any(edge % 2 for edge in edges):
            return f"clusters of {line['text']!r} are at {sorted(edges)} half cells"
    return None


PROPERTIES = (covers, stays_inside, ends_at_edge, keeps_kinsoku, breaks_where_reported, goes_forward, does_not_overlap,
              stands_in_cells)


def too_many_lines(program, requests, answers):
    """Of balanced requests: the same without."""
    pairs = [(request, answer) for request, answer in zip(requests, answers)
             if request.get("balance") and "error" not in answer]
    plain = composer.run(program, [composer.encode({**request, "balance": False}) for request, _ in pairs])
    return [(request, f"{len(answer['lines'])} lines, not {len(without['lines'])}")
            for (request, answer), without in zip(pairs, plain) if len(answer["lines"]) != len(without["lines"])]


def main(program):
    source = random.Random(SEED)
    requests = [random_request(source, number) for number in range(COUNT)]
    lines = [composer.encode(request) for request in requests]
    answers = composer.run(program, lines)
    failed = {}
    for request, answer in zip(requests, answers):
        if "error" in answer:
            failed.setdefault("answers", []).append((request, answer["error"]))
            continue
        for check in PROPERTIES:
            problem = check(request, answer)
            if problem:
                failed.setdefault(check.__name__, []).append((request, problem))
    crowded = too_many_lines(program, requests, answers)
    if crowded:
        failed["balances"] = crowded
    if composer.run(program, lines) != answers:
        failed["is stable"] = [({}, "a second run differs")]
    for name, cases in failed.items():
        print(f"FAILED {name}: {len(cases)} texts, the shortest:")
        for request, problem in sorted(cases, key=lambda case: len(str(case[0])))[:5]:
            shown = {key: value for key, value in request.items() if key not in ("id", "report")}
            print(f"       {problem}: {shown}")
    print(f"{COUNT - sum(map(len, failed.values()))} passed, {sum(map(len, failed.values()))} failed")
    return 1 if failed else 0


sys.exit(main(*sys.argv[1:]))

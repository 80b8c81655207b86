"""
Every code of every choice of a form, ticked in turn on one base incident: each adds its own tick and no other, in the
row of its label. expected.ticks has a line a code: field, code, page, left and top of the tick's box [mm], layout node.
A field without boxes prints the label instead: left and baseline.
"""
import collections
import copy
import functools
import json
import operator

import jsonc
import marks
from failure_page import difference
from program import ROOT, Failure, crash_of

ROW_REACH = 3    # [mm] between the middle of a box and the middle of its label
RIGHT_REACH = 8  # [mm] between a box and a label that follows it in the line
BOX = 3          # [mm]

Choice = collections.namedtuple("Choice", "field code path value label")


def choices_of(layout):
    for name, field in layout["fields"].items():
        for code, label in (field.get("one") or field.get("many") or {}).items():
            value = {"true": True, "false": False}.get(code, code)
            yield Choice(name, code, field["path"], [value] if "many" in field else value, label)


def with_value(base, pointer, value):
    data = copy.deepcopy(base)
    *parents, last = pointer.strip("/").split("/")
    place = data
    for parent in parents:
        place = place.setdefault(parent, {})
    place[last] = value
    return data


def middle(run):
    return run.y - 0.35 * run.size * 25.4 / 72


def lines_of_text(text):
    """Glyph marks that follow each other on one baseline, joined: (page, y of the middle, x, text)."""
    lines = []
    for run in marks.glyphs(text):
        if lines and lines[-1][:2] == (run.page, middle(run)) and abs(lines[-1][4] - run.x) < 2:
            page, y, x, joined, _ = lines[-1]
            lines[-1] = (page, y, x, joined + run.text, run.x + run.advance)
        else:
            lines.append((run.page, middle(run), run.x, run.text, run.x + run.advance))
    return lines


def place_of(mark):
    return f"{mark.page} {mark.x:.3f} {mark.y:.3f} {mark.node}"


LABEL_START = 6  # characters of a label that goes on in the next line


def shows(line, label):
    """The line has the label, or ends with the start of it."""
    return label in line or any(line.endswith(label[:count]) for count in range(LABEL_START, len(label)))


def label_problem(text, tick, label, all_labels):
    """None when the tick's label stands in its row, and no other label of the field is nearer on its right."""
    in_row = [line for line in lines_of_text(text)
              if line[0] == tick.page and abs(line[1] - (tick.y + BOX / 2)) < ROW_REACH]
    if not any(shows(marks.without_white(line[3]), marks.without_white(label)) for line in in_row):
        return f"no {label} within {ROW_REACH} mm of the tick at {tick.x} {tick.y} mm on page {tick.page}"
    right = sorted((line[2] - tick.x, line[3]) for line in in_row if 0 < line[2] - tick.x < RIGHT_REACH)
    follows = right[0][1] if right else ""
    if any(follows.startswith(other) for other in all_labels) and not (
            follows.startswith(label) or label.startswith(follows)):
        return f"the tick of {label} stands before {follows}"
    return None


class ChoiceCase:
    def __init__(self, folder, todoke, work):
        self.folder, self.todoke, self.work = folder, todoke, work
        self.layout = jsonc.read_layout(ROOT / "layouts" / f"{folder.parent.name}.jsonc")
        self.base = json.loads((folder / "base.json").read_text(encoding="utf-8"))
        also = folder / "also.json"
        self.also = json.loads(also.read_text(encoding="utf-8")) if also.exists() else {}

    def render(self, data):
        result = self.todoke.run(["render", self.folder.parent.name, "-", "--lang", "en", "--to", "marks", "-o", "-"],
                                 stdin=json.dumps(data, ensure_ascii=False).encode())
        if crash_of(result) or result.returncode != 0:
            raise Failure(crash_of(result) or result.stderr.decode(errors="replace"))
        return result.stdout.decode()

    def field_lines(self, choices):
        """A line for each of one field's choices, and what is wrong with it or None."""
        base = self.base
        for pointer, value in self.also.get(choices[0].field, {}).items():
            base = with_value(base, pointer, value)
        texts = {choice.code: self.render(with_value(base, choice.path, choice.value)) for choice in choices}
        find = marks.ticks if self.is_boxed(choices[0].field) else marks.glyphs
        line_of = self.tick_line if find is marks.ticks else self.label_line
        found = {code: collections.Counter(find(text)) for code, text in texts.items()}
        others = [collections.Counter(find(self.render(base)))] if len(found) == 1 else []
        common = functools.reduce(operator.and_, [*found.values(), *others])
        return [line_of(choice, sorted(found[choice.code] - common), texts[choice.code], choices) for choice in choices]

    def tick_line(self, choice, own, text, choices):
        """`own`: the ticks that this code adds."""
        name = f"{choice.field}.{choice.code}"
        if len(own) != 1:
            return name, f"{name}: {len(own)} ticks of its own instead of one: {own}"
        problem = label_problem(text, own[0], choice.label, [other.label for other in choices])
        return f"{name} {place_of(own[0])}", problem and f"{name}: {problem}"

    def label_line(self, choice, own, text, choices):
        """A field without boxes prints the label of its code; `own`: the texts that this code adds."""
        name = f"{choice.field}.{choice.code}"
        if [run.text for run in own] != [choice.label]:
            return name, f"{name}: prints {[run.text for run in own]} instead of {choice.label}"
        return f"{name} {place_of(own[0])}", None

    def is_boxed(self, field):
        """Whether the body draws boxes for the field."""
        body = json.dumps(self.layout["body"])
        return f'"box": "{field}.' in body or f'"choice": "{field}"' in body

    def is_shown(self, choice):
        """Some fields are there for the rules alone, and some codes have no box."""
        body = json.dumps(self.layout["body"])
        shown = f'"box": "{choice.field}.{choice.code}"', f'"choice": "{choice.field}"', f"{{{choice.field}}}"
        return any(text in body for text in shown)

    def results(self):
        lines, problems = [], []
        fields = collections.defaultdict(list)
        for choice in choices_of(self.layout):
            if self.is_shown(choice):
                fields[choice.field].append(choice)
        for choices in fields.values():
            for line, problem in self.field_lines(choices):
                lines.append(line)
                problems += [problem] if problem else []
        boxed = [line for line in lines if " " in line and self.is_boxed(line.split(".")[0])]
        places = collections.Counter(line.split(" ", 1)[1] for line in boxed)
        problems += [f"{count} codes are ticked at {place}" for place, count in places.items() if count > 1]
        return "\n".join(lines) + "\n", problems

    def check(self, page):
        got, problems = self.results()
        for problem in problems:
            page.add(problem)
        path = self.folder / "expected.ticks"
        if not path.exists():
            page.add("there is no expected.ticks yet; python3 tests/golden/run.py --accept makes it", got)
        elif path.read_text(encoding="utf-8") != got:
            page.add("expected.ticks differs", difference("expected.ticks", got, path.read_text(encoding="utf-8")))

    def accept(self):
        got, problems = self.results()
        if problems:
            raise Failure("\n".join(problems))
        (self.folder / "expected.ticks").write_text(got, encoding="utf-8")

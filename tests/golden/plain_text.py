"""What holds for every plain text: nothing that the page says is missing, and every value of the data is in one piece."""
import collections
import json

import marks


def string_at(data, pointer):
    """The string that a JSON Pointer names, or None."""
    for name in pointer.split("/")[1:]:
        name = name.replace("~1", "/").replace("~0", "~")
        if isinstance(data, list) and name.isdigit() and int(name) < len(data):
            data = data[int(name)]
        elif isinstance(data, dict) and name in data:
            data = data[name]
        else:
            return None
    return data if isinstance(data, str) else None


def drawn_values(runs):
    """Pointer -> all that is drawn of the value there, without white space."""
    values = collections.defaultdict(str)
    for run in runs:
        if run.pointer:
            values[run.pointer] += marks.without_white(run.text)
    return values


def problems(text, expected_marks, data):
    """All that is wrong with it, a text each; `data` is the incident's JSON, or None for the blank."""
    found = []
    runs = [run for run in marks.glyphs(expected_marks) if not run.is_artifact]
    read = marks.without_white(text)
    missing = collections.Counter(marks.without_white("".join(run.text for run in runs))) - collections.Counter(read)
    if missing:
        found.append(f"the text lacks {dict(missing)}")
    for pointer, drawn in drawn_values(runs).items():
        value = string_at(json.loads(data), pointer) if data else None
        if value is not None and marks.without_white(value) == drawn and drawn not in read:
            found.append(f"{pointer} is not in the text in one piece: {value!r}")
    for number, line in enumerate(text.split("\n"), start=1):
        if line != line.rstrip():
            found.append(f"line {number} ends in a blank")
    if text and not text.endswith("\n"):
        found.append("the last line has no end")
    return found

"""What the fit report says against what the marks say: nothing is lost, and nothing is reported that is not there."""
import collections
import json
import re
import unicodedata

import marks

DATE = re.compile(r"\d{4}-\d\d-\d\d")  # printed in a format
STEPS = {"as-is", "grow", "condense", "shrink", "sheet", "hidden"}


def is_visible(character):
    is_selector = 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF
    return not character.isspace() and not is_selector and unicodedata.category(character) not in ("Cc", "Cf")


def visible(text):
    return "".join(filter(is_visible, text))


def reported(report):
    """The entries by the place of their value in the data."""
    found = collections.defaultdict(list)
    for line in report.splitlines():
        entry = json.loads(line)
        found[entry.get("pointer", entry["field"])].append(entry)
    return found


def entry_problems(entry, pages):
    name = f"{entry.get('pointer', 'computed')} ({entry['field']})"
    counts = entry.get("characters") or entry.get("marks")
    if entry["step"] not in STEPS:
        yield f"{name}: unknown step {entry['step']}"
    if entry["step"] == "hidden":
        return
    if counts["in"] != counts["drawn"]:
        yield f"{name}: {counts['in']} in, {counts['drawn']} drawn"
    if counts["in"] > 0 and not entry["places"]:
        yield f"{name} stands nowhere"
    for place in entry["places"] + entry.get("references", []):
        if not 1 <= place["page"] <= pages or place["width"] < 0 or place["height"] < 0:
            yield f"{name}: bad place {place}"


def count_problems(pointer, entries, runs):
    """Characters drawn of a value: in all its runs, but what refers to a sheet; repeated artifacts are not counted."""
    drawn = sum(entry["characters"]["drawn"] for entry in entries if "characters" in entry)
    runs = [run for run in runs if run.pointer == pointer and run.node not in ("/sheets", "/sheets/reference")]
    every = sum(len(visible(run.text)) for run in runs)
    once = sum(len(visible(run.text)) for run in runs if not run.is_artifact)
    if not once <= drawn <= every:
        yield f"{pointer}: {drawn} characters reported, {once} to {every} in the marks"


def problems(report, text):
    """All that is wrong with the report of a document with the marks `text`, a line each."""
    runs, found = marks.glyphs(text), []
    for pointer, entries in reported(report).items():
        for entry in entries:
            found += entry_problems(entry, marks.page_count(text))
        if all("characters" in entry and "pointer" in entry for entry in entries):
            found += count_problems(pointer, entries, runs)
    return found


def lost_in_pdf(report, data, pdf_text):
    """Texts of the data that are shown but do not come back from the PDF, character after character."""
    found = []
    text = visible(pdf_text)
    for pointer, entries in reported(report).items():
        value = value_at(data, pointer)
        texts = [entry for entry in entries if "characters" in entry]
        if not isinstance(value, str) or DATE.match(value) or not texts:
            continue
        if texts[0]["characters"]["in"] == len(visible(value)) and not comes_in_order(visible(value), text):
            found.append(f"{pointer} does not come back from the PDF")
    return found


def value_at(data, pointer):
    for key in pointer.split("/")[1:]:
        key = key.replace("~1", "/").replace("~0", "~")
        if isinstance(data, list) and key.isdigit() and int(key) < len(data):
            data = data[int(key)]
        elif isinstance(data, dict):
            data = data.get(key)
        else:
            return None
    return data


def comes_in_order(value, text):
    """All of `value` in `text`, in its order; heads and feet of pages may stand between its parts."""
    at = 0
    for character in value:
        at = text.find(character, at) + 1
        if at == 0:
            return False
    return True

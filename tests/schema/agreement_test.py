#!/usr/bin/env python3
"""
`todoke check` and a foreign validator with the schema of `todoke schema` accept and refuse the same incident files.

    python3 tests/schema/agreement_test.py build/dev/todoke [CASES a form]

Asked for every form and every sample, and for mutations of them: a few changes each, at places the form reads and at
others. A file refused only for what docs/data-model.md lists as beyond a schema is left out. The seed is fixed.
"""
import concurrent.futures
import copy
import json
import os
import pathlib
import random
import re
import sys
import tempfile

from forms import HERE, ROOT, Draft202012Validator, Program, cases_of, load, samples, shipped_forms

SEED = 20240401
CASES = 150  # mutations a form; four times as many of the one made for this
ROUNDS = (1, 1, 1, 2, 2, 3, 6)  # changes in one file

DATES = ["2018-10-31", "2024-02-29", "2018-10-31T13:00+09:00", "2018-10-31T13:00:59Z", "2023-02-29", "1900-02-29",
         "2000-02-29", "2018-11-31", "2018-02-30", "2018-13-01", "2018-1-1", "2018-10-31T24:00Z", "2018-10-31T13:00",
         "2018-10-31T13:00+9:00", "2018-10-31\n", "２０１８-10-31", "2018/10/31", "2018-10-31T13:00:61Z",
         "2018-10-31T13:00+24:00", "2018-10-31 13:00+09:00"]
DATE_OBJECTS = [{}, {"value": "2018-10-31"}, {"value": "2018-10-32"}, {"text": "10月末"}, {"text": ""}, {"text": 5},
                {"value": None, "text": None}, {"approximate": True}, {"value": "2018-10-31", "approximate": "yes"},
                {"valeu": "2018-10-31"}, {"value": ["2018-10-31"], "text": "x"}, {"value": [], "text": "x"}]
VALUES = [None, "", [], {}, "text", "長い文字列です", "no_such_code", 0, 1, 2, 5, 99, 100, -5, -10, 1.5, True, False, "true",
          "1", [None], [""], ["text"], [5], [{}], [[]], [{"at": "2018-10-31"}], {"name": "x"}, "unknown", "x", "yes"]
OWN_KEYS = ["x-own", "x-"]
STRANGE_KEYS = ["nmae", "detected_at", "zz", "X-own", ""]


def beyond_codes():
    """The first column of the table in the documentation."""
    text = (ROOT / "docs" / "data-model.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ((?:`[a-z0-9-]+`(?:, )?)+) \| ", text[text.index("| code |"):], re.MULTILINE)
    return {code for row in rows for code in re.findall(r"`([^`]+)`", row)}


def rules_beyond(schema):
    """The form's own rules that its schema says it leaves out."""
    comment = schema.get("$comment", "not said here: ")
    return set(comment.removeprefix("not said here: ").split(", "))


# --- places


def sites(schema, data, path=()):
    """Every place that the schema's properties or the data name, each a tuple of keys and numbers."""
    keys = set(schema.get("properties", {}))
    if isinstance(data, dict):
        keys |= set(data)
    for key in sorted(keys):
        yield (*path, key)
        inner = data.get(key) if isinstance(data, dict) else None
        yield from sites(schema.get("properties", {}).get(key, {}), inner, (*path, key))
    for index, item in enumerate(data if isinstance(data, list) else []):
        yield (*path, index)
        yield from sites(schema.get("items", {}), item, (*path, index))


def read_sites(schema, path=()):
    """Places the form reads, an item of a list by its first one."""
    for key, inner in schema.get("properties", {}).items():
        yield (*path, key)
        yield from read_sites(inner, (*path, key))
    if isinstance(schema.get("items"), dict):
        yield from read_sites(schema["items"], (*path, 0))


def schema_at(schema, path):
    for step in path:
        schema = schema.get("items", {}) if isinstance(step, int) else schema.get("properties", {}).get(step, {})
    return schema if isinstance(schema, dict) else {}


def parent_of(data, path):
    """The container of a place, made where there is none; None where something else stands on the way."""
    for step, following in zip(path, path[1:]):
        empty = [{}] if isinstance(following, int) else {}
        if isinstance(data, dict) and isinstance(step, str):
            data = data.setdefault(step, empty)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def put(data, path, value):
    parent, last = parent_of(data, path), path[-1]
    if isinstance(parent, dict) and isinstance(last, str):
        parent[last] = value
    elif isinstance(parent, list) and isinstance(last, int) and last < len(parent):
        parent[last] = value


def value_at(data, path):
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


# --- changes


def constants(schema):
    """What the schema compares with, and its neighbours: values on both sides of every rule."""
    if isinstance(schema, list):
        for inner in schema:
            yield from constants(inner)
    if not isinstance(schema, dict):
        return
    for keyword, operand in schema.items():
        if keyword == "enum":
            yield from operand
        elif keyword in ("minimum", "maximum"):
            yield from (operand - 1, operand, operand + 1)
        elif keyword == "minLength":
            yield from ("字" * (operand - 1), "字" * operand)
        elif keyword not in ("$defs", "title", "description", "$comment"):
            yield from constants(list(operand.values()) if keyword == "properties" else operand)


def fitting_values(schema):
    """Values of the kind the form wants here, right and wrong."""
    codes = [code for code in schema.get("enum", []) if code]
    listed = [code for code in schema.get("items", {}).get("enum", [])] if isinstance(schema.get("items"), dict) else []
    yield from codes
    yield from ([code] for code in listed)
    yield from ([code, listed[0]] for code in listed[1:3])
    if schema.get("$ref") == "#/$defs/datetime":
        yield from DATES + DATE_OBJECTS
    if codes or listed:
        yield from (str(code).upper() for code in codes[:1])
        yield from ([code, "no_such_code"] for code in listed[:1])


def change_value(dice, data, schema, path):
    fitting = list(fitting_values(schema_at(schema, path)))
    pools = [VALUES, list(constants(schema)) or VALUES, fitting or VALUES, fitting or VALUES]
    put(data, path, copy.deepcopy(dice.choice(dice.choice(pools))))


def drop(dice, data, schema, path):
    parent = parent_of(data, path)
    if isinstance(parent, dict):
        parent.pop(path[-1], None)
    elif isinstance(parent, list) and isinstance(path[-1], int) and path[-1] < len(parent):
        del parent[path[-1]]


def double(dice, data, schema, path):
    """A list with an item twice."""
    value = value_at(data, path)
    if isinstance(value, list) and value:
        value.append(copy.deepcopy(dice.choice(value)))
    else:
        change_value(dice, data, schema, path)


def add_key(dice, data, schema, path):
    parent = parent_of(data, path)
    target = value_at(data, path)
    target = target if isinstance(target, dict) else parent
    if isinstance(target, dict):
        target[dice.choice(STRANGE_KEYS if dice.random() < 0.5 else OWN_KEYS)] = dice.choice(VALUES)


def toggle_specimen(dice, data, schema, path):
    data["specimen"] = dice.choice([True, True, False, None, "true"])


CHANGES = [change_value] * 8 + [drop] * 5 + [double, add_key, toggle_specimen]


def mutations(dice, schema, bases, count):
    read = list(read_sites(schema))
    for _ in range(count):
        data = copy.deepcopy(dice.choice(bases))
        for _ in range(dice.choice(ROUNDS)):
            everywhere = list(sites(schema, data))
            path = dice.choice(read if dice.random() < 0.8 else everywhere)
            dice.choice(CHANGES)(dice, data, schema, path)
        yield data


# --- the comparison


class Tally:
    def __init__(self):
        self.accepted = self.refused = self.left_out = 0
        self.disagreements = []

    def add(self, form, data, errors, is_valid, beyond):
        if errors and set(errors) <= beyond:
            self.left_out += 1
        elif bool(errors) == is_valid:
            self.disagreements.append((form, sorted(set(errors)), data))
        elif errors:
            self.refused += 1
        else:
            self.accepted += 1


def compare(program, form, bases, count, tally):
    schema = program.schema(form)
    validator = Draft202012Validator(schema)
    beyond = beyond_codes() | rules_beyond(schema)
    cases = [*bases, *mutations(random.Random(f"{SEED} {form.name}"), schema, bases, count)]

    def judge(data):
        return data, program.errors(form, json.dumps(data, ensure_ascii=False)), validator.is_valid(data)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for data, errors, is_valid in pool.map(judge, cases):
            tally.add(form.name, data, errors, is_valid, beyond)
    return len(cases)


def main(path, count=CASES):
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="todoke-schema-") as work:
        program = Program(path, pathlib.Path(work))
        for form in shipped_forms():
            compare(program, form, [load(path) for path in [*samples(), *cases_of(form)]], int(count), tally)
        compare(program, HERE / "kinds.jsonc", [load(HERE / "kinds.json"), load(HERE / "kinds-few.json")], 4 * int(count), tally)
    for form, errors, data in tally.disagreements[:20]:
        print(f"{form}: check says {errors or 'nothing'}, the schema the opposite:\n    "
              f"{json.dumps(data, ensure_ascii=False)[:3000]}")
    print(f"accepted by both {tally.accepted}, refused by both {tally.refused}, beyond a schema {tally.left_out}, "
          f"disagreements {len(tally.disagreements)}")
    assert tally.accepted > 50 and tally.refused > 50, "the mutations no longer reach both verdicts"
    return 1 if tally.disagreements else 0


sys.exit(main(*sys.argv[1:]))

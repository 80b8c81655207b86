#!/usr/bin/env python3
"""
Writes the tables of docs/data-model.md from layouts/incident.schema.json; with --check only compares.

What stands between the marks <!-- NAME --> and <!-- end --> is replaced; the rest of the page is written by hand.
"""
import json
import pathlib
import re
import sys

sys.dont_write_bytecode = True
import generated

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "layouts" / "incident.schema.json"
PAGE = ROOT / "docs" / "data-model.md"


def reference(node):
    return node.get("$ref", "").removeprefix("#/$defs/")


def is_open(node):
    return "additionalProperties" not in node


def type_of(node):
    """As the table calls it: text, datetime, `tlp`, list of `cause`."""
    name = reference(node)
    if name:
        return name if name in ("text", "texts", "integer", "tri", "datetime") else f"[`{name}`](#codes)"
    if "items" in node:
        items = node["items"]
        return f"list of {type_of(items)}" if "enum" not in items else \
            "list of " + ", ".join(str(value) for value in items["enum"])
    if "const" in node:
        return f'`"{node["const"]}"`'
    return node["type"] if isinstance(node["type"], str) else node["type"][0]


def rows(node, path):
    """(path, type, Japanese, English) of every place, in the schema's order."""
    for key, member in node.get("properties", {}).items():
        here = f"{path}/{key}"
        items = member.get("items", {})
        if items.get("type") == "object":
            yield from describe(f"{here}[]", member, "free members" if is_open(items) else None)
            yield from rows(items, f"{here}[]")
        elif "properties" in member:
            yield from describe(here, member, "free members too" if is_open(member) else None)
            yield from rows(member, here)
        else:
            yield from describe(here, member, type_of(member))


def describe(path, node, kind):
    """Levels without a type of their own have no row: their members have."""
    if kind:
        japanese, english = node["description"].split(" / ", 1)
        yield path, kind, japanese, english


def paths_table(schema):
    yield "| path | value | 日本語 | English |"
    yield "|---|---|---|---|"
    for path, kind, japanese, english in rows(schema, ""):
        yield f"| `{path}` | {kind} | {japanese} | {english} |"


def codes_table(schema):
    yield "| list | codes |"
    yield "|---|---|"
    for name, node in schema["$defs"].items():
        if "oneOf" in node:
            codes = [f'`{choice["const"]}` {choice.get("title", "")}'.strip() for choice in node["oneOf"] if
                     "const" in choice]
            yield f"| `{name}` | {', '.join(codes)} |"


def replaced(text, name, lines):
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    return marks.sub(lambda match: match.group(1) + "".join(f"{line}\n" for line in lines) + match.group(2), text)


def main():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    text = replaced(PAGE.read_text(encoding="utf-8"), "paths", paths_table(schema))
    text = replaced(text, "codes", codes_table(schema))
    return generated.write_or_check(sys.argv[1:], PAGE, text, "gen_data_model.py")


sys.exit(main())

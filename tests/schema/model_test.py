#!/usr/bin/env python3
"""
The data model: a valid schema with every path it promises, in two languages, which samples and layouts keep to.

    python3 tests/schema/model_test.py build/dev/todoke [unittest options]
"""
import copy
import pathlib
import sys
import tempfile
import unittest

from forms import HERE, MODEL, ROOT, Draft202012Validator, Program, load, samples, shipped_forms

sys.path.insert(0, str(ROOT / "tests" / "golden"))
import jsonc  # noqa: E402

PROGRAM = ROOT / "build" / "dev" / "todoke"


def promised():
    """paths.tsv: (path, kind), where a kind is a definition of the model, a list of one, or an open object."""
    lines = (HERE / "paths.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines]


def node_at(model, path):
    """The schema of a place, written as in paths.tsv; KeyError where there is none."""
    node = model
    for step in path.strip("/").split("/"):
        node = node["properties"][step.removesuffix("[]")]
        node = node["items"] if step.endswith("[]") else node
    return node


def kind_of(node):
    if "$ref" in node:
        return node["$ref"].removeprefix("#/$defs/")
    if "items" in node:
        values = node["items"].get("enum")
        return "list of " + (", ".join(map(str, values)) if values else kind_of(node["items"]))
    return "version" if "const" in node else node["type"] if isinstance(node["type"], str) else node["type"][0]


def levels(node, path=""):
    """Every object of the model, by path."""
    if "properties" in node:
        yield path, node
    for key, inner in node.get("properties", {}).items():
        yield from levels(inner, f"{path}/{key}")
    if isinstance(node.get("items"), dict):
        yield from levels(node["items"], path + "[]")


def described(node, path=""):
    """Every place with a name, by path."""
    for key, inner in node.get("properties", {}).items():
        yield f"{path}/{key}", inner
        yield from described(inner, f"{path}/{key}")
        if isinstance(inner.get("items"), dict):
            yield from described(inner["items"], f"{path}/{key}[]")


class ModelTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.model = load(MODEL)
        cls.validator = Draft202012Validator(cls.model)

    def test_it_is_a_schema(self):
        Draft202012Validator.check_schema(self.model)
        self.assertEqual("https://json-schema.org/draft/2020-12/schema", self.model["$schema"])

    def test_every_promised_path_is_there_with_its_kind(self):
        for path, kind in promised():
            with self.subTest(path):
                self.assertEqual(kind, kind_of(node_at(self.model, path)))

    def test_every_path_has_a_title_and_a_description_in_two_languages(self):
        for path, node in described(self.model):
            with self.subTest(path):
                self.assertTrue(node["title"])
                japanese, english = node["description"].split(" / ")
                self.assertTrue(japanese and english)
                self.assertTrue(english.isascii() or any(c in english for c in "様頃別紙規第①"), english)

    def test_every_reference_leads_somewhere_and_every_definition_is_used(self):
        text = MODEL.read_text(encoding="utf-8")
        for name in self.model["$defs"]:
            self.assertIn(f'"#/$defs/{name}"', text)
        for path, node in described(self.model):
            if "$ref" in node:
                self.assertIn(node["$ref"].removeprefix("#/$defs/"), self.model["$defs"], path)

    def test_only_places_reserved_for_later_are_open(self):
        opened = [path for path, node in levels(self.model) if "additionalProperties" not in node]
        self.assertEqual(["/attack/ddos", "/attack/ransomware"], opened)
        for path, node in levels(self.model):
            if path not in opened:
                self.assertEqual({"^x-": True}, node["patternProperties"], path)

    def test_samples_keep_to_it(self):
        for sample in samples():
            problems = [f"{error.json_path}: {error.message}" for error in self.validator.iter_errors(load(sample))]
            self.assertEqual([], problems, sample)

    def test_it_refuses_what_it_should(self):
        good = load(samples()[0])
        for path, value in [(("organization", "nmae"), "x"), (("detection", "detected_at"), "2018-02-30"),
                            (("detection", "detected_at"), "2018-10-31T13:00"), (("sharing", "tlp"), "blue"),
                            (("classification", "causes"), ["unknwon"]), (("classification", "severity"), 6),
                            (("timeline",), [{"when": "2018-10-31"}]), (("schema_version",), "2"),
                            (("submissions", "nisc_renraku"), {"report_number": "1"})]:
            data = copy.deepcopy(good)
            target = data
            for step in path[:-1]:
                target = target.setdefault(step, {})
            target[path[-1]] = value
            self.assertFalse(self.validator.is_valid(data), path)


class LayoutsTest(unittest.TestCase):
    """What forms read is what the model has."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="todoke-schema-")
        self.addCleanup(folder.cleanup)
        self.program = Program(PROGRAM, pathlib.Path(folder.name))
        self.model = load(MODEL)

    def test_every_layout_keeps_to_the_model(self):
        for layout in shipped_forms():
            self.assertEqual(1, jsonc.read(layout).get("model"), f'{layout} lacks "model": 1')

    def codes_of(self, node):
        """The codes a place of the model may have, without quotation marks; None for what is no code."""
        if kind_of(node) == "tri":
            return {"true", "false"}
        definition = self.model["$defs"].get(kind_of(node).removeprefix("list of "), {})
        values = node.get("items", {}).get("enum")
        choices = [choice["const"] for choice in definition.get("oneOf", []) if "const" in choice]
        return {str(code) for code in values or choices} or None

    def test_codes_of_forms_are_codes_of_the_model(self):
        for layout in shipped_forms():
            for name, field, path in self.choices(jsonc.read(layout).get("fields", {}), ""):
                with self.subTest(f"{layout.name} {name}"):
                    known = self.codes_of(node_at(self.model, path))
                    if known is not None:
                        self.assertLessEqual(set(field.get("one", field.get("many"))), known)

    def choices(self, fields, base):
        for name, field in fields.items():
            paths = field.get("path", [])
            for path in [paths] if isinstance(paths, str) else paths:
                if "/x-" in path:
                    continue
                if "each" in field:
                    yield from self.choices(field["each"], f"{base}{path}[]")
                if "one" in field or "many" in field:
                    yield name, field, base + path


if __name__ == "__main__":
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        PROGRAM = pathlib.Path(sys.argv.pop(1))
    unittest.main()

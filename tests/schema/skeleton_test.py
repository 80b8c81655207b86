#!/usr/bin/env python3
"""
`todoke new FORM`: an incident file that names what is missing, and passes once it is filled in.

    python3 tests/schema/skeleton_test.py build/dev/todoke [unittest options]
"""
import json
import pathlib
import re
import sys
import tempfile
import unittest

from forms import HERE, ROOT, Program, cases_of, load, samples, shipped_forms

sys.path.insert(0, str(ROOT / "tests" / "golden"))
import jsonc  # noqa: E402

PROGRAM = ROOT / "build" / "dev" / "todoke"
EMPTY = (None, "", [])


def without_one_comment(text):
    """The skeleton with the items of lists no longer commented out: the comments inside them stay."""
    item = re.compile(r"^( *)// \{\n(?:\1// .*\n)*?\1// \}$", re.MULTILINE)
    return item.sub(lambda match: re.sub(r"^( *)// ", r"\1", match[0], flags=re.MULTILINE), text)


def filled(skeleton, data):
    """The skeleton's keys with the values of `data`; lists of items as `data` has them."""
    if not isinstance(skeleton, dict):
        return data if data is not None else skeleton
    inner = data if isinstance(data, dict) else {}
    return {key: filled(value, inner.get(key)) for key, value in skeleton.items()}


def leaves(schema, path=()):
    """Paths of what a form reads, by its schema; lists count as one."""
    for key, inner in schema.get("properties", {}).items():
        if "properties" in inner:
            yield from leaves(inner, (*path, key))
        else:
            yield (*path, key)


class SkeletonTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="todoke-schema-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.program = Program(PROGRAM, self.folder)

    def skeleton(self, form, language="ja"):
        """(text, value)"""
        path = self.folder / f"{form.stem}.{language}.jsonc"
        self.assertEqual("", self.program.output("new", form, "--lang", language, "-o", path))
        return path.read_text(encoding="utf-8"), jsonc.read(path), path

    def forms(self):
        return [*shipped_forms(), HERE / "kinds.jsonc"]

    def test_it_has_just_what_the_form_reads(self):
        for form in self.forms():
            schema = self.program.schema(form)
            _, skeleton, _ = self.skeleton(form)
            skeleton.pop("schema_version", None)
            for path in leaves(schema):
                value = skeleton
                for key in path:
                    value = value[key]
                self.assertIn(value, EMPTY, f"{form.stem} {path}")
            self.assertEqual(set(skeleton), set(schema["properties"]), form.stem)

    def test_check_names_each_mandatory_value_that_is_missing(self):
        for form in self.forms():
            text, skeleton, path = self.skeleton(form)
            result = self.program.run("check", form, path, "--lang", "ja")
            plain = self.program.run("check", form, "-", "--lang", "ja", stdin=json.dumps({}).encode())
            self.assertEqual(plain.returncode, result.returncode)
            for told in (result, plain):
                self.assertNotIn("data-key-unknown", told.stderr.decode())
            self.assertEqual(plain.stderr.decode().count("は必須です"), result.stderr.decode().count("は必須です"))
            self.assertLessEqual(text.count("（必須"), text.count("\n"))

    def test_it_passes_once_filled_in(self):
        passed = set()
        for form in shipped_forms():
            _, skeleton, path = self.skeleton(form)
            for sample in [*samples(), *cases_of(form)]:
                data = load(sample)
                if self.program.errors(form, json.dumps(data, ensure_ascii=False)):
                    continue
                complete = filled(skeleton, {**data, "schema_version": "1"})
                complete |= {"specimen": data["specimen"]} if "specimen" in data else {}
                path.write_text("// 記入済み\n" + json.dumps(complete, ensure_ascii=False), encoding="utf-8")
                result = self.program.run("check", form, path, "--lang", "en")
                self.assertEqual(0, result.returncode, f"{form.stem} {sample.name}: {result.stderr.decode()}")
                passed.add(form.stem)
        self.assertEqual({form.stem for form in shipped_forms()}, passed)

    def test_the_commented_items_are_items(self):
        for form in self.forms():
            for language in ("ja", "en"):
                text, skeleton, path = self.skeleton(form, language)
                path.write_text(without_one_comment(text), encoding="utf-8")
                self.assertEqual(set(skeleton), set(jsonc.read(path)))
                told = self.program.run("check", form, path, "--lang", "en").stderr.decode()
                for code in ("data-key-unknown", "value-type", "json-syntax"):
                    self.assertNotIn(code, told)
        self.assertIn('"more": {', text)
        self.assertEqual(["at", "text", "more", "kind", "from_root", "note"], list(jsonc.read(path)["items"][0]))

    def test_comments_say_title_rule_codes_and_form(self):
        form = ROOT / "layouts" / "nisc_renraku.jsonc"
        japanese, _, _ = self.skeleton(form)
        english, _, _ = self.skeleton(form, "en")
        for line in ("// 報告番号（第n報）（必須 N1）: 整数", '//   "near_miss"  予兆・ヒヤリハット', "//   true  有",
                     "// N2: 第1報の識別番号は空欄にします", "// 所管省庁",
                     '// 判明日時: "2018-10-31T13:00+09:00"、または日付だけ'):
            self.assertIn(line, japanese)
        for line in ("(mandatory, N1): a whole number", "// N7: the cause \"unknown\" stands alone",
                     "// the ministry in charge", ": for each one an object like this"):
            self.assertIn(line, english)

    def test_the_same_bytes_come_twice(self):
        for command in ("new", "schema"):
            self.assertEqual(self.program.output(command, "nisc_renraku"), self.program.output(command, "nisc_renraku"))


if __name__ == "__main__":
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        PROGRAM = pathlib.Path(sys.argv.pop(1))
    unittest.main()

"""
`todoke due` as a user meets it; due/ has its layouts, its incidents and what it prints for them.

    python3 tests/cli/due_test.py build/release/todoke [unittest options]
    python3 tests/cli/due_test.py build/release/todoke --accept      rewrites due/expected.*
"""
import datetime
import json
import pathlib
import shutil
import sys
import unittest

import cli_test
from cli_test import ROOT, CliTest

HERE = ROOT / "tests" / "cli" / "due"
LAYOUTS = HERE / "layouts"
INCIDENT = HERE / "incident.json"

# File -> what prints it.
EXPECTED = {
    "expected.ja": ["--lang", "ja"],
    "expected.en": ["--lang", "en"],
    "expected.explain.ja": ["--lang", "ja", "--explain", "--date", "2025-01-06"],
    "expected.explain.en": ["--lang", "en", "--explain", "--date", "2025-01-26"],
    "expected.json": ["--lang", "en", "--json", "--explain", "--date", "2025-01-06"],
}


class DueTest(CliTest):
    def due(self, *arguments, data=INCIDENT, layouts=LAYOUTS, **more):
        return self.run_todoke("due", data, "--layouts", layouts, *arguments, **more)

    def data(self, **members):
        path = self.folder / "data.json"
        path.write_text(json.dumps(members, ensure_ascii=False), encoding="utf-8")
        return path

    def answers(self, *arguments, **more):
        """By rule id, with --json."""
        result = self.due("--json", *arguments, **more)
        self.assert_status(0, result)
        return {answer["id"]: answer for answer in map(json.loads, result.stdout.decode().splitlines())}


class PrintedTest(DueTest):
    def test_what_is_printed(self):
        for name, arguments in EXPECTED.items():
            with self.subTest(name):
                result = self.due(*arguments)
                self.assert_status(0, result)
                self.assertEqual(b"", result.stderr)
                self.assertEqual((HERE / name).read_text(encoding="utf-8"), result.stdout.decode())

    def test_no_line_ends_in_a_blank(self):
        for name in EXPECTED:
            for line in (HERE / name).read_text(encoding="utf-8").splitlines():
                self.assertEqual(line.rstrip(), line)

    def test_nothing_is_due(self):
        data = self.data(detection={"detected_at": "2024-12-26"})
        self.assertIn("No deadline", self.due("--lang", "en", data=data).stdout.decode())
        self.assertIn("期限は", self.due("--lang", "ja", data=data).stdout.decode())
        self.assertEqual(b"", self.due("--json", data=data).stdout)

    def test_a_text_without_a_date_is_said_to_be_one(self):
        data = self.data(cloud_service={"service_name": "a"}, detection={"recognized_at": {"text": "20〇〇年〇月〇日頃"}})
        english, japanese = (self.due("--lang", lang, data=data).stdout.decode() for lang in ("en", "ja"))
        self.assertIn("no day can be counted  preliminary report [I2]", english)
        self.assertIn('"20〇〇年〇月〇日頃" is a text without a date', english)
        self.assertIn("「20〇〇年〇月〇日頃」は文字だけで、日付がありません", japanese)
        answer = self.answers(data=data)["I2"]
        self.assertEqual((None, None, "20〇〇年〇月〇日頃"), (answer["due"], answer["start"], answer["text"]))

    def test_the_specimen_of_a_form_without_deadlines(self):
        self.assertIn("No deadline", self.due("--lang", "en", data=cli_test.FIG5).stdout.decode())


class CountedTest(DueTest):
    def test_the_worked_case(self):
        answers = self.answers()
        self.assertEqual("2025-01-07", answers["I2"]["due"])
        self.assertEqual("2025-01-25", answers["K2"]["due"])

    def test_day_0_and_day_1(self):
        self.assertEqual("2025-01-06", self.answers("--first-day", "1")["I2"]["due"])
        self.assertEqual("2025-01-24", self.answers("--first-day", "1")["K2"]["due"])
        self.assertEqual("2025-01-07", self.answers("--first-day", "0")["I2"]["due"])

    def test_an_unlawful_purpose_has_sixty_days(self):
        data = self.data(detection={"recognized_at": "2024-12-26"}, personal_data={"situations": [1, 3]})
        self.assertEqual(("2025-02-25", 60), tuple(self.answers(data=data)["P2"][key] for key in ("due", "days")))

    def test_a_day_is_one_of_japan(self):
        data = self.data(cloud_service={"service_name": "a"}, detection={"recognized_at": "2024-12-25T15:00Z"})
        self.assertEqual("2024-12-26", self.answers(data=data)["I2"]["start"])

    def test_days_left(self):
        for date, left in (("2025-01-07", 0), ("2024-12-31", 7), ("2025-01-10", -3)):
            self.assertEqual(left, self.answers("--date", date)["I2"]["days_left"])
        self.assertNotIn("days_left", self.answers()["I2"])

    def test_today_is_the_day_in_japan(self):
        japan = datetime.timezone(datetime.timedelta(hours=9))
        before = datetime.datetime.now(japan).date()
        left = self.answers("--date", "today", TZ="America/New_York")["I2"]["days_left"]
        after = datetime.datetime.now(japan).date()
        self.assertIn(datetime.date(2025, 1, 7) - datetime.timedelta(days=left), (before, after))


class OurFormsTest(DueTest):
    """The layouts that are shipped, and an incident that several of them report."""

    INCIDENT = ROOT / "tests" / "golden" / "ismap_sokuho" / "storage" / "data.json"

    def test_the_forms_that_have_deadlines(self):
        answers = self.answers(data=self.INCIDENT, layouts=ROOT / "layouts")
        self.assertEqual({"I2": "2025-01-07", "K2": "2025-01-25", "P1": "2024-12-31", "P2": "2025-01-24"},
                         {key: answer["due"] for key, answer in answers.items()})

    def test_an_unlawful_purpose_has_sixty_days_and_they_end_on_a_working_day(self):
        data = json.loads(self.INCIDENT.read_text(encoding="utf-8"))
        data["personal_data"]["situations"] = [3, 4]
        answers = self.answers(data=self.data(**data), layouts=ROOT / "layouts")
        self.assertEqual("2025-02-25", answers["P2"]["due"])  # the 60th day, 2025-02-23, is a Sunday; the 24th 振替休日


class RefusedTest(DueTest):
    def test_a_wrong_date_is_reported_and_the_other_forms_are_shown(self):
        layouts = self.folder / "layouts"
        shutil.copytree(LAYOUTS, layouts)
        other = (layouts / "sokuho.jsonc").read_text(encoding="utf-8").replace("/detection/recognized_at", "/other")
        (layouts / "other.jsonc").write_text(other.replace('"form": "sokuho"', '"form": "other"'), encoding="utf-8")
        data = self.data(cloud_service={"service_name": "a"}, detection={"recognized_at": "2024-12-32"},
                         other="2024-12-26")
        result = self.due("--json", "--lang", "en", data=data, layouts=layouts)
        self.assert_status(1, result)
        self.assertIn('error[datetime-unreadable] /detection/recognized_at: "2024-12-32"', result.stderr.decode())
        self.assertEqual(["other", "other"], [json.loads(line)["form"] for line in result.stdout.splitlines()])

    def test_a_year_that_the_holidays_do_not_know(self):
        data = self.data(cloud_service={"service_name": "a"}, detection={"recognized_at": "2051-01-05"})
        result = self.due("--lang", "en", data=data)
        self.assert_status(1, result)
        self.assertIn("error[holidays-outside]", result.stderr.decode())
        self.assertIn("holidays.json has the years 2000 to 2050", result.stderr.decode())
        self.assertIn("wanted by", result.stderr.decode())

    def test_a_layout_folder_without_holidays(self):
        shutil.copy(LAYOUTS / "sokuho.jsonc", self.folder)
        result = self.due("--lang", "en", layouts=self.folder)
        self.assert_status(1, result)
        self.assertIn("error[holidays-none]", result.stderr.decode())
        self.assert_status(0, self.due(layouts=f"{self.folder}:{ROOT / 'layouts'}"))

    def test_a_broken_file_of_holidays(self):
        shutil.copy(LAYOUTS / "sokuho.jsonc", self.folder)
        (self.folder / "holidays.json").write_text('{"years": {"2024": {"02-30": "x"}}}', encoding="utf-8")
        result = self.due("--lang", "en", layouts=self.folder)
        self.assert_status(1, result)
        self.assertIn("holidays.json:1:21: error[day-unreadable] /years/2024/02-30", result.stderr.decode())
        self.assertEqual(b"", result.stdout)

    def test_data_that_is_no_incident(self):
        for text in ("", "[]", "{"):
            result = self.due(data="-", stdin=text.encode())
            self.assert_status(1, result)
            self.assertEqual(b"", result.stdout)
            self.assertEqual(1, result.stderr.count(b"error["))

    def test_usage(self):
        for arguments in ([], [INCIDENT, INCIDENT], [INCIDENT, "--date", "2025-02-29"], [INCIDENT, "--date", "now"],
                          [INCIDENT, "--first-day", "2"], [INCIDENT, "-o", "x"]):
            result = self.run_todoke("due", *arguments)
            self.assert_status(2, result)
            self.assertIn("--help", result.stderr.decode())


def accept():
    test = DueTest()
    test.setUp()
    for name, arguments in EXPECTED.items():
        (HERE / name).write_bytes(test.due(*arguments).stdout)
    test.doCleanups()


if __name__ == "__main__":
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        cli_test.PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
    if sys.argv[1:] == ["--accept"]:
        sys.exit(accept())
    unittest.main()

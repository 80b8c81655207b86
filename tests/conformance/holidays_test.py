"""
layouts/holidays.json against Debian's python3-holidays, 2000 to 2030, and against itself. Each difference is listed
here with its reason; one that is not listed, and a listed one that is gone, fail.
"""
import datetime
import json
import pathlib
import sys
import unittest

sys.path.append("/usr/lib/python3/dist-packages")  # Debian's, also for a Python of another make
import holidays

FILE = pathlib.Path(__file__).resolve().parents[2] / "layouts/holidays.json"
FIRST, LAST = 2000, 2030
CLOSED = "年末年始（12月29日から1月3日まで）"

OLYMPICS = "python3-holidays 0.10.1 (March 2020) does not know that the Olympic Games, and these days, moved to 2021"
SUBSTITUTE = "the table of substitute holidays in python3-holidays lacks this one; 2025-02-23 is a Sunday (第3条第2項)"
RENAMED = "体育の日 has been スポーツの日 since 2020; the day is the same"
WORDING = "the law's own words are 行われる日; the day is the same"

# Day, our name, theirs, why.
DIFFERENCES = [
    ("2019-10-22", "即位礼正殿の儀の行われる日", "即位礼正殿の儀が行われる日", WORDING),
    ("2020-07-24", "スポーツの日", "体育の日", RENAMED),
    ("2021-07-19", None, "海の日", OLYMPICS),
    ("2021-07-22", "海の日", None, OLYMPICS),
    ("2021-07-23", "スポーツの日", None, OLYMPICS),
    ("2021-08-08", "山の日", None, OLYMPICS),
    ("2021-08-09", "振替休日", None, OLYMPICS),
    ("2021-08-11", None, "山の日", OLYMPICS),
    ("2021-10-11", None, "体育の日", OLYMPICS),
    ("2022-10-10", "スポーツの日", "体育の日", RENAMED),
    ("2023-10-09", "スポーツの日", "体育の日", RENAMED),
    ("2024-10-14", "スポーツの日", "体育の日", RENAMED),
    ("2025-02-24", "振替休日", None, SUBSTITUTE),
    ("2025-10-13", "スポーツの日", "体育の日", RENAMED),
    ("2026-10-12", "スポーツの日", "体育の日", RENAMED),
    ("2027-10-11", "スポーツの日", "体育の日", RENAMED),
    ("2028-10-09", "スポーツの日", "体育の日", RENAMED),
    ("2029-10-08", "スポーツの日", "体育の日", RENAMED),
    ("2030-10-14", "スポーツの日", "体育の日", RENAMED),
]


def of_file():
    """Day -> name, all years."""
    years = json.loads(FILE.read_text(encoding="utf-8"))["years"]
    return {f"{year}-{day}": name for year, days in years.items() for day, name in days.items()}


class HolidaysTest(unittest.TestCase):
    def test_each_difference_from_python3_holidays_is_explained(self):
        ours = {day: name for day, name in of_file().items() if name != CLOSED and int(day[:4]) <= LAST}
        theirs = {day.isoformat(): name for day, name in holidays.Japan(years=range(FIRST, LAST + 1)).items()}
        found = [(day, ours.get(day), theirs.get(day)) for day in sorted(ours.keys() | theirs.keys())
                 if ours.get(day) != theirs.get(day)]
        self.assertEqual([row[:3] for row in DIFFERENCES], found)
        agreed = len(ours.keys() & theirs.keys())
        print(f"{FIRST} to {LAST}: {len(ours)} days here, {len(theirs)} there, {agreed} the same days, "
              f"{len(found)} differences in day or name, all explained", file=sys.stderr)

    def test_the_turn_of_each_year_is_closed(self):
        days = of_file()
        for year in range(FIRST, 2051):
            self.assertEqual("元日", days[f"{year}-01-01"])
            for day in ("01-02", "01-03", "12-29", "12-30", "12-31"):
                self.assertIn(days[f"{year}-{day}"], (CLOSED, "振替休日"))

    def test_substitutes_follow_a_holiday_on_a_sunday(self):
        days = of_file()
        for day in (day for day, name in days.items() if name == "振替休日"):
            before = datetime.date.fromisoformat(day) - datetime.timedelta(days=1)
            while before.weekday() != 6:
                self.assertIn(before.isoformat(), days)
                before -= datetime.timedelta(days=1)
            self.assertIn(before.isoformat(), days)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])

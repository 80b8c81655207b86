"""gen_holidays.py [--check]: writes layouts/holidays.json, the days on which the national authorities are closed.

With --check nothing is written; the exit status says whether the file is up to date.

The rules are those of 国民の祝日に関する法律 as it stood in each year, and of 行政機関の休日に関する法律, article 1. To follow an
amendment, change the table below and write the file anew.
"""
import datetime
import json
import pathlib
import sys

from generated import write_or_check

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "layouts/holidays.json"
FIRST, LAST = 2000, 2050

TITLE = "行政機関の休日"
LAWS = [
    "行政機関の休日に関する法律（昭和63年法律第91号）第1条第1項：日曜日及び土曜日（第1号）、国民の祝日に関する法律に規定する休日（第2号）、"
    "12月29日から翌年1月3日まで（第3号）",
    "国民の祝日に関する法律（昭和23年法律第178号）第2条：国民の祝日。平成10年法律第141号（2000年から、成人の日・体育の日は第2月曜日）、"
    "平成13年法律第59号（2003年から、海の日・敬老の日は第3月曜日）、平成17年法律第43号（2007年から、4月29日は昭和の日、5月4日はみどりの日）、"
    "平成26年法律第43号（2016年から、山の日）、平成29年法律第63号附則（天皇誕生日。12月23日は2018年まで、2月23日は2020年から）、"
    "平成30年法律第57号（2020年から、体育の日はスポーツの日）による改正の後のもの",
    "国民の祝日に関する法律第3条第2項：振替休日。2006年までは、国民の祝日が日曜日に当たるとき、その翌日。2007年から（平成17年法律第43号）は、"
    "その日後においてその日に最も近い国民の祝日でない日",
    "国民の祝日に関する法律第3条第3項：前日及び翌日が国民の祝日である日（この表では「国民の休日」）",
    "天皇の即位の日及び即位礼正殿の儀の行われる日を休日とする法律（平成30年法律第99号）：2019年5月1日及び10月22日。附則第2条により、"
    "祝日法第3条第2項及び第3項の適用がある",
    "令和三年東京オリンピック競技大会・東京パラリンピック競技大会特別措置法（平成27年法律第33号）第32条：2020年及び2021年の海の日、山の日、スポーツの日",
]
NOTE = ("土曜日と日曜日は表に書いていない。春分の日と秋分の日は計算による見込みで、毎年2月に官報に掲載される「暦要項」で翌年のものが確定する。"
        "法律が改正されたときは tools/gen_holidays.py の規則を直して作り直す。")

CLOSED = "年末年始（12月29日から1月3日まで）"
SUBSTITUTE = "振替休日"
BETWEEN = "国民の休日"
MONDAY, SUNDAY = 0, 6
DAY = datetime.timedelta(days=1)


# --- days of a year ---------------------------------------------------------------------------------------------------

def on(month, day):
    return lambda year: datetime.date(year, month, day)


def monday(month, number):
    """The number-th Monday of the month."""
    def find(year):
        first = datetime.date(year, month, 1)
        return first + DAY * ((MONDAY - first.weekday()) % 7 + 7 * (number - 1))
    return find


def equinox(month, constant):
    """
    The day in Japan on which the sun's longitude is 0° (March) or 180° (September), by the approximation of
    『新こよみ便利帳』 (海上保安庁水路部暦計算研究会編), good for 1980 to 2099.
    """
    def find(year):
        return datetime.date(year, month, int(constant + 0.242194 * (year - 1980)) - (year - 1980) // 4)
    return find


# 国民の祝日: name, first year, last year, day. A name has one day in a year: where rows overlap the later one counts.
HOLIDAYS = [
    ("元日", FIRST, LAST, on(1, 1)),
    ("成人の日", FIRST, LAST, monday(1, 2)),
    ("建国記念の日", FIRST, LAST, on(2, 11)),
    ("天皇誕生日", FIRST, 2018, on(12, 23)),
    ("天皇誕生日", 2020, LAST, on(2, 23)),
    ("春分の日", FIRST, LAST, equinox(3, 20.8431)),
    ("みどりの日", FIRST, 2006, on(4, 29)),
    ("昭和の日", 2007, LAST, on(4, 29)),
    ("憲法記念日", FIRST, LAST, on(5, 3)),
    ("みどりの日", 2007, LAST, on(5, 4)),
    ("こどもの日", FIRST, LAST, on(5, 5)),
    ("海の日", FIRST, 2002, on(7, 20)),
    ("海の日", 2003, LAST, monday(7, 3)),
    ("海の日", 2020, 2020, on(7, 23)),
    ("海の日", 2021, 2021, on(7, 22)),
    ("山の日", 2016, LAST, on(8, 11)),
    ("山の日", 2020, 2020, on(8, 10)),
    ("山の日", 2021, 2021, on(8, 8)),
    ("敬老の日", FIRST, 2002, on(9, 15)),
    ("敬老の日", 2003, LAST, monday(9, 3)),
    ("秋分の日", FIRST, LAST, equinox(9, 23.2488)),
    ("体育の日", FIRST, 2019, monday(10, 2)),
    ("スポーツの日", 2020, LAST, monday(10, 2)),
    ("スポーツの日", 2020, 2020, on(7, 24)),
    ("スポーツの日", 2021, 2021, on(7, 23)),
    ("文化の日", FIRST, LAST, on(11, 3)),
    ("勤労感謝の日", FIRST, LAST, on(11, 23)),
    ("天皇の即位の日", 2019, 2019, on(5, 1)),
    ("即位礼正殿の儀の行われる日", 2019, 2019, on(10, 22)),
]


def national(year):
    """国民の祝日 of the year: day -> name."""
    days = {name: find(year) for name, first, last, find in HOLIDAYS if first <= year <= last}
    return {day: name for name, day in days.items()}


def substitute(day, holidays):
    """第3条第2項: the day off for a holiday on a Sunday."""
    later = day + DAY
    while day.year >= 2007 and later in holidays:
        later += DAY
    return later


def is_between(day, holidays, substitutes):
    """第3条第3項; until 2006 it left out Sundays and substitutes in so many words."""
    if day in holidays or not (day - DAY in holidays and day + DAY in holidays):
        return False
    return day.year >= 2007 or not (day.weekday() == SUNDAY or day in substitutes)


def days_off(year):
    """休日 of 国民の祝日に関する法律 in the year: day -> name. No holiday is near enough to the year's end to reach over it."""
    holidays = national(year)
    substitutes = {substitute(day, holidays): SUBSTITUTE for day in holidays if day.weekday() == SUNDAY}
    between = {day + DAY: BETWEEN for day in holidays if is_between(day + DAY, holidays, substitutes)}
    return between | substitutes | holidays


def closed_days(year):
    """All but Saturdays and Sundays: "01-02" -> name, sorted."""
    ends = [(1, 1), (1, 2), (1, 3), (12, 29), (12, 30), (12, 31)]
    days = {datetime.date(year, month, day): CLOSED for month, day in ends} | days_off(year)
    return {day.strftime("%m-%d"): days[day] for day in sorted(days)}


# --- the file ---------------------------------------------------------------------------------------------------------

def text():
    years = {str(year): closed_days(year) for year in range(FIRST, LAST + 1)}
    file = {"title": TITLE, "laws": LAWS, "note": NOTE, "generator": "tools/gen_holidays.py", "years": years}
    return json.dumps(file, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.exit(write_or_check(sys.argv[1:], OUTPUT, text(), "gen_holidays.py"))

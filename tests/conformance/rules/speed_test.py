"""speed_test.py TODOKE [--limits]: cost grows with the text, not faster; with --limits also the times promised.

5,000 short requests in 2 s and a megabyte of text in 1 s are promised of the release build.
"""
import resource
import sys

import composer

PROSE = "報告書は、次の「様式」による（別紙）。停止したサーバーはweb-01とdb-02の2台で、復旧は４日１０：３０……。"
TEXTS = {
    "prose": PROSE,
    "lines": "国国国\n",
    "one word": "Abc1",
    "address": "https://www.example.jp/a/b?c=d&e",
    "spaces": "   　",
    "brackets": "「「」」、。",
    "emoji": "\U0001F468‍\U0001F469‍\U0001F467",
    "marks": "か゚き゚",
    "tabs": "国\t国",
    "list": "・国国国国国国\n",
}
SETTINGS = {
    "prose": {"align": "justify", "group": "soft", "widow": True},
    "list": {"list": "auto", "align": "justify"},
    "brackets": {"align": "justify", "hang": "allow"},
}
SMALL, LARGE = 1 << 18, 1 << 20
GROWTH_MAX = 7  # for four times the text
NOISE = 0.05  # [s]


def text_of(unit, size):
    return unit * (size // len(unit.encode()))


def used():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def seconds(program, requests):
    """Of the processor, so that other work on the machine does not count."""
    before = used()
    composer.run(program, requests)
    return used() - before


def grows(program, name, idle):
    """Times of the small and the large text."""
    options = {"width": 20, "font": "mincho", **SETTINGS.get(name, {})}
    return [min(seconds(program, [composer.encode({**options, "text": text_of(TEXTS[name], size)})]) for _ in range(2)) -
            idle for size in (SMALL, LARGE)]


def main(program, *options):
    idle = seconds(program, [composer.encode({"text": "国"})])
    failed = 0
    for name in TEXTS:
        small, large = grows(program, name, idle)
        bad = large > GROWTH_MAX * small + NOISE or ("--limits" in options and name == "prose" and large > 1)
        failed += bad
        print(f"{'FAILED' if bad else 'ok':6} {name:8} {small:.3f} s for 256 KiB, {large:.3f} s for 1 MiB")
    short = [composer.encode({"text": PROSE[i % 30:i % 30 + 20], "width": 6, "report": ["breaks", "glyphs"]})
             for i in range(5000)]
    took = seconds(program, short)
    bad = "--limits" in options and took > 2
    failed += bad
    print(f"{'FAILED' if bad else 'ok':6} 5,000 short requests: {took:.3f} s")
    print(f"{len(TEXTS) + 1 - failed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main(*sys.argv[1:]))

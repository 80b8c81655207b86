"""The tables of engine/README.md, for the checks beside this file."""
import pathlib
import re

README = pathlib.Path("engine/README.md")


def rows(pattern):
    for line in README.read_text(encoding="utf-8").splitlines():
        match = re.fullmatch(pattern, line)
        if match:
            yield match.groups()


def may_include():
    """Folder -> set of the folders (or engine.h) its files may include, itself not counted."""
    table = {}
    for folder, cell in rows(r"\| `([a-z]+)/` \|[^|]*\| ([^|]*) \|"):
        table[folder] = set(re.findall(r"[a-z.]+", cell)) - {"nothing"}
    assert table, f"{README}: no include table found"
    return table


def library_users():
    """How a third-party header begins -> set of the folders that may include it."""
    table = {}
    for prefix, cell in rows(r"\| [^|`]+ \| `([a-z/]+)` \| ([^|]*) \|[^|]*\|"):
        table[prefix] = set(re.findall(r"[a-z]+", cell))
    assert table, f"{README}: no table of libraries found"
    return table

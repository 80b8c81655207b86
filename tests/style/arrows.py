"""Compares the include tables of engine/README.md with the #include lines, and names every line that breaks them."""
import pathlib
import re
import sys

import table

INCLUDE = re.compile(r'\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)')


def includes(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        match = INCLUDE.match(line)
        if match:
            yield number, match.group(1), match.group(2)


def complaint(folder, ours, theirs, allowed, libraries):
    """What is wrong with one #include in `folder`, or None."""
    if ours is not None:
        target = ours.split("/")[0]
        if target == folder or target in allowed[folder]:
            return None
        return f'{folder}/ may not include "{ours}"; it may include: {", ".join(sorted(allowed[folder])) or "nothing"}'
    for prefix, users in libraries.items():
        if theirs.startswith(prefix) and folder not in users:
            return f"{folder}/ may not include <{theirs}>; only {', '.join(sorted(users))} may"
    return None


def main():
    allowed = table.may_include()
    libraries = table.library_users()
    bad = 0
    for folder in sorted(p.name for p in pathlib.Path("engine").iterdir() if p.is_dir()):
        if folder not in allowed:
            print(f"engine/{folder}/: has no row in {table.README}")
            bad += 1
            continue
        for path in sorted(pathlib.Path("engine", folder).glob("*.[ch]")):
            for number, ours, theirs in includes(path):
                problem = complaint(folder, ours, theirs, allowed, libraries)
                if problem:
                    print(f"{path}:{number}: {problem}")
                    bad += 1
    return 1 if bad else 0


sys.exit(main())

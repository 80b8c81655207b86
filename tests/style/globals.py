"""globals.py NM LIBRARY...: no folder of the engine may keep mutable state at file scope.

Looks for variables in .data, .bss and their thread-local kin; .data.rel.ro holds constants with addresses in them.
"""
import re
import subprocess
import sys

ALLOWED = {
    "cjson_lock",  # cJSON's parser writes a global error slot on every call
}
MUTABLE = re.compile(r"\.(data(?!\.rel\.ro)|bss|tdata|tbss)\b|\*COM\*")


def main(nm, *libraries):
    assert libraries, "no library to look at"
    bad = 0
    for library in libraries:
        listing = subprocess.run([nm, "-A", "-f", "sysv", library], text=True, capture_output=True, check=True).stdout
        for line in listing.splitlines():
            cells = [cell.strip() for cell in line.split("|")]
            if len(cells) < 7 or not MUTABLE.search(cells[6]) or cells[3] == "SECTION":
                continue
            name = cells[0].split(":")[-1]
            if name not in ALLOWED:
                print(f"{cells[0]}: mutable variable in {cells[6]}")
                bad += 1
    return 1 if bad else 0


sys.exit(main(*sys.argv[1:]))

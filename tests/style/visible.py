"""visible.py FOLDER COMPILER ROOT...: asks the compiler which headers of the engine a folder's target can see.

Exactly those that the include table allows must be found; a real #include of a forbidden one must fail.
"""
import pathlib
import subprocess
import sys

import table


def preprocess(compiler, roots, text):
    command = [compiler, "-E", "-P", *(f"-I{root}" for root in roots), "-x", "c", "-"]
    return subprocess.run(command, input=text, text=True, capture_output=True, check=False)


def found(compiler, roots, headers):
    lines = [f'#if __has_include("{header}")\n"{header}"\n#endif' for header in headers]
    result = preprocess(compiler, roots, "\n".join(lines) + "\n")
    assert result.returncode == 0, result.stderr
    return {line.strip().strip('"') for line in result.stdout.splitlines() if line.strip()}


def main(folder, compiler, *roots):
    engine = pathlib.Path("engine")
    headers = {str(path.relative_to(engine)) for path in engine.rglob("*.h")}
    visible = table.may_include()[folder] | {folder}
    allowed = {header for header in headers if header.split("/")[0] in visible}
    seen = found(compiler, roots, sorted(headers))
    for header in sorted(seen ^ allowed):
        print(f'{folder}/ {"sees" if header in seen else "does not see"} "{header}"')

    forbidden = sorted(headers - allowed)
    if forbidden and preprocess(compiler, roots, f'#include "{forbidden[0]}"\n').returncode == 0:
        print(f'#include "{forbidden[0]}" compiles in {folder}/')
        return 1
    return 1 if seen != allowed else 0


sys.exit(main(*sys.argv[1:]))

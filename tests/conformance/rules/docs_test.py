"""docs_test.py TODOKE: the examples of docs/compose.md, a request and its answer in each block marked answer."""
import json
import pathlib
import re
import sys

import composer

DOCUMENT = pathlib.Path(__file__).resolve().parents[3] / "docs" / "compose.md"


def main(program):
    blocks = re.findall(r"```answer\n(.*)\n(.*)\n```", DOCUMENT.read_text(encoding="utf-8"))
    answers = composer.run(program, [request.encode() for request, _ in blocks])
    bad = [(wanted, answer) for (_, wanted), answer in zip(blocks, answers) if json.loads(wanted) != answer]
    for wanted, answer in bad:
        print(f"documented: {wanted}\nanswered:   {json.dumps(answer, ensure_ascii=False)}")
    print(f"{len(blocks) - len(bad)} passed, {len(bad)} failed")
    return 1 if bad or not blocks else 0


sys.exit(main(*sys.argv[1:]))

"""todoke compose as these tests call it."""
import json
import subprocess

FONT_FOLDERS = ["/usr/share/fonts/opentype/ipaexfont-mincho"]


def encode(request, raw_bytes=False):
    """One line; with raw_bytes U+DC80 to U+DCFF stand for single bytes."""
    request = {"id": "", **request}
    if not raw_bytes:
        return json.dumps(request).encode()
    return json.dumps(request, ensure_ascii=False).encode("utf-8", "surrogateescape")


def run(program, lines):
    command = [program, "compose", "--lang", "en"]
    for folder in FONT_FOLDERS:
        command += ["--font-dir", folder]
    result = subprocess.run(command, input=b"".join(line + b"\n" for line in lines), stdout=subprocess.PIPE, check=True)
    answers = [json.loads(line) for line in result.stdout.decode().split("\n") if line]
    assert len(answers) == len(lines), f"{len(answers)} answers to {len(lines)} requests"
    return answers

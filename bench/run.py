#!/usr/bin/env python3
"""
Builds the benchmarks, measures, and prints the tables of bench/README.md: todoke beside the reference, in the same run.

    python3 bench/run.py              prints them; some minutes
    python3 bench/run.py --write      and puts them into bench/README.md
    python3 bench/run.py --jobs N     only a batch of N documents, digested and dropped, on two threads
"""
import argparse
import json
import math
import pathlib
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True

import measure

sys.path.insert(0, str(measure.ROOT / "tests/batch"))

import runner

README = measure.ROOT / "bench/README.md"
BEGIN, END = "<!-- figures: bench/run.py --write -->\n", "<!-- end of figures -->\n"
PROFILES = ("submit", "archive", "fax")
NINE_PAGES, THOUSAND_PAGES = 16000, 2475000  # characters
NINE_PAGES_OF_ROWS = 190
CHARACTERS = (1000, 4000, 16000, 64000, 256000, 1024000)
JOBS = (500, 1000, 2000, 4000)
SENTENCE = "暗号化された共有領域の復旧には予備の記憶装置を用い、完了は翌朝の見込み。"


def table(head, rows):
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "".join("| " + " | ".join(map(str, line)) + " |\n" for line in lines)


def slope(points):
    """Of the straight line through (log x, log y), by least squares: 1 is linear."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    mean_x, mean_y = (sum(values) / len(logs) for values in zip(*logs))
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


def millions(count):
    return f"{count / 1e6:.2f}"


# --- one document

def against_the_reference(programs, work):
    reference, out = programs.reference(work), work / "out.pdf"
    cold, other_cold = programs.cold(100, *programs.render(out)), programs.cold(100, *reference)
    start = programs.cold(100, programs.todoke, "--version")
    warm, other_warm = programs.warm(100), measure.least(*programs.reference(work, 100))
    fax = programs.cold(20, *programs.fax(work / "out.tiff"))
    nine = programs.warm(5, measure.FORM, "submit", "pdf", long_incident(work, NINE_PAGES))
    rows = programs.warm(5, measure.FORM, "submit", "pdf", incident_of_rows(work, NINE_PAGES_OF_ROWS))
    thousand = programs.cold(5, programs.todoke, "render", measure.FORM, long_incident(work, THOUSAND_PAGES), "-o",
                             work / "long.pdf", "--limit", "string-bytes=16777216")
    counts = [programs.cold_instructions(out), programs.instructions(*reference), programs.warm_instructions(),
              programs.instructions(*programs.fax(work / "out.tiff"))]
    sizes = [path.stat().st_size / 1000 for path in (out, work / "reference.pdf")]
    rows = [
        ["cold, whole process", "≤ 6 ms", f"{cold['least']:.2f} ms", f"{other_cold['least']:.2f} ms",
         f"{cold['least'] / other_cold['least']:.2f}"],
        ["  of it loading (`--version`)", "", f"{start['least']:.2f} ms", "", ""],
        ["  page faults", "", cold["faults"], other_cold["faults"], f"{cold['faults'] / other_cold['faults']:.2f}"],
        ["warm, a document", "≤ 1.0 ms", f"{warm['ms']:.2f} ms", f"{other_warm['ms']:.2f} ms",
         f"{warm['ms'] / other_warm['ms']:.2f}"],
        ["instructions, cold", "", f"{millions(counts[0])} M", f"{millions(counts[1])} M",
         f"{counts[0] / counts[1]:.2f}"],
        ["instructions, a warm document", "", f"{millions(counts[2])} M", "", ""],
        ["a FAX transmission, cover + 2 pages fine", "≤ 40 ms", f"{fax['least']:.2f} ms", "", ""],
        ["instructions, a FAX transmission", "", f"{millions(counts[3])} M", "", ""],
        ["memory at the peak, a worker", "≤ 12 MiB", f"{warm['peak'] / 1024:.1f} MiB", "", ""],
        ["  of it its own, not mapped files", "", f"{warm['own'] / 1024:.1f} MiB", "", ""],
        [f"memory at the peak, {rows['pages']} pages, {NINE_PAGES_OF_ROWS} rows", "≤ 12 MiB",
         f"{rows['peak'] / 1024:.1f} MiB", "", ""],
        ["  of it its own", "", f"{rows['own'] / 1024:.1f} MiB", "", ""],
        [f"memory at the peak, {nine['pages']} pages, one paragraph", "≤ 12 MiB", f"{nine['peak'] / 1024:.1f} MiB", "", ""],
        ["  of it its own", "", f"{nine['own'] / 1024:.1f} MiB", "", ""],
        ["1,000 pages, whole process", "≤ 2 s", f"{thousand['least'] / 1000:.2f} s", "", ""],
        ["file, 図5", "≤ 105 kB", f"{sizes[0]:.1f} kB", f"{sizes[1]:.1f} kB", f"{sizes[0] / sizes[1]:.2f}"],
    ]
    return table(["", "goal", "measured", "reference", "ratio"], rows)


# --- forms and profiles

def sample_of(programs, form, work):
    """The first sample that the form can be rendered with, or None."""
    for path in sorted((measure.ROOT / "samples").glob("*.json")):
        command = [programs.todoke, "check", form, path]
        if subprocess.run(command, cwd=measure.ROOT, capture_output=True, check=False).returncode == 0:
            return path.relative_to(measure.ROOT)
    return None


def forms_and_profiles(programs, work):
    rows = []
    for layout in sorted((measure.ROOT / "layouts").glob("*.jsonc")):
        sample = sample_of(programs, layout.stem, work)
        if not sample:
            continue
        row = [f"`{layout.stem}`", sample.name]
        for profile in PROFILES:
            job = (layout.stem, profile, "pdf", sample)
            warm = programs.warm(20, *job)
            row += [f"{warm['ms']:.2f}", millions(programs.warm_instructions(*job, documents=5)),
                    f"{warm['bytes'] / 1000:.0f}"]
        rows.append([*row[:2], warm["pages"], *row[2:]])
    head = ["form", "sample", "pages"]
    for profile in PROFILES:
        head += [f"{profile}: ms", "M instr.", "kB"]
    return table(head, rows)


# --- growth

def sample():
    return json.loads((measure.ROOT / measure.SAMPLE).read_text(encoding="utf-8"))


def written(path, data):
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def incident(work, name, overview, number=2):
    data = sample()
    data["description"]["overview"] = overview
    data["submissions"]["nisc_renraku"]["report_number"] = number
    return written(work / name, data)


def incident_of_rows(work, count):
    """A report whose course of events has so many rows."""
    data = sample()
    data["timeline"] = (data["timeline"] * count)[:count]
    return written(work / "rows.json", data)


def long_incident(work, count):
    """A report whose narrative has so many characters."""
    return incident(work, "long.json", (SENTENCE * (count // len(SENTENCE) + 1))[:count])


def growth_with_characters(programs, work):
    rows, points = [], []
    for count in CHARACTERS:
        job = (measure.FORM, "submit", "pdf", long_incident(work, count))
        warm = programs.warm(max(2, 20000 // count), *job)
        counted = programs.warm_instructions(*job, documents=1)
        rows.append([f"{count:,}", warm["pages"], f"{warm['ms']:.1f}", f"{warm['ms'] * 1000 / count:.2f}",
                     f"{warm['ms'] / warm['pages']:.2f}", millions(counted), f"{warm['peak'] / 1024:.1f}"])
        points.append((count, warm["pages"], warm["ms"], counted))
    large = points[2:]
    return table(["characters", "pages", "ms", "µs a character", "ms a page", "M instr.", "peak MiB"], rows) + (
        f"\nSlope from {CHARACTERS[2]:,} characters on: of time {slope([(p[0], p[2]) for p in large]):.2f} with "
        f"characters and {slope([(p[1], p[2]) for p in large]):.2f} with pages, of instructions "
        f"{slope([(p[0], p[3]) for p in large]):.2f} and {slope([(p[1], p[3]) for p in large]):.2f}.\n")


# --- batches

def write_jobs(work, count, incidents=64):
    for i in range(incidents):
        incident(work, f"i{i}.json", SENTENCE[i % 7:] * (3 + i % 4), number=i + 1)
    jobs = work / "jobs.jsonl"
    with open(jobs, "w", encoding="utf-8") as lines:
        for i in range(count):
            job = {"form": measure.FORM, "data": str(work / f"i{i % incidents}.json"), "out": f"{i}.pdf"}
            lines.write(json.dumps(job) + "\n")
    return jobs


def batch(programs, jobs, work, threads):
    """Wall seconds, CPU seconds and KiB at the peak of a batch to the hashing sink, and the lines of its manifest."""
    manifest = work / "manifest.jsonl"
    command = [programs.todoke, "batch", "--jobs", jobs, "-o", "-", "--manifest", manifest, "-j", threads,
               "--progress=none"]
    start = time.monotonic()
    process = subprocess.Popen([str(word) for word in command], cwd=measure.ROOT, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    process.returncode, usage, peak = runner.wait_watching(process.pid)
    seconds = time.monotonic() - start
    with open(manifest, encoding="utf-8") as lines:
        done = sum('"status":"done"' in line for line in lines)
    return {"wall": seconds, "cpu": usage.ru_utime + usage.ru_stime, "peak": peak, "done": done,
            "status": process.returncode}


def batch_row(count, threads, run):
    assert run["status"] == 0 and run["done"] == count, run
    return [f"{count:,}", threads, f"{run['cpu']:.2f}", f"{run['cpu'] * 1000 / count:.2f}", f"{run['wall']:.2f}",
            f"{count / run['wall']:.0f}", f"{run['peak'] / 1024:.1f}"]


BATCH_HEAD = ["jobs", "threads", "CPU s", "CPU ms a job", "wall s", "a second", "peak MiB"]


def growth_with_jobs(programs, work):
    rows, points, last = [], [], {}
    for threads in (1, 2):
        for count in JOBS:
            run = batch(programs, write_jobs(work, count), work, threads)
            rows.append(batch_row(count, threads, run))
            points += [(count, run["cpu"])] if threads == 1 else []
            last[threads] = run
    return table(BATCH_HEAD, rows) + (
        f"\nSlope of CPU time with jobs, one thread: {slope(points):.2f}. Two threads against one: "
        f"{last[1]['wall'] / last[2]['wall']:.2f} times as fast, for {last[2]['cpu'] / last[1]['cpu']:.2f} times the CPU "
        "time.\n")


# --- the whole

def report(programs, work):
    parts = [
        ("One document beside the reference", against_the_reference),
        ("Each form, each profile (a warm document)", forms_and_profiles),
        ("Growth with characters and pages (a warm document)", growth_with_characters),
        ("Growth with jobs and threads (`todoke batch -o -`)", growth_with_jobs),
    ]
    return "\n".join(f"### {title}\n\n{part(programs, work)}" for title, part in parts)


def write(text):
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description="Measures todoke; bench/README.md says what the figures mean.")
    parser.add_argument("--write", action="store_true", help="put the tables into bench/README.md")
    parser.add_argument("--jobs", type=int, metavar="N", help="only a batch of N documents")
    arguments = parser.parse_args()
    measure.ask("cmake", "--preset", "release")
    measure.ask("cmake", "--build", "--preset", "release", "--target", "bench")
    programs = measure.Programs(measure.ROOT / "build/release")
    with tempfile.TemporaryDirectory(prefix="todoke-bench-") as folder:
        work = pathlib.Path(folder)
        programs.warm(1)  # digests the fonts, once
        if arguments.jobs:
            run = batch(programs, write_jobs(work, arguments.jobs), work, 2)
            text = table(BATCH_HEAD, [batch_row(arguments.jobs, 2, run)])
        else:
            text = report(programs, work)
    print(text)
    if arguments.write and not arguments.jobs:
        write(text)


if __name__ == "__main__":
    main()

#!/bin/sh
# judge.sh VERAPDF: veraPDF's command line program judges archives of every form, blank and with every sample:
# PDF/A-3a, PDF/A-2a without attachments, and PDF/UA-1 both ways. Exit status 0: no failure. No part of the test run, since
# veraPDF is not a Debian package.
set -eu
verapdf=$(command -v "$1")
cd "$(dirname "$0")/../.."
todoke=${TODOKE:-build/release/todoke}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/3" "$work/2"

make() { # NAME FORM DATA
    "$todoke" render "$2" "$3" --profile archive -o "$work/3/$1.pdf" 2>"$work/said" || return 0
    "$todoke" render "$2" "$3" --profile archive --no-attach -o "$work/2/$1.pdf" 2>"$work/said"
}
for layout in layouts/*.jsonc; do
    form=$(basename "$layout" .jsonc)
    make "$form-blank" "$form" --blank
    for sample in samples/*.json; do
        make "$form-$(basename "$sample" .json)" "$form" "$sample"
    done
done

status=0
for part in 3 2; do
    for flavour in "${part}a" ua1; do
        "$verapdf" --flavour "$flavour" --format text "$work/$part"/*.pdf >"$work/said" || status=1
        grep -v '^PASS' "$work/said" || true
        echo "$flavour: $(grep -c '^PASS' "$work/said") of $(ls "$work/$part" | wc -l) pass"
    done
done
exit $status

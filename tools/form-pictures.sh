#!/usr/bin/env bash
# form-pictures.sh [--check] [TODOKE]: draws every form, blank and filled, to docs/forms/ and writes the page that shows
# them. The sample a form is filled from is its first in samples/expected.diags. Run it after a form has changed.
# With --check nothing is written; the exit status says whether docs/forms/ is up to date.
set -euo pipefail
cd "$(dirname "$0")/.."
check=
if [[ ${1:-} == --check ]]; then
    check=yes
    shift
fi
todoke=${1:-build/release/todoke}
dpi=60

# images TITLE PREFIX: the pages PREFIX-1.png, PREFIX-2.png ... as Markdown
images() {
    local page
    for page in $(ls "$folder/$2"-[0-9]*.png | sort -V); do
        printf '<img src="%s" alt="%s" width="300"> ' "${page##*/}" "$1"
    done
    echo
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
{
    cat <<'TEXT'
# The forms / 様式

Every form, blank and filled from a sample. `tools/form-pictures.sh` draws them anew and writes this page.
TEXT
    "$todoke" forms --lang ja | grep -v '^ ' | while read -r form title; do
        sample=$(awk -v form="$form" '$1 == form { print $2; exit }' samples/expected.diags)
        "$todoke" render "$form" --blank --dpi "$dpi" -o "$folder/$form-blank-{page}.png"
        "$todoke" render "$form" "samples/$sample.json" --dpi "$dpi" -o "$folder/$form-filled-{page}.png"
        printf '\n## %s\n\n`%s`\n\nBlank / 空欄\n\n' "$title" "$form"
        images "$title（空欄）" "$form-blank"
        printf '\nFilled from / 記入例 [`%s`](../../samples/%s.json)\n\n' "$sample" "$sample"
        images "$title（記入例）" "$form-filled"
    done
} >"$folder/README.md"

if [[ $check ]]; then
    diff -rq "$folder" docs/forms || { echo "docs/forms/ is not up to date: tools/form-pictures.sh" && exit 1; }
else
    rm -rf docs/forms
    mkdir -p docs/forms
    cp "$folder"/* docs/forms/
fi

#!/usr/bin/env bash
# The gate on merges of the quickstart's parents: an equal one, one that is 3 % worse, and too few documents. Figures: releases.md.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program=$here/../mergesweep quickstart=$(cd "$here/../quickstart" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Stories and sums in turns, so that the first 200, or 5, are of both kinds.
paste -d '\n' "$quickstart/data/stories.jsonl" "$quickstart/data/sums.jsonl" >"$work/texts.jsonl"

merge() { # t
  cat >"$work/$1.yaml" <<YAML
merge_method: slerp
base_model: $quickstart/models/stories
models: [{model: $quickstart/models/stories}, {model: $quickstart/models/sums}]
parameters: {t: $1}
dtype: bfloat16
YAML
  "$program" merge "$work/$1.yaml" "$work/$1" --quiet >/dev/null
}

gate() { # t, documents
  local code=0 seen
  seen=$("$program" validate "$work/$1" --against "$work/0.48" --text "$work/texts.jsonl" --limit "$2" --margin 1% --quiet) || code=$?
  echo "t = $1 against t = 0.48, $2 documents: ends with $code; $(grep gate <<<"$seen")"
}

for t in 0.48 0.475 0.28; do merge $t; done
gate 0.475 200
gate 0.28 200
gate 0.475 5
gate 0.28 5

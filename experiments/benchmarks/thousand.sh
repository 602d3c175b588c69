#!/usr/bin/env bash
# A thousand candidates in one run on the quickstart's parents: anonymous memory while it goes on. And a plan of a million.
#   experiments/benchmarks/thousand.sh FOLDER [DOCUMENTS_A_DOMAIN [SIDE_A [SIDE_B]]]
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
mkdir -p "$1"
cd "$1"
documents=${2:-4}
quickstart=$here/../quickstart
mergesweep=$here/../mergesweep

experiment() { # axes
  cat <<EOF
merge:
  merge_method: slerp
  base_model: $quickstart/models/stories
  models: [{model: $quickstart/models/stories}, {model: $quickstart/models/sums}]
  parameters: {t: [{filter: self_attn, value: "\${attention}"}, {filter: mlp, value: "\${mlp}"}, {value: "\${rest}"}]}
  dtype: bfloat16
axes: {$1}
race: false
evaluate:
  protocol: {name: documents, context: 512}
  confirm: 0
  domains: [{name: stories, file: stories.jsonl, field: text}, {name: sums, file: sums.jsonl, field: text}]
EOF
}

for name in stories sums; do head -n "$documents" "$quickstart/data/$name.jsonl" >$name.jsonl; done
experiment "attention: {from: 0, to: 1, count: ${3:-40}}, mlp: {from: 0, to: 1, count: ${4:-25}}, rest: 0.4" >thousand.yaml
experiment 'attention: {from: 0, to: 1, count: 100}, mlp: {from: 0, to: 1, count: 100}, rest: {from: 0, to: 1, count: 100}' >million.yaml

/usr/bin/time -f 'plan of a million: %e s, %M kB at most' "$mergesweep" plan million.yaml

rm -rf run
"$mergesweep" run thousand.yaml --run run --quiet >/dev/null &
process=$!
echo 'candidates  anonymous memory, kB'
# The report that follows is not looked at.
while kill -0 $process 2>/dev/null && ! grep -q 'all is scored' run/log.txt 2>/dev/null; do
  # Memory first: it belongs to at most so many candidates as are counted after it.
  memory=$(awk '/^RssAnon/ {print $2}' /proc/$process/status 2>/dev/null || true)
  candidates=$("$mergesweep" scores run 2>/dev/null | awk -F, 'NR > 1 {seen[$1]} END {print length(seen)}' || true)
  if [ -n "$memory" ] && [ "${candidates:-0}" -gt 0 ]; then printf '%10s  %s\n' "$candidates" "$memory"; fi
  # Counting takes a share of the machine: often only until there are fifty.
  if [ "${candidates:-0}" -lt 60 ]; then sleep 0.2; else sleep 5; fi
done | tee memory.txt
wait $process
# A collection of garbage moves single figures by a few per cent.
awk '$1 + 0 >= 50 && $1 <= 150 {early += $2; e++} $1 + 0 >= 900 {late += $2; l++} $1 + 0 > 0 {end = $1} $2 + 0 > most {most = $2}
  END {printf "means: %d kB from candidate 50 to 150, ", early / e
    if (l) printf "%d kB from 900 to %d, %+.1f %%; ", late / l, end, 100 * (late / l / (early / e) - 1)
    printf "%d kB at most\n", most}' memory.txt

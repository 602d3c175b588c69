#!/usr/bin/env bash
# Descent and map beside grid, random search and CMA-ES at equal cost, on a pair of small trained parents.
#   PYTHON=python3 experiments/benchmarks/learned-t.sh FOLDER [MODELS DATA BASE OTHER]     the quickstart's pair where none is named
# The script needs a Python with numpy for its table; the pair of another architecture is made by learned-t/make_pair.py.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
quickstart=$(readlink -f "$here/../quickstart")
folder=$(mkdir -p "$1" && readlink -f "$1")
python=${PYTHON:-python3}
"$python" "$here/learned-t/make_experiments.py" "$folder" "${2:-$quickstart/models}" "${3:-$quickstart/data}" "${4:-stories}" "${5:-sums}"
for experiment in "$folder"/*.yaml; do # what is there already goes on, or is done
    "$here/../mergesweep" run "$experiment" --quiet --scores "$folder/scores.sqlite" > "$folder/$(basename "$experiment" .yaml).txt"
done
for experiment in "$folder"/map*.yaml; do
    "$here/../mergesweep" plan "$experiment" --json > "${experiment%.yaml}.plan.json"
done
"$python" "$here/learned-t/table.py" "$folder"

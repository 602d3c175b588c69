#!/usr/bin/env bash
# A sweep beside the shell loop that a person would write: mergekit-yaml, then transformers in float32, candidate after candidate.
#   PYTHON=python3 experiments/benchmarks/sweep.sh FOLDER alone|sharing|racing [TOKENS [CANDIDATES_OF_THE_LOOP]]
# FOLDER, best on a RAM disk, gets everything that is written. alone and sharing use FOLDER/a and FOLDER/b, made by
# make_pair.py in SmolLM-135M's shape where they are missing; racing the quickstart's parents and texts.
# With GO_ON=1 a run that was stopped goes on. Needs, besides the build, a Python with torch, transformers and mergekit.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
mkdir -p "$1"
folder=$(cd "$1" && pwd)
part=$2
tokens=${3:-8192}
looped=${4:-3}
python=${PYTHON:-python3}
mergekit=$(dirname "$(command -v "$python")")/mergekit-yaml
threads=$(nproc)
cd "$folder"

recipe() { # parent 0, parent 1, t as YAML
  cat <<EOF
merge:
  merge_method: slerp
  base_model: $1
  models: [{model: $1}, {model: $2}]
  parameters: {t: $3}
  dtype: bfloat16
EOF
}

pair() {
  if [ ! -d a ]; then "$python" "$here/make_pair.py" 135m made && mv made/a made/b . && rm -r made; fi
  "$python" "$here/sweep_texts.py" a "$tokens" texts.jsonl
}

ours() { # experiment
  [ "${GO_ON:-}" ] || rm -rf "runs/$1"
  # The processor time too: other work on the machine disturbs it less.
  /usr/bin/time -f '%e %U' -o time.txt "$here/../mergesweep" run "$1.yaml" --run "runs/$1" --quiet >"$1.txt"
  read -r wall cpu <time.txt
  # Over all processes that worked on it: a long run may be stopped and gone on with.
  seconds=$("$here/../mergesweep" status "runs/$1" | sed 's/.* \([0-9]*\) s so far.*/\1/')
  models=$("$here/../mergesweep" scores "runs/$1" | awk -F, 'NR > 1 {seen[$1]} END {print length(seen)}')
  scored=$("$here/../mergesweep" scores "runs/$1" | awk -F, 'NR > 1 {tokens += $5} END {print tokens}')
  echo "mergesweep $1: $models models, $scored tokens scored in $seconds s, this process $wall s ($cpu s of processor time)"
}

loop() { # texts, experiment whose first candidates are taken
  local begin end recipe recipes name
  recipes=$(ls "runs/$2/recipes" | grep -v uniform | head -n "$looped")
  begin=$(date +%s.%N)
  for recipe in $recipes; do
    rm -rf out
    (cd "runs/$2/recipes" && HF_HUB_OFFLINE=1 "$mergekit" "$recipe" "$folder/out" >/dev/null 2>&1)
    "$python" "$here/transformers_score.py" out "$1" "$threads" 2>/dev/null >"$recipe.txt"
  done
  end=$(date +%s.%N)
  each=$(awk "BEGIN {print ($end - $begin) / $looped}")
  echo "shell loop: $looped candidates, $each s each"
  for recipe in $recipes; do
    name=${recipe%.yaml}
    "$here/../mergesweep" scores "runs/$2" | awk -F, -v name="$name" -v theirs="$(cat "$recipe.txt")" '
      $1 == name {tokens += $5; nats += $6}
      END {split(theirs, t, " "); printf "  %s: ours %d tokens, %.6f nats each; theirs %d and %.6f\n", name, tokens, nats / tokens, t[1], t[2] / t[1]}'
    rm "$recipe.txt"
  done
}

times() { # models
  awk -v wall="$wall" -v all="$seconds" -v n="$1" -v each="$each" 'BEGIN {
    ours = (all > wall ? all : wall) / n
    printf "%.1f times less wall time a model: %.2f s against %.2f s\n", each / ours, ours, each}'
}

texts() { # file
  echo "evaluate: {protocol: {name: documents, context: 512}, confirm: 0, scales: false, domains: [{name: texts, file: $1, field: text}]}"
}

case $part in
alone) # 9 candidates and 3 baselines that have no tensor in common
  pair
  { recipe a b '"${t}"'; echo 'axes: {t: [0.1, 0.2, 0.3, 0.4, 0.45, 0.6, 0.7, 0.8, 0.9]}'; echo 'race: false'; texts texts.jsonl; } >alone.yaml
  ours alone
  loop texts.jsonl alone
  times "$models"
  ;;
sharing) # 64 candidates that differ from t = 0.5 in one layer each
  pair
  { recipe a b '[{filter: {layers: "${layer}"}, value: "${t}"}, {value: 0.5}]'
    # The last of the 64 have t = 1 in one of the first layers, which shares least.
    last=$(($(grep -o '"num_hidden_layers": *[0-9]*' a/config.json | grep -o '[0-9]*$') - 1))
    echo "axes: {t: [0.25, 0.75, 1, 0], layer: {from: 0, to: $last, step: 1}}"
    echo 'search: {method: grid, budget: {candidates: 64}}'
    echo 'race: false'; texts texts.jsonl; } >sharing.yaml
  ours sharing
  loop texts.jsonl sharing
  times "$models"
  ;;
racing) # a grid of 48, raced and exhaustive
  q=$here/../quickstart
  for race in racing exhaustive; do
    { recipe "$q/models/stories" "$q/models/sums" '[{filter: self_attn, value: "${attention}"}, {filter: mlp, value: "${mlp}"}, {value: 0.5}]'
      echo 'axes: {attention: {from: 0, to: 1, count: 8}, mlp: {from: 0, to: 1, count: 6}}'
      [ $race = racing ] && echo 'race: true' || echo 'race: false'
      echo 'evaluate: {protocol: {name: documents, context: 512}, confirm: 0.3, domains: ['
      echo "  {name: stories, file: $q/data/stories.jsonl, field: text}, {name: sums, file: $q/data/sums.jsonl, field: text}]}"
    } >$race.yaml
  done
  cat "$q/data/stories.jsonl" "$q/data/sums.jsonl" >all.jsonl
  ours exhaustive
  ours racing
  grep -h -A1 '^Winner' exhaustive.txt racing.txt
  loop all.jsonl exhaustive
  times "$models"
  ;;
*) echo "unknown: $part" >&2; exit 2 ;;
esac
rm -rf out time.txt

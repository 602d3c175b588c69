#!/usr/bin/env bash
# A merge killed with SIGKILL while it writes leaves nothing that looks like a checkpoint, and the next one cleans up behind it.
#   experiments/benchmarks/merge_kills.sh FOLDER_OF_A_PAIR [KILLS]      (make_pair.py makes the pair)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$1"
kills=${2:-20}
target=killed
merge=("$here/../mergesweep" merge recipe.yaml $target --quiet --max-shard-size 100M)

# A folder with a config.json is what mergekit, transformers and this program take for a checkpoint: then it has to be whole.
half_a_checkpoint() {
  local config
  for config in $target/config.json .$target.partial-*/config.json; do
    if [ -e "$config" ] && ! diff -rq whole "$(dirname "$config")" >/dev/null; then echo "$config"; fi
  done
}

rm -rf $target .$target.partial-*
"${merge[@]}" >/dev/null
cp -r $target whole
begun=$(date +%s%N)
rm -rf $target
"${merge[@]}" >/dev/null
whole=$(($(date +%s%N) - begun))
rm -rf $target

drafts=0 finished=0 missing=0
for ((kill = 0; kill < kills; kill++)); do
  wait_for=$(awk "BEGIN {printf \"%.3f\", $whole / 1e9 * (0.2 + 0.8 * ($kill + 0.5) / $kills)}")
  timeout -s KILL "$wait_for" "${merge[@]}" >/dev/null 2>&1 || true
  if [ -e $target ]; then
    diff -rq whole $target || { echo "kill $kill after $wait_for s left a folder that is not whole"; exit 1; }
    finished=$((finished + 1))
    rm -rf $target
  else
    found=$(half_a_checkpoint)
    [ -z "$found" ] || { echo "kill $kill after $wait_for s left $found"; exit 1; }
    if compgen -G ".$target.partial-*" >/dev/null; then drafts=$((drafts + 1)); else missing=$((missing + 1)); fi
  fi
done
# A process that was killed but is not gone yet may still write, for all that the next merge can tell, and keeps its draft.
for draft in .$target.partial-*; do
  while kill -0 "${draft##*-}" 2>/dev/null; do sleep 0.05; done
done
"${merge[@]}" >/dev/null
diff -rq whole $target
if compgen -G ".$target.partial-*" >/dev/null; then echo "a draft was left behind"; exit 1; fi
rm -rf $target whole
echo "$kills kills of a merge of $(awk "BEGIN {printf \"%.2f\", $whole / 1e9}") s: $missing before the first byte, $drafts while writing (hidden drafts only), $finished after it was whole; the next merge is equal in every byte and nothing is left"

#!/usr/bin/env bash
# Runs killed with SIGKILL at random moments end as runs left alone: the same bytes of ranking.json, of every score, and the
# same candidates in the same order; and what was in the store is not scored again (the database itself keeps count).
#   [METHODS='map descent'] experiments/benchmarks/kills.sh FOLDER [KILLS [KILLS_OF_EACH_STRATEGY]]
# The quickstart is run again and again until so many kills have hit it; then every search strategy over two axes of it.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
mkdir -p "$1"
cd "$1"
kills=${2:-100}
each=${3:-4}
quickstart=$here/../quickstart
mergesweep=$here/../mergesweep
RANDOM=42

scores() { "$mergesweep" scores "$1" 2>/dev/null || true; }

# folder: from now on its database notes every score that is given to it a second time; says how many were so far
repeated() {
  "${PYTHON:-python3}" - "$1/run.sqlite" <<'PYTHON'
import os, sqlite3, sys
if not os.path.exists(sys.argv[1]):
    sys.exit(print(0))
store = sqlite3.connect(sys.argv[1])
if store.execute("SELECT 1 FROM sqlite_master WHERE name = 'score'").fetchone() is None:
    sys.exit(print(0))
store.executescript("""
    CREATE TABLE IF NOT EXISTS repeated(candidate, document);
    CREATE TRIGGER IF NOT EXISTS repeat BEFORE INSERT ON score WHEN EXISTS (SELECT 1 FROM score WHERE candidate = NEW.candidate
      AND setting = NEW.setting AND document = NEW.document) BEGIN INSERT INTO repeated VALUES (NEW.candidate, NEW.document); END;
""")
print(store.execute("SELECT count(*) FROM repeated").fetchone()[0])
PYTHON
}

# experiment, folder, seconds of a whole run: starts it and kills it within two fifths of them, and within 6 s, after it has begun, so
# that some kills hit every run; fails where it ended by itself
killed() {
  local begun process after
  after=$(awk "BEGIN {most = 0.4 * $3; printf \"%.2f\", (most < 6 ? most : 6) * $RANDOM / 32768}")
  begun=$(grep -c begins "$2/log.txt" 2>/dev/null || true)
  "$mergesweep" run "$1" --run "$2" --quiet >/dev/null 2>&1 &
  process=$!
  while kill -0 $process 2>/dev/null && [ "$(grep -c begins "$2/log.txt" 2>/dev/null || true)" = "$begun" ]; do sleep 0.1; done
  sleep "$after"
  kill -KILL $process 2>/dev/null || { wait $process || true; return 1; }
  wait $process 2>/dev/null || true
  moments="$moments $after"
}

# experiment, kills wanted: runs it alone, then killed as often as it lasts; adds the kills to $done
campaign() {
  local name wanted=$2 hit=0 before after new seconds moments=
  name=$(basename "$1" .yaml)
  rm -rf "killed-$name"
  [ -f "alone-$name/ranking.json" ] || "$mergesweep" run "$1" --run "alone-$name" --quiet >/dev/null
  seconds=$(sed -n 's/.* \([0-9.]*\) s in all$/\1/p' "alone-$name/log.txt" | tail -n 1)
  while [ "$hit" -lt "$wanted" ] && killed "$1" "killed-$name" "$seconds"; do
    hit=$((hit + 1))
    repeated "killed-$name" >/dev/null
  done
  before=$(scores "killed-$name" | awk 'END {print (NR > 0 ? NR - 1 : 0)}')
  "$mergesweep" run "$1" --run "killed-$name" --quiet >/dev/null
  after=$(scores "killed-$name" | awk 'END {print NR - 1}')
  new=$(awk '/new scores; all is scored/ {n = $2} END {print n}' "killed-$name/log.txt")
  [ "$new" = $((after - before)) ] || { echo "$name: $new scored by the last process, $((after - before)) were missing"; exit 1; }
  [ "$(repeated "killed-$name")" = 0 ] || { echo "$name: $(repeated "killed-$name") scores were computed again"; exit 1; }
  cmp "alone-$name/ranking.json" "killed-$name/ranking.json"
  cmp <(scores "alone-$name") <(scores "killed-$name")
  done=$((done + hit))
  echo "$name, $seconds s alone: $hit kills ($(echo $moments) s after a beginning), $after scores, $new of them by the last process, none twice; ranking.json and all scores equal in every byte"
}

done=0
while [ $done -lt "$kills" ]; do campaign "$quickstart/experiment.yaml" $((kills - done)); done
echo "$done kills of the quickstart"

[ "$each" -gt 0 ] || exit 0
done=0
for method in ${METHODS:-grid random sobol one-at-a-time neighbours cma-es bobyqa map descent}; do
  t='[{filter: self_attn, value: "${attention}"}, {filter: mlp, value: "${mlp}"}, {value: 0.5}]'
  more=
  case $method in
  cma-es | bobyqa) range='{from: 0, to: 1}' ;;
  *) range='{from: 0, to: 1, count: 5}' ;;
  esac
  axes="axes: {attention: $range, mlp: $range}"
  case $method in
  descent) t=0.5 axes= more=', at: [0.3, 0.7], texts: 0.2' ;;
  map) more=', texts: 0.2' ;;
  esac
  cat >$method.yaml <<EOF
merge:
  merge_method: slerp
  base_model: $quickstart/models/stories
  models: [{model: $quickstart/models/stories}, {model: $quickstart/models/sums}]
  parameters: {t: $t}
  dtype: bfloat16
$axes
search: {method: $method, seed: 7, budget: {candidates: 12}$more}
evaluate:
  protocol: {name: documents, context: 512}
  confirm: 0.3
  domains:
    - {name: stories, file: $quickstart/data/stories.jsonl, field: text}
    - {name: sums, file: $quickstart/data/sums.jsonl, field: text}
EOF
  campaign $method.yaml "$each"
done
echo "$done kills of search strategies"

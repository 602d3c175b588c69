#!/usr/bin/env bash
# 1,000 candidates x 500 documents, ranked from the CSV to the table: seconds on the clock and of the processor.
#   rank.sh [times] [candidates] [documents]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
times=${1:-5} candidates=${2:-1000} documents=${3:-500}
table=$(mktemp)
trap 'rm -f "$table"' EXIT

# Lengths and difficulty of the documents differ; candidates err alike, and most are a little worse than the parents.
awk -v candidates="$candidates" -v documents="$documents" '
  function noise() { return rand() + rand() + rand() + rand() - 2 }
  BEGIN {
    srand(9)
    print "candidate,domain,document,split,tokens,nats,bytes,words"
    for (g = 0; g < documents; g++) { tokens[g] = int(200 * exp(noise())) + 2; hard[g] = 3 + noise() }
    for (c = 0; c < candidates; c++) {
      name = c < 2 ? "parent-" c : sprintf("%06x%06x", (c * 7919) % 16777216, c)
      worse = c < 2 ? 0 : 0.02 * noise()
      for (g = 0; g < documents; g++)
        printf "%s,web,%d,all,%d,%.17g,%d,%d\n", name, g, tokens[g], tokens[g] * (hard[g] + worse + 0.05 * noise()), 4 * tokens[g], tokens[g]
    }
  }' >"$table"
echo "$(wc -c <"$table") bytes, $(nproc) cores, $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)"
TIMEFORMAT='%R s on the clock, %U s user, %S s system'
for ((i = 0; i < times; i++)); do
  time "$here/../mergesweep" rank "$table" >"$table.out"
done
head -3 "$table.out"
rm -f "$table.out"

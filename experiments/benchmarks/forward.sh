#!/usr/bin/env bash
# The forward pass beside transformers, at SmolLM-135M's shape, in turns, so that both see the same machine. Prints every
# process's medians, then the median over the repetitions and what follows from it.
#   PYTHON=python3 experiments/benchmarks/forward.sh [REPETITIONS] [ROUNDS]      needs, besides the build, a Python with torch and transformers
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
repetitions=${1:-3}
rounds=${2:-2}
threads=$(nproc)
classpath=evaluator/target/forward.classpath
if [ ! -f "$classpath" ] || [ -n "$(find evaluator/src merger/src -newer "$classpath" -print -quit)" ]; then
    mvn -B -ntp -q -Dquick -pl evaluator -am test-compile dependency:build-classpath -Dmdep.outputFile=target/forward.classpath -Dmdep.includeScope=test
fi
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
lines=$(mktemp)
trap 'rm -f "$lines"' EXIT
# As our launcher does. transformers is measured as Python starts it, and with huge pages too.
huge_pages=glibc.malloc.hugetlb=1
ours() {
    GLIBC_TUNABLES=$huge_pages "$java" --enable-native-access=ALL-UNNAMED -Dorg.slf4j.simpleLogger.defaultLogLevel=error \
        -cp "evaluator/target/test-classes:evaluator/target/classes:merger/target/classes:$(cat $classpath)" \
        dev.mergesweep.evaluator.djl.ForwardBenchmark "$@"
}
theirs() { "${PYTHON:-python3}" experiments/benchmarks/transformers_forward.py "$@"; }
echo "$(sed -n '/^vendor_id/ { s/.*: //p; q; }' /proc/cpuinfo), $threads cores: $(grep -m1 ^flags /proc/cpuinfo | grep -oE '\b(avx2|avx512f|avx512_bf16|amx_bf16)\b' | sort | tr '\n' ' ')"
full=$((16 * threads))x512@$threads
short=$((200 * threads))x40@$threads
for _ in $(seq "$repetitions"); do
    ours "$rounds" "$full:float32" 16x512@1:float32 "$short:float32" "64x40@$threads:float32" "5x512@$threads:float32" "$full:bfloat16"
    theirs 512 4 "$threads" "$rounds"
    GLIBC_TUNABLES=$huge_pages theirs 512 4 "$threads" "$rounds" | sed 's/^/huge pages: /'
done | tee "$lines"
echo
awk -F'\t' -v full="ours $full" -v short="ours $short" -v few="ours 64x40@$threads" -v five="ours 5x512@$threads" -v threads="$threads" '
    function median(text, values, n, i, j, x) {
        n = split(text, values, " ")
        for (i = 2; i <= n; i++) { x = values[i]; for (j = i - 1; j > 0 && values[j] + 0 > x + 0; j--) values[j + 1] = values[j]; values[j + 1] = x }
        return values[int((n + 1) / 2)]
    }
    { if (!($1 in speeds)) order[++count] = $1; speeds[$1] = speeds[$1] " " ($2 + 0); if (NF > 2) shares[$1] = shares[$1] " " ($3 + 0) }
    END {
        for (i = 1; i <= count; i++) {
            name = order[i]; m[name] = median(speeds[name])
            printf "%-46s %5d tokens/s%s\n", name, m[name], name in shares && name ~ /float32/ ? sprintf("  %.0f %% of the peak", median(shares[name])) : ""
            if (name ~ /^transformers/ && m[name] > theirs) theirs = m[name]
            if (name ~ /^huge pages: transformers/ && m[name] > huge) huge = m[name]
        }
        printf "float32, times the better of transformers:  %.2f (%.2f where it has huge pages too)\n", m[full ":float32"] / theirs, m[full ":float32"] / huge
        printf "bfloat16, times transformers float32:       %.2f\n", m[full ":bfloat16"] / theirs
        printf "%d workers, times one:                       %.2f\n", threads, m[full ":float32"] / m["ours 16x512@1:float32"]
        printf "full packs of 40 tokens, of 512-token windows: %.2f\n", m[short ":float32"] / m[full ":float32"]
        printf "64 documents of 40 tokens, of 512-token windows: %.2f; of as many tokens in such windows: %.2f\n", m[few ":float32"] / m[full ":float32"], m[few ":float32"] / m[five ":float32"]
    }' "$lines"

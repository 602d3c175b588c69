#!/usr/bin/env bash
# The forward pass beside transformers, at SmolLM-135M's shape, in turns, so that both see the same machine.
#   PYTHON=python3 experiments/benchmarks/forward.sh [THREADS]      needs, besides the build, a Python with torch and transformers
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
threads=${1:-$(nproc)}
mvn -B -ntp -q -Dquick -pl evaluator -am test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt -Dmdep.includeScope=test
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
ours() {
    "$java" --enable-native-access=ALL-UNNAMED -Dorg.slf4j.simpleLogger.defaultLogLevel=error \
        -cp "evaluator/target/test-classes:evaluator/target/classes:merger/target/classes:$(cat evaluator/target/classpath.txt)" \
        dev.mergesweep.evaluator.djl.ForwardBenchmark "$@" 2>/dev/null
}
theirs() { "${PYTHON:-python3}" experiments/benchmarks/transformers_forward.py "$@" 2>/dev/null; }
for _ in 1 2 3; do
    ours 512 "$threads" "$threads" float32 5
    theirs eager 512 4 "$threads" 3
    theirs sdpa 512 4 "$threads" 3
done
ours 512 1 1 float32 5
ours 40 "$threads" "$threads" float32 5
ours 512 "$threads" "$threads" bfloat16 5

#!/usr/bin/env bash
# What slopes cost, and how right they are.
#   experiments/benchmarks/slopes.sh cost RECIPE [THREADS [DOCUMENTS [TOKENS [TIMES]]]]    a scoring beside a pass forward and back
#   experiments/benchmarks/slopes.sh differences [CHECKPOINT...]                           every architecture, both branches; minutes
# make_pair.py makes the pair of a recipe; JAVA_HOME is a JDK 25.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
java=${MERGESWEEP_JAVA_HOME:-${JAVA_HOME:?set JAVA_HOME to a JDK 25}}/bin/java
what=$1
shift
[ "$what" = differences ] || set -- "$(readlink -f "$1")" "${@:2}"
cd "$root"
classpath=evaluator/target/slopes.classpath
if [ ! -f "$classpath" ] || [ -n "$(find evaluator/src merger/src -newer "$classpath" -print -quit)" ]; then
  mvn -q -B -ntp -Dquick -pl evaluator -am test-compile dependency:build-classpath \
    -Dmdep.includeScope=test -Dmdep.outputFile=target/slopes.classpath >&2
fi
export GLIBC_TUNABLES=${GLIBC_TUNABLES:-glibc.malloc.hugetlb=1:glibc.malloc.arena_max=1}
run() {
  "$java" @experiments/java.options -cp "evaluator/target/test-classes:evaluator/target/classes:merger/target/classes:$(cat $classpath)" "$@"
}
case $what in
  cost)
    for kind in score slopes; do
      run dev.mergesweep.evaluator.djl.SlopesBenchmark "$1" $kind "${2:-1}" "${3:-4}" "${4:-512}" "${5:-3}"
    done
    ;;
  differences) run dev.mergesweep.evaluator.djl.SlopesTable evaluator/src/test/resources/architectures "$@" ;;
  *) sed -n '2,5s/^# //p' "$0" >&2; exit 2 ;;
esac

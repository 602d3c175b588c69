#!/usr/bin/env bash
# How often the gate errs, by simulation at full size: 10,000 trials of 10,000 resamples take minutes on two cores.
#   gate-rates.sh [trials] [resamples] [method of GateTest]
set -euo pipefail
cd "$(dirname "$0")/../.."
mvn -B -ntp -q -Dquick -pl reports -am test -Dtest="GateTest#${3:-errorRate*}" -Dsurefire.failIfNoSpecifiedTests=false \
  -Dgate.trials="${1:-10000}" -Dgate.resamples="${2:-10000}" | grep '^gate:'

#!/usr/bin/env bash
# Everything the tests need, then all tests. The last line is 'N passed, N failed[, N skipped]'.
#   ./test.sh          everything but the long runs
#   ./test.sh --long   the long runs as well (200 kill -9 cycles, long fuzzing)
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
[ "${1:-}" = "--long" ] && export SHAREBROKER_LONG=1

passed=0 failed=0 skipped=0
results=artifacts/test-results
log=artifacts/test-logs
rm -rf "$results" "$log"
mkdir -p "$results" "$log"
say() { printf '[%(%H:%M:%S)T] %s\n' -1 "$*"; }

# step NAME COMMAND…: one pass or one failure; the log is shown when it fails.
step() {
  local name=$1; shift
  say "$name"
  if "$@" >"$log/$name.log" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    tail -n 60 "$log/$name.log"
    say "FAILED: $name"
  fi
}

# counted NAME COMMAND…: the command's own last line 'N passed, N failed' is added up.
counted() {
  local name=$1; shift
  say "$name"
  "$@" >"$log/$name.log" 2>&1
  local status=$? line
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$log/$name.log" | tail -n 1)
  if [ -z "$line" ]; then
    failed=$((failed + 1))
    tail -n 60 "$log/$name.log"
    say "FAILED: $name said nothing (status $status)"
    return
  fi
  local p=${line%% passed*} rest=${line#* passed, }
  local f=${rest%% failed*}
  passed=$((passed + p)) failed=$((failed + f))
  if [ "$f" != 0 ] || [ "$status" != 0 ]; then
    [ "$f" != 0 ] || failed=$((failed + 1))
    tail -n 60 "$log/$name.log"
    say "FAILED: $name: $line (status $status)"
  else
    say "  $line"
  fi
}

finish() {
  say "$1"
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
}

step tools tests/tools/install.sh
say "restore and build"
restore=()
[ "${CI:-}" = true ] && restore=(--locked-mode)
if ! dotnet restore ShareBroker.sln "${restore[@]}" -v:q >"$log/restore.log" 2>&1; then
  cat "$log/restore.log"; failed=$((failed + 1)); finish "the packages could not be restored"
fi
if ! dotnet build ShareBroker.sln -c Release --no-restore -v:q -nologo >"$log/build.log" 2>&1; then
  grep -E 'error' "$log/build.log" | sort -u | head -n 40; failed=$((failed + 1)); finish "the build failed"
fi
touch artifacts/.release-stamp
passed=$((passed + 1))

step proto tests/tools/proto.sh
step pack tests/tools/pack.sh

say "opa"
OPA=$(tests/tools/opa.sh | tail -n 1)
if [ -n "$OPA" ]; then
  export OPA
  say "  $OPA"
  counted both-engines tests/tools/both-engines.sh
elif [ "${CI:-}" = true ]; then
  unset OPA; failed=$((failed + 1)); say "FAILED: there is no opa to compare with"
else
  unset OPA; skipped=$((skipped + 1)); say "  skipped: there is no opa to compare with"
fi

counted rego-fuzz tests/tools/rego-fuzz.sh ${SHAREBROKER_LONG:+long}

for project in tests/*.Tests; do
  name=$(basename "$project")
  say "$name"
  dotnet test "$project" -c Release --no-build --no-restore -nologo -v:q --logger "trx;LogFileName=$name.trx" --results-directory "$results" \
    --blame-hang-timeout 4m >"$log/$name.log" 2>&1
  status=$?
  # The counters of the result file are the truth; a run that wrote none is a failure.
  counters=$(grep -o '<Counters [^>]*' "$results/$name.trx" 2>/dev/null | head -n 1)
  p=$(sed -n 's/.* passed="\([0-9]*\)".*/\1/p' <<<"$counters")
  t=$(sed -n 's/.* total="\([0-9]*\)".*/\1/p' <<<"$counters")
  e=$(sed -n 's/.* executed="\([0-9]*\)".*/\1/p' <<<"$counters")
  if [ -z "$p" ] || [ "$t" = 0 ]; then
    failed=$((failed + 1)); tail -n 40 "$log/$name.log"; say "FAILED: $name ran no test (status $status)"; continue
  fi
  passed=$((passed + p)); failed=$((failed + e - p)); skipped=$((skipped + t - e))
  if [ "$status" != 0 ] || [ "$e" != "$p" ]; then
    [ "$e" != "$p" ] || failed=$((failed + 1))
    grep -E '^\s*(Failed|Error Message|.*Exception|\s+at .*Tests)' "$log/$name.log" | head -n 60; say "FAILED: $name"
  else
    say "  $p passed"
  fi
done

[ -x tests/interop/run.sh ] && counted interop-grpc tests/interop/run.sh
[ -x tests/interop-receipts/run.sh ] && counted interop-receipts tests/interop-receipts/run.sh

finish "done"

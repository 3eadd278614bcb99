#!/usr/bin/env bash
# Every scenario, given and own, decided by the embedded engine and by a real opa: one pass for each decision that is the same byte for
# byte. The last line is 'N passed, N failed'. Wants $OPA.
set -uo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
folders=(tests/cases/policies/scenarios)
given=${SHAREBROKER_SHARED:-../shared}/scenarios/given
if [ -d "$given" ]; then folders+=("$given")
elif [ "${CI:-}" = true ]; then echo "'$given' is missing"; failed=1
else echo "skipped without '$given': the given scenarios"; fi
for folder in "${folders[@]}"; do
  for engine in embedded opa both; do
    if ! ./sharebroker policy decide --scenarios "$folder" --engine "$engine" >"$work/$engine" 2>"$work/$engine.err" || [ -s "$work/$engine.err" ]; then
      head -n 20 "$work/$engine.err"; echo "FAILED: $folder on $engine"; failed=$((failed + 1))
    fi
  done
  all=$(wc -l <"$work/embedded")
  for engine in opa both; do
    same=$(paste -d '\n' "$work/embedded" "$work/$engine" | awk 'NR % 2 { first = $0; next } { if ($0 == first) n++ } END { print n + 0 }')
    passed=$((passed + same)) failed=$((failed + all - same))
    diff "$work/embedded" "$work/$engine" | head -n 6
  done
  [ "$all" -gt 0 ] || failed=$((failed + 1))
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]

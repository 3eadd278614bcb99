#!/usr/bin/env bash
# Generated programs through this engine and a real opa ($OPA), and spoilt octets through every reader. With 'long' as the argument 20,000
# programs and ten minutes for each reader. The last line is 'N passed, N failed'.
set -uo pipefail
cd "$(dirname "$0")/../.."
fuzz=artifacts/bin/ShareBroker.Rego.Fuzz/release/ShareBroker.Rego.Fuzz
passed=0 failed=0
# add COMMAND…: runs it and adds up its last line.
add() {
  local out line
  out=$("$@")
  # Printed by this shell alone: a second program that opens the log anew would write over what stands there.
  printf '%s\n' "$out"
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' <<<"$out" | tail -n 1)
  if [ -z "$line" ]; then failed=$((failed + 1)); echo "FAILED: $* said nothing"; return; fi
  local rest=${line#* passed, }
  passed=$((passed + ${line%% passed*})) failed=$((failed + ${rest%% failed*}))
}
if [ "${1:-}" = long ]; then
  [ -n "${OPA:-}" ] && add "$fuzz" programs --seed 20 --count 20000 --report
  add "$fuzz" bytes --seed 20 --seconds 600
else
  [ -n "${OPA:-}" ] && add "$fuzz" programs --seed 1 --count 1000 --seconds 45
  add "$fuzz" bytes --seed 1 --seconds 15
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]

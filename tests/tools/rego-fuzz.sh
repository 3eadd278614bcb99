#!/usr/bin/env bash
# Generated programs, spoilt modules and calls of every builtin through this engine and a real opa ($OPA), and spoilt octets through every
# reader. With 'long' as the argument 20,000 programs and modules, 6,000 calls of each builtin and ten minutes for each reader, which takes
# about an hour and a half; a second argument is the seed. How far it is stands on standard error. The last line is 'N passed, N failed'.
set -uo pipefail
cd "$(dirname "$0")/../.."
fuzz=artifacts/bin/ShareBroker.Rego.Fuzz/release/ShareBroker.Rego.Fuzz
passed=0 failed=0 summary=
# add COMMAND…: runs it, adds up its last line and keeps the lines that tell how much was done.
add() {
  local out line
  out=$("$@")
  # Printed by this shell alone: a second program that opens the log anew would write over what stands there.
  printf '%s\n' "$out"
  summary+=$(grep -E '^(seed [0-9]+,|[a-z]+: [0-9]+ s,| +[0-9]+ explained:| +[0-9]+ x )' <<<"$out")$'\n'
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' <<<"$out" | tail -n 1)
  if [ -z "$line" ]; then failed=$((failed + 1)); summary+="FAILED: $* said nothing"$'\n'; return; fi
  local rest=${line#* passed, }
  passed=$((passed + ${line%% passed*})) failed=$((failed + ${rest%% failed*}))
}
if [ "${1:-}" = long ]; then
  seed=${2:-20}
  [ -n "${OPA:-}" ] && add "$fuzz" programs --seed "$seed" --count 20000 --report
  [ -n "${OPA:-}" ] && add "$fuzz" mutants --seed "$seed" --count 20000
  [ -n "${OPA:-}" ] && add "$fuzz" calls --seed "$seed" --count 6000
  for reader in source json terms bundles builtins schemas; do add "$fuzz" bytes --seed "$seed" --only "$reader" --seconds 600; done
else
  [ -n "${OPA:-}" ] && add "$fuzz" programs --seed 1 --count 1000 --seconds 45
  [ -n "${OPA:-}" ] && add "$fuzz" mutants --seed 1 --count 1500 --seconds 20
  [ -n "${OPA:-}" ] && add "$fuzz" calls --seed 1 --count 400
  add "$fuzz" bytes --seed 1 --total 60
fi
printf '%s\n' "--- in short" "${summary%$'\n'}"
[ -n "${OPA:-}" ] || echo "no programs: \$OPA names no opa"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]

#!/usr/bin/env bash
# Receipts of a fresh log, judged by jose, @sd-jwt/core and canonicalize. Installs what is missing, needs no arguments,
# ends with 'N passed, N failed', exits 0 only if every check passed.
# INTEROP_SKIP_BUILD=1 uses a CLI that is built already; CONFIGURATION chooses which (Release).
set -uo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Whatever cannot even start is one failed check, never a silent skip.
give_up() {
  echo "not ok setup: $1"
  echo "0 passed, 1 failed"
  exit 1
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

configuration=${CONFIGURATION:-Release}
project=../../src/ShareBroker.Cli/ShareBroker.Cli.csproj
if [ -z "${INTEROP_SKIP_BUILD:-}" ]; then
  dotnet build -nologo -v:q -clp:NoSummary -c "$configuration" "$project" >"$work/build" 2>&1 \
    || { cat "$work/build"; give_up "the CLI does not build"; }
fi
dll=$(dotnet msbuild "$project" -nologo -getProperty:TargetPath -p:Configuration="$configuration") || give_up "the CLI's path is unknown"
[ -f "$dll" ] || give_up "the CLI is not built: $dll"

if ! node --version >/dev/null 2>&1; then
  { as_root apt-get update -qq && as_root apt-get install -y -qq nodejs npm; } >"$work/node" 2>&1 \
    || { cat "$work/node"; give_up "node cannot be installed"; }
fi
if ! npm ls >/dev/null 2>&1; then
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >"$work/npm" 2>&1 || { cat "$work/npm"; give_up "npm ci failed"; }
fi

origin=broker.example/log/interop
dotnet "$dll" keys generate --origin $origin --out "$work/keys" >"$work/out" 2>&1 || { cat "$work/out"; give_up "no keys"; }
dotnet "$dll" log soak --data "$work/store" --keys "$work/keys" --origin $origin --count 300 --open >"$work/receipts" 2>"$work/errors" \
  || { cat "$work/errors"; give_up "no receipts"; }

# Every tenth receipt: different places in the tree, different batches.
awk 'NR % 10 == 1' "$work/receipts" >"$work/sample"
node judge.mjs "$work/sample" "$work/keys/jwks.json" "$work/keys/log.vkey"

#!/usr/bin/env bash
# Foreign gRPC clients (Node's @grpc/grpc-js, Python's grpcio) against a small server on our abstraction assemblies.
# Installs what is missing, needs no arguments, ends with 'N passed, N failed', exits 0 only if every check passed.
# INTEROP_SKIP_BUILD=1 uses a server that is built already; CONFIGURATION chooses which (Release).
set -uo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
server_pid=
finish() {
  exec 3>&- 2>/dev/null
  [ -n "$server_pid" ] && kill "$server_pid" 2>/dev/null
  rm -rf "$work"
}
trap finish EXIT

# Whatever cannot even start is one failed check, never a silent skip.
give_up() {
  echo "not ok setup: $1"
  echo "0 passed, 1 failed"
  exit 1
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

configuration=${CONFIGURATION:-Release}
project=server/ShareBroker.InteropServer.csproj
if [ -z "${INTEROP_SKIP_BUILD:-}" ]; then
  dotnet build -nologo -v:q -clp:NoSummary -c "$configuration" "$project" >"$work/build" 2>&1 \
    || { cat "$work/build"; give_up "the server does not build"; }
fi
dll=$(dotnet msbuild "$project" -nologo -getProperty:TargetPath -p:Configuration="$configuration") || give_up "the server's path is unknown"
[ -f "$dll" ] || give_up "the server is not built: $dll"

if ! node --version >/dev/null 2>&1; then
  { as_root apt-get update -qq && as_root apt-get install -y -qq nodejs npm; } >"$work/node" 2>&1 \
    || { cat "$work/node"; give_up "node cannot be installed"; }
fi
if ! (cd node && npm ls >/dev/null 2>&1); then
  (cd node && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >"$work/npm" 2>&1 \
    || { cat "$work/npm"; give_up "npm ci failed"; }
fi
if ! /usr/bin/python3 -c 'import grpc, google.protobuf' 2>/dev/null; then
  { as_root apt-get update -qq && as_root apt-get install -y -qq python3-grpcio python3-protobuf; } >"$work/apt" 2>&1 \
    || { cat "$work/apt"; give_up "python3-grpcio cannot be installed"; }
fi

dotnet "$dll" --descriptors "$work/descriptors" || give_up "the server does not describe itself"
mkfifo "$work/input"
dotnet "$dll" <"$work/input" >"$work/output" 2>"$work/errors" &
server_pid=$!
exec 3>"$work/input"
port=
for _ in $(seq 200); do
  port=$(sed -n 's/^listening //p' "$work/output")
  [ -n "$port" ] && break
  kill -0 "$server_pid" 2>/dev/null || break
  sleep 0.1
done
[ -n "$port" ] || { cat "$work/errors"; give_up "the server does not listen"; }

status=0
timeout 120 node node/checks.js "$port" | tee -a "$work/results" || status=1
timeout 120 /usr/bin/python3 python/checks.py "$port" "$work/descriptors" | tee -a "$work/results" || status=1

passed=$(grep -c '^ok ' "$work/results")
failed=$(grep -c '^not ok ' "$work/results")
# A client that died says nothing about the checks it never reached.
[ "$status" = 1 ] && [ "$failed" = 0 ] && failed=1
echo "$passed passed, $failed failed"
exit "$status"

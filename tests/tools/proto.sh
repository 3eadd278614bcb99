#!/usr/bin/env bash
# Lints the public contract and compares it with the last released one: field numbers and names are promises.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here"
# Not every platform of the package can be had everywhere, so the lock is followed without asking that it be complete.
npm install --ignore-scripts --no-audit --no-fund --no-save --silent
buf="$here/node_modules/.bin/buf"
cd "$here/../../proto"
"$buf" lint
"$buf" format -d --exit-code
# The image is the contract as last approved; APPROVE_PROTO=1 writes it anew after a change that breaks nobody.
"$buf" breaking --against "$here/../cases/proto/approved.binpb"
[ "${APPROVE_PROTO:-}" != 1 ] || "$buf" build -o "$here/../cases/proto/approved.binpb"

#!/usr/bin/env bash
# The main job, from a fresh clone: restores, builds, starts a broker and five fictitious agencies, discloses, verifies, stops what it started.
#   ./demo.sh [--out DIR]   DIR gets receipts, answers, disclosures, records, public keys and the log
set -euo pipefail
cd "$(dirname "$0")"
if ! command -v dotnet >/dev/null 2>&1; then
  echo "error: the .NET 10 SDK is not on PATH; install it and run ./demo.sh again" >&2
  exit 1
fi
[ -f artifacts/.release-stamp ] || echo "building (about a minute the first time) …"
exec ./sharebroker demo "$@"

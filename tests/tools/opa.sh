#!/usr/bin/env bash
# Puts a real opa where the tests find it and prints its path as the last line: the one named by $OPA, one on the path, the one built
# before, or one built from Debian's packages (some minutes). Ends with status 3 where there is none and nothing to build it with.
set -uo pipefail
cd "$(dirname "$0")/../.."
cache=$PWD/artifacts/opa
if [ -n "${OPA:-}" ]; then
  [ -x "$OPA" ] && { realpath "$OPA"; exit 0; }
  echo "\$OPA names '$OPA', which is no program" >&2; exit 1
fi
command -v opa && exit 0
"$cache/opa" version >/dev/null 2>&1 && { echo "$cache/opa"; exit 0; }
tool=${SHAREBROKER_SHARED:-../shared}/tools/opa-from-debian.sh
if [ ! -f "$tool" ]; then echo "'$tool' is missing, so no opa can be built; put one on the path" >&2; exit 3; fi
mkdir -p "$cache"
begin=$SECONDS
echo "building opa from Debian's packages into artifacts/opa, once; this takes some minutes" >&2
timeout 1200 bash "$tool" "$cache" >"$cache/build.log" 2>&1 &
build=$!
trap 'kill $build 2>/dev/null' EXIT
while kill -0 $build 2>/dev/null; do
  printf '  %4d s, %s\n' $((SECONDS - begin)) "$(du -sh "$cache" 2>/dev/null | cut -f1) so far" >&2
  for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 $build 2>/dev/null && sleep 1; done
done
trap - EXIT
wait $build
# The program is moved into place as the last step of its build, so what counts is that it answers, not how the script around it ended:
# a pipe closed early (`opa version | head`) is enough to end that one badly.
if version=$("$cache/opa" version 2>/dev/null); then
  echo "opa ${version%%$'\n'*} was built in $((SECONDS - begin)) s" >&2
  echo "$cache/opa"; exit 0
fi
tail -n 5 "$cache/build.log" >&2
echo "opa could not be built; the whole log is artifacts/opa/build.log" >&2
exit 3

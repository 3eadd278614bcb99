#!/usr/bin/env bash
# What the tests need beside the .NET SDK: Node with npm, python3 with gRPC, OpenSSL's command line, pgrep. From Debian's packages, where missing.
set -euo pipefail
missing=()
need() { command -v "$1" >/dev/null 2>&1 || missing+=("$2"); }
need node nodejs
need npm npm
need openssl openssl
need python3 python3
need pgrep procps
/usr/bin/python3 -c 'import grpc' 2>/dev/null || missing+=(python3-grpcio python3-protobuf)
ldconfig -p | grep -q 'libsodium\.so' || missing+=(libsodium23)
[ ${#missing[@]} -eq 0 ] && exit 0
echo "installing: ${missing[*]}"
sudo=()
[ "$(id -u)" = 0 ] || sudo=(sudo)
"${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
"${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"

#!/usr/bin/env bash
# Prints the directory of the judges of Kubernetes manifests, `kubeconform` and `kube-score`, and of the
# `schemas` that the first one reads: all made from pinned Go modules, once for the same pins.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly root toolchain=$root/toolchain cache=$root/.cache/judges

say() { echo "judges: $*" >&2; }

key=$(cat "$toolchain"/judges/go.* "$toolchain"/schemas/* "${BASH_SOURCE[0]}" | cksum)
if [[ -f $cache/built && $(<"$cache/built") == "$key" ]]; then echo "$cache" && exit; fi
type -P go >/dev/null || { say "install Go 1.25 or newer to build kubeconform and kube-score" && exit 1; }

say "building kubeconform, kube-score and their schemas, about a minute the first time"
mkdir -p "$root/.cache"
temp=$(mktemp -d "$root/.cache/judges.XXXXXX")
trap 'rm -rf "$temp"' EXIT
(cd "$toolchain/judges" && go build -trimpath -ldflags "-s -w" -o "$temp/" tool)
node "$root/.cache/dist/schemas.js" "$toolchain/schemas" "$temp/schemas"
echo "$key" >"$temp/built"
rm -rf "$cache"
mv "$temp" "$cache"
say "built in $SECONDS s"
echo "$cache"

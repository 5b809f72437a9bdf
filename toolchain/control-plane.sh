#!/usr/bin/env bash
# Prints the directory of a control plane of Kubernetes and of `kwok`, which plays its nodes: all made
# from pinned Go modules, once for the same pins.
set -euo pipefail

readonly version=1.36.3
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly root toolchain=$root/toolchain cache=$root/.cache/control-plane

say() { echo "control plane: $*" >&2; }

key=$(cat "$toolchain"/control-plane/go.* "$toolchain"/kwok/go.* "${BASH_SOURCE[0]}" | cksum)
if [[ -f $cache/built && $(<"$cache/built") == "$key" ]]; then echo "$cache" && exit; fi
type -P go >/dev/null || { say "install Go 1.26 or newer to build it" && exit 1; }

# Each is built with the same flags: what they share is compiled once.
build() { (cd "$toolchain/$1" && go build -trimpath -ldflags "-s -w $2" -o "$temp/" tool); }

say "building Kubernetes $version and kwok, up to ten minutes the first time"
mkdir -p "$root/.cache"
temp=$(mktemp -d "$root/.cache/control-plane.XXXXXX")
trap 'rm -rf "$temp"' EXIT
IFS=. read -r major minor _ <<<"$version"
of=k8s.io/component-base/version
build control-plane "-X $of.gitVersion=v$version -X $of.gitMajor=$major -X $of.gitMinor=$minor"
build kwok ""
mv "$temp/server" "$temp/etcd"
echo "$key" >"$temp/built"
rm -rf "$cache"
mv "$temp" "$cache"
say "built in $SECONDS s"
echo "$cache"

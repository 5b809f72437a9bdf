#!/usr/bin/env bash
# Prints the directory of the `pulumi` to use: the installed one, else the official download, else a
# build of the pinned Go module. The answer is remembered, so asking again costs milliseconds.
set -euo pipefail

readonly version=3.259.0
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly root module=$root/toolchain/engine cache=$root/.cache/engine
readonly download=$cache/pulumi-$version

say() { echo "engine: $*" >&2; }

# The first `pulumi` on PATH that neither the sandbox nor this script put there.
candidate() {
  local path
  while read -r path; do
    [[ $path == "$cache"/* || $path -ef $root/sandbox/bin/pulumi ]] || { echo "$path" && return; }
  done < <(type -aP pulumi)
}

# Recent enough, and with a Node language host of its own.
usable() {
  local found
  found=$(PULUMI_SKIP_UPDATE_CHECK=1 limited "$1" version 2>/dev/null) || return 1
  [[ $found =~ ^v?([0-9]+)\.([0-9]+)\. ]] || return 1
  ((BASH_REMATCH[1] > 3 || (BASH_REMATCH[1] == 3 && BASH_REMATCH[2] >= 244))) || return 1
  [[ -x ${1%/*}/pulumi-language-nodejs ]] || type -P pulumi-language-nodejs >/dev/null
}

# The official npm package `pulumi` fetches the CLI; without a way to it, that fails within a second.
downloaded() {
  [[ -x $download/pulumi ]] && return
  type -P npx >/dev/null || return 1
  say "trying the official download of pulumi $version (about 100 MB)"
  PULUMI_HOME=$temp npm_config_cache=$temp/npm limited npx --yes "pulumi@$version" version \
    >/dev/null 2>&1 && mv "$temp/versions/$version/bin" "$download"
}

limited() { if type -P timeout >/dev/null; then timeout 300 "$@"; else "$@"; fi; }

built() {
  local inputs
  inputs=$(cat "$module/go.mod" "$module/go.sum" | cksum)
  [[ -x $cache/pulumi && -f $cache/built && $(<"$cache/built") == "$inputs" ]] && return
  type -P go >/dev/null || { say "install pulumi 3.244 or newer, or Go 1.25 to build it" && return 1; }
  say "building pulumi $version, which takes a few minutes the first time"
  (cd "$module" && go build -trimpath -o "$temp/pulumi" \
    -ldflags "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v$version" \
    github.com/pulumi/pulumi/pkg/v3/cmd/pulumi)
  printf '#!/usr/bin/env node\nrequire("../dist/host.js");\n' >"$temp/pulumi-language-nodejs"
  chmod +x "$temp/pulumi-language-nodejs"
  mv "$temp/pulumi" "$temp/pulumi-language-nodejs" "$cache"
  echo "$inputs" >"$cache/built"
  say "built in $SECONDS s"
}

installed=$(candidate)
key="$(cat "$module"/go.* "${BASH_SOURCE[0]}" | cksum) ${installed:+$(ls -lL "$installed")}"
if [[ -f $cache/chosen ]]; then
  { IFS= read -r known && IFS= read -r directory; } <"$cache/chosen"
  [[ $known == "$key" && -x $directory/pulumi ]] && echo "$directory" && exit
fi

mkdir -p "$cache"
temp=$(mktemp -d "$cache/new.XXXXXX")
trap 'rm -rf "$temp"' EXIT
if [[ -n $installed ]] && usable "$installed"; then
  directory=${installed%/*}
elif downloaded; then
  directory=$download
else
  built
  directory=$cache
fi
printf '%s\n' "$key" "$directory" >"$temp/chosen"
mv "$temp/chosen" "$cache/chosen"
echo "$directory"

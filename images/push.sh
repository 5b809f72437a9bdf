#!/usr/bin/env bash
# Builds an image of images/ for both architectures, pushes it under a tag to the registry of the account whose
# role was taken, and prints what to pin.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly image=$1 tag=$2
account=$(aws sts get-caller-identity --query Account --output text)
readonly registry=$account.dkr.ecr.$AWS_REGION.amazonaws.com
built=$(mktemp)

aws ecr get-login-password | docker login --username AWS --password-stdin "$registry" >&2
sudo apt-get update -qq >&2
sudo apt-get install -y -qq qemu-user-static >&2 # builds for arm64 here as well
docker buildx create --use >&2
docker buildx build --platform linux/amd64,linux/arm64 --push --metadata-file "$built" \
  --tag "$registry/$image:$tag" "$image" >&2
echo "$registry/$image@$(jq -r '."containerimage.digest"' "$built")"

import { CDN_HEADER } from "../edge/host";
import { RELEASE_HEADER } from "../edge/viewer-function";
import { PREVIEW_HEADER } from "./entry";

/**
 * Asks a process one question after the other, and fails with the first fatal one that it never answers.
 *
 * Variables: TARGET_URL, CHECKS (JSON), TRIES and DELAY_SECONDS of a fatal question (any other is asked
 * once), ROUNDS and PAUSE_SECONDS between them; of the front door CONNECT_TO, and ROLLOUT, RELEASE, PASSWORD and CDN_KEY where it
 * wants them. What is printed tells no answer but its status code: bodies may hold secrets.
 */
export const SMOKE_SCRIPT = `
set -euo pipefail
# A list of words may be empty, so it comes last: read takes neighbouring tabs for one.
checks=$(jq --raw-output '.[] |
  [.method, .path, .fatal, (.expect | join(" ")), (.bodyContains // [] | join("|"))] | @tsv' <<< "$CHECKS")
[ -n "$checks" ]
body=$(mktemp)

door=()
if [ -n "\${CONNECT_TO:-}" ]; then door+=(--connect-to "::$CONNECT_TO:"); fi
if [ -n "\${ROLLOUT:-}" ]; then door+=(--header "${PREVIEW_HEADER}: $ROLLOUT"); fi
if [ -n "\${RELEASE:-}" ]; then door+=(--header "${RELEASE_HEADER}: $RELEASE"); fi
if [ -n "\${CDN_KEY:-}" ]; then door+=(--header "${CDN_HEADER}: $CDN_KEY"); fi
if [ -n "\${PASSWORD:-}" ]; then door+=(--user "guest:$PASSWORD"); fi

ask() {
  code=$(curl --silent --globoff --max-time 5 --output "$body" --write-out '%{http_code}' \\
    "\${door[@]}" --request "$method" "$TARGET_URL$path") || code=nothing
  told="$method $path answered $code"
  if [[ "$expect" != *"$code"* ]]; then
    told+=", not \${expect// / or }"
    return 1
  fi
  if [ -n "$words" ] && ! grep --quiet --word-regexp --fixed-strings -- "\${words//|/$'\\n'}" "$body"; then
    told+=" without \${words//|/ or }"
    return 1
  fi
}

for ((round = 1; round <= \${ROUNDS:-1}; round++)); do
  if [ "$round" -gt 1 ]; then sleep "\${PAUSE_SECONDS:-10}"; fi
  while IFS=$'\\t' read -r method path fatal expect words; do
    tries=1
    if [ "$fatal" = true ]; then tries=$TRIES; fi
    until ask; do
      tries=$((tries - 1))
      if [ "$tries" -gt 0 ]; then
        sleep "$DELAY_SECONDS"
      elif [ "$fatal" = true ]; then
        echo "failed: $told"
        exit 1
      else
        echo "not fatal: $told"
        continue 2
      fi
    done
    echo "passed: $told"
  done <<< "$checks"
done
`.trim();

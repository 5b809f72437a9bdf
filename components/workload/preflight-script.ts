/**
 * Asks the cluster what a preview cannot know: whether it would take a pod of this rollout, has room for
 * all of them, knows the kinds that go with them, and is not full of rollouts that failed.
 *
 * Variables: NAMESPACE, APP, POD (JSON of a pod), PODS (their number), KINDS (JSON: group version to
 * kind), LIVE (name of the live Service), ROLLOUTS (JSON list: this one and what is kept), FAILED (how
 * many others may stand there; none: any number). Prints every problem, then fails.
 */
export const PREFLIGHT_SCRIPT = `
set -euo pipefail
api=\${API:-https://kubernetes.default.svc}
account=\${ACCOUNT:-/var/run/secrets/kubernetes.io/serviceaccount}
problems=0
problem() { echo "refused: $*"; problems=$((problems + 1)); }
ask() {
  curl --silent --show-error --max-time 20 --cacert "$account/ca.crt" \\
    --header "Authorization: Bearer $(cat "$account/token")" --header 'Content-Type: application/json' \\
    "$@"
}
namespaced=$api/api/v1/namespaces/$NAMESPACE

answer=$(ask --data-binary @- "$namespaced/pods?dryRun=All&fieldValidation=Strict" <<< "$POD")
if [ "$(jq -r .kind <<< "$answer")" != Pod ]; then
  problem "the cluster takes no pod of this rollout: $(jq -r .message <<< "$answer")"
fi

short=$(ask "$namespaced/resourcequotas" | jq -r --argjson pod "$POD" --argjson pods "$PODS" '
  def number: capture("^(?<n>[0-9.]+)(?<unit>[a-zA-Z]*)$")
    | (.n | tonumber) * ({"": 1, m: 0.001, k: 1e3, M: 1e6, G: 1e9, Ki: 1024, Mi: 1048576, Gi: 1073741824, Ti: 1099511627776}[.unit]);
  def asked($side; $what): [$pod.spec.containers[].resources[$side][$what] | number] | add * $pods;
  { pods: $pods,
    "requests.cpu": asked("requests"; "cpu"), "requests.memory": asked("requests"; "memory"),
    "limits.cpu": asked("limits"; "cpu"), "limits.memory": asked("limits"; "memory") } as $needed
  | .items[].status | .used as $used | .hard | to_entries[]
  | select($needed[.key] != null)
  | ((.value | number) - ($used[.key] // "0" | number)) as $left
  | select($needed[.key] > $left) | "\\($needed[.key]) of \\(.key), and the quota has \\($left) left"')
while read -r line; do
  if [ -n "$line" ]; then problem "$PODS pods need $line"; fi
done <<< "$short"

while IFS=$'\\t' read -r version kind; do
  known=$(ask "$api/apis/$version" | jq --arg kind "$kind" '[.resources[]? | select(.kind == $kind)] | length')
  if [ "$known" = 0 ]; then problem "the cluster knows no $kind of $version"; fi
done < <(jq -r 'to_entries[] | [.key, .value] | @tsv' <<< "$KINDS")

live=$(ask "$namespaced/services/$LIVE" | jq -r '.spec.selector.rollout // "nothing"')
others=$(ask "$api/apis/apps/v1/namespaces/$NAMESPACE/deployments?labelSelector=app=$APP,rollout" |
  jq -r --arg live "$live" --argjson own "$ROLLOUTS" \\
    '[.items[].metadata.labels] | ([.[]."app.kubernetes.io/version" | values] + [$live, "stable"] + $own) as $known
      | [.[].rollout] | unique - $known | join(" ")')
failed=$(wc -w <<< "$others")
echo "$live serves; rollouts that failed: \${others:-none}"
if [ -n "\${FAILED:-}" ] && [ "$failed" -gt "$FAILED" ]; then
  problem "$failed rollouts that failed still stand there: go back to what serves first, which removes them"
fi
[ "$problems" = 0 ]
`.trim();

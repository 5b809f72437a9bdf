import type { Recording } from "../recorder";
import { groups } from "./groups";
import { AGENT, INTERNET, type Node, nodesOf } from "./nodes";
import { policies } from "./policies";
import { routesLead } from "./routes";

/** Ports that nothing here uses: whoever reaches them reaches everything. */
const OTHER_PORTS = [22, 65_000];

/**
 * Every pair that can open a TCP connection, one line each, read from what was registered: network
 * policies in the cluster, security groups and routes in AWS. All that apply must agree.
 */
export function reachability(recording: Recording): string[] {
  const nodes = nodesOf(recording);
  const ports = portsOf(recording);
  return nodes
    .flatMap((from) =>
      nodes
        .filter((to) => to !== from && concerns(from, to))
        .flatMap((to) => {
          const open = ports.filter((port) => reaches(recording, from, to, port));
          return open.length === 0 ? [] : [`${from.name} → ${to.name}: ${open.join(", ")}`];
        }),
    )
    .sort();
}

/** Whatever zones the two stand in: a rule that forgets one zone lets nobody connect. */
function reaches(recording: Recording, from: Node, to: Node, port: number): boolean {
  return inEachZone(from).every((one) =>
    inEachZone(to).every(
      (other) =>
        routesLead(recording, one, other) &&
        [policies, groups].every(
          (passes) =>
            passes(recording, "egress", one, other, port) &&
            passes(recording, "ingress", other, one, port),
        ),
    ),
  );
}

function inEachZone(node: Node): readonly Node[] {
  const { addresses } = node;
  return addresses.length < 2 ? [node] : addresses.map((one) => ({ ...node, addresses: [one] }));
}

/** Outsiders do not concern us; the agent answers pods alone, and nothing comes from it. */
function concerns(from: Node, to: Node): boolean {
  if (to === AGENT) return from.pod !== undefined;
  const inside = ({ pod, group }: Node) => pod !== undefined || group !== undefined;
  return inside(from) || (from === INTERNET && inside(to));
}

/** Every port that is named anywhere, and some that are not. */
function portsOf(recording: Recording): readonly number[] {
  const text = JSON.stringify(
    ["NetworkPolicy", "SecurityGroupIngressRule", "SecurityGroupEgressRule"].flatMap((type) =>
      recording.of(type).map(({ inputs }) => inputs),
    ),
  );
  const named = [...text.matchAll(/"(?:port|fromPort|toPort)":(\d+)/g)].map(([, port]) =>
    Number(port),
  );
  return [...new Set([...named, ...OTHER_PORTS])].sort((a, b) => a - b);
}

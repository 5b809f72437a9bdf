import { BlockList } from "node:net";

import type { Labels, Layer, Node } from "./nodes";

interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values: readonly string[];
  }[];
}

interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

interface Rule {
  readonly to?: readonly Peer[];
  readonly from?: readonly Peer[];
  readonly ports?: readonly { readonly protocol?: string; readonly port: number }[];
}

interface Policy {
  readonly metadata: { readonly namespace: string };
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes: readonly string[];
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
  };
}

const TYPES = { egress: "Egress", ingress: "Ingress" } as const;

/** What network policies let pass. */
export const policies: Layer = (recording, direction, own, other, port) => {
  const { pod } = own;
  if (pod === undefined) return true;
  const selecting = recording
    .of("networking.k8s.io/v1:NetworkPolicy")
    .map(({ inputs }) => inputs as unknown as Policy)
    .filter(({ metadata }) => metadata.namespace === pod.namespace)
    .filter(({ spec }) => spec.policyTypes.includes(TYPES[direction]))
    .filter(({ spec }) => selects(spec.podSelector, pod.labels));
  // A pod that no policy selects is open to everybody.
  if (selecting.length === 0) return true;
  return selecting.some(({ spec, metadata }) =>
    (spec[direction] ?? []).some(({ to, from, ports }) => {
      const peers = to ?? from;
      const tcp = ports?.filter(({ protocol = "TCP" }) => protocol === "TCP");
      return (
        (tcp?.some((open) => open.port === port) ?? true) &&
        (peers?.some((peer) => matches(peer, other, metadata.namespace)) ?? true)
      );
    }),
  );
};

function matches(peer: Peer, node: Node, namespace: string): boolean {
  const { ipBlock, podSelector, namespaceSelector } = peer;
  if (ipBlock !== undefined) {
    const [address] = node.addresses;
    if (address === undefined) return false;
    const except = ipBlock.except ?? [];
    return holds(ipBlock.cidr, address) && !except.some((cidr) => holds(cidr, address));
  }
  if (node.pod === undefined) return false;
  const home =
    namespaceSelector === undefined
      ? node.pod.namespace === namespace
      : selects(namespaceSelector, { "kubernetes.io/metadata.name": node.pod.namespace });
  return home && (podSelector === undefined || selects(podSelector, node.pod.labels));
}

function selects({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values }) => {
      if (operator !== "In") throw new Error(`operator ${operator} is not known here`);
      return values.includes(labels[key] ?? "");
    })
  );
}

/** Whether an address lies in a range. */
export function holds(cidr: string, address: string): boolean {
  const [network = "", prefix = ""] = cidr.split("/");
  const list = new BlockList();
  list.addSubnet(network, Number(prefix));
  return list.check(address);
}

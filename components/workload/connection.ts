import { networking, type types } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";

/** The pods of some processes of one application. */
export interface Pods {
  readonly kind: "pods";
  readonly app: string;
  readonly components: readonly string[];
}

/** One side of a connection: pods of this namespace, all of another, or addresses. */
export type Peer =
  | Pods
  | { readonly kind: "namespace"; readonly name: string }
  | {
      readonly kind: "addresses";
      readonly cidrs: readonly string[];
      readonly except?: readonly string[];
    };

export interface ConnectionArgs {
  readonly namespace: pulumi.Input<string>;
  readonly from: Peer;
  readonly to: Peer;
  /** TCP. */
  readonly ports: readonly number[];
  readonly stamp: Stamp;
}

/**
 * Lets one side open connections to the other, in a namespace where nothing else may connect.
 *
 * Each side that is pods gets its own half: leave to send, leave to receive.
 */
export function connection(
  name: string,
  { namespace, from, to, ports, stamp }: ConnectionArgs,
  opts: pulumi.CustomResourceOptions,
): networking.v1.NetworkPolicy[] {
  const open = ports.map((port) => ({ protocol: "TCP", port }));
  const half = (role: "out" | "in", pods: Pods, spec: Half) =>
    new networking.v1.NetworkPolicy(
      `${name}-${role}`,
      {
        metadata: { name: `${name}-${role}`, namespace, labels: { ...stamp } },
        spec: { podSelector: selectorOf(pods), ...spec },
      },
      opts,
    );
  return [
    ...(from.kind === "pods"
      ? [half("out", from, { policyTypes: ["Egress"], egress: [{ to: sideOf(to), ports: open }] })]
      : []),
    ...(to.kind === "pods"
      ? [
          half("in", to, {
            policyTypes: ["Ingress"],
            ingress: [{ from: sideOf(from), ports: open }],
          }),
        ]
      : []),
  ];
}

type Half = Pick<types.input.networking.v1.NetworkPolicySpec, "policyTypes" | "egress" | "ingress">;

function selectorOf({ app, components }: Pods) {
  return {
    matchLabels: { app },
    matchExpressions: [{ key: "component", operator: "In", values: [...components] }],
  };
}

function sideOf(peer: Peer): types.input.networking.v1.NetworkPolicyPeer[] {
  switch (peer.kind) {
    case "pods":
      return [{ podSelector: selectorOf(peer) }];
    case "namespace":
      return [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": peer.name } } }];
    case "addresses":
      return peer.cidrs.map((cidr) => ({
        ipBlock: { cidr, ...(peer.except && { except: [...peer.except] }) },
      }));
  }
}

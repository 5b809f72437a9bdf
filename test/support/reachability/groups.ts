import type { Recording, Registration } from "../recorder";
import { clusterGroup, type Node } from "./nodes";
import { holds } from "./policies";

const RULES = {
  ingress: "SecurityGroupIngressRule",
  egress: "SecurityGroupEgressRule",
} as const;

/** Whether security groups let a TCP connection leave one side and enter the other. */
export function groupsAllow(recording: Recording, from: Node, to: Node, port: number): boolean {
  return (
    passes(recording, "egress", from, to, port) && passes(recording, "ingress", to, from, port)
  );
}

function passes(
  recording: Recording,
  direction: "ingress" | "egress",
  own: Node,
  other: Node,
  port: number,
): boolean {
  const { group } = own;
  if (group === undefined) return true;
  const cluster = clusterGroup(recording);
  // EKS itself lets its group send anything, and receive from itself.
  if (group === cluster && (direction === "egress" || other.group === cluster)) return true;
  return recording
    .of(RULES[direction])
    .map(({ inputs }) => inputs as Registration["inputs"] & Rule)
    .filter(({ securityGroupId }) => securityGroupId === group)
    .some(({ ipProtocol, fromPort = 0, toPort = 65_535, ...rule }) => {
      const { referencedSecurityGroupId: reference, cidrIpv4: cidr } = rule;
      const open = ipProtocol === "-1" || (fromPort <= port && port <= toPort);
      const [address] = other.addresses;
      const meant =
        reference === undefined
          ? cidr !== undefined && address !== undefined && holds(cidr, address)
          : reference === other.group;
      return open && meant;
    });
}

interface Rule {
  readonly securityGroupId: string;
  readonly ipProtocol: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly referencedSecurityGroupId?: string;
  readonly cidrIpv4?: string;
}

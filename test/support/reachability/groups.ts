import type { Registration } from "../recorder";
import { clusterGroup, type Layer } from "./nodes";
import { holds } from "./policies";

const RULES = {
  ingress: "SecurityGroupIngressRule",
  egress: "SecurityGroupEgressRule",
} as const;

/** What security groups let pass. */
export const groups: Layer = (recording, direction, own, other, port) => {
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
};

interface Rule {
  readonly securityGroupId: string;
  readonly ipProtocol: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly referencedSecurityGroupId?: string;
  readonly cidrIpv4?: string;
}

import type { Recording, Registration } from "../recorder";

/** Something that opens or accepts connections. */
export interface Node {
  readonly name: string;
  /** One per zone that it stands in; none where its addresses are not of this network. */
  readonly addresses: readonly string[];
  /** Pods are what network policies know. */
  readonly pod?: { readonly namespace: string; readonly labels: Labels };
  /** Security group; absent outside AWS. */
  readonly group?: string;
  /** Subnets that it stands in; absent outside AWS. */
  readonly subnets?: readonly string[];
  /** Whether its addresses can be reached from the internet, if a route leads there. */
  readonly faces?: "internet";
}

/** Whether one layer lets a node open a TCP connection to another (egress), or accept one from it (ingress). */
export type Layer = (
  recording: Recording,
  direction: "egress" | "ingress",
  own: Node,
  other: Node,
  port: number,
) => boolean;

export type Labels = Readonly<Record<string, string>>;

/** Nobody in particular: an address of TEST-NET-2. */
export const INTERNET: Node = { name: "internet", addresses: ["198.51.100.1"] };

/** What gives pods their AWS role, on every node. */
export const AGENT: Node = { name: "Pod Identity agent", addresses: ["169.254.170.23"] };

/** Group of every pod, in a recording that has an EKS cluster. */
export function clusterGroup(recording: Recording): string | undefined {
  return recording.of("eks/cluster:Cluster").length > 0 ? "sg-cluster" : undefined;
}

/** Everything in a recording that has an address, and what lies outside of it. */
export function nodesOf(recording: Recording): readonly Node[] {
  return [INTERNET, AGENT, ...pods(recording), ...inNetwork(recording)];
}

function pods(recording: Recording): readonly Node[] {
  const group = clusterGroup(recording);
  const subnets = recording
    .of("ec2/subnet:Subnet")
    .filter(({ inputs }) => tier(inputs) === "private");
  const place =
    group === undefined
      ? { addresses: [] }
      : { group, subnets: subnets.map(idOf), addresses: subnets.map(someAddress) };
  const nodes = ["apps/v1:Deployment", "apps/v1:StatefulSet", "batch/v1:Job", "batch/v1:CronJob"]
    .flatMap((type) => recording.of(type))
    .map(({ inputs }): Node => {
      const { metadata, spec } = inputs as unknown as Workload;
      const { labels } = (spec.jobTemplate?.spec ?? spec).template.metadata;
      const name = `${labels["app"] ?? ""}/${labels["component"] ?? ""}`;
      return { ...place, name, pod: { namespace: metadata.namespace, labels } };
    });
  return [...new Map(nodes.map((node) => [node.name, node])).values()];
}

interface Workload {
  readonly metadata: { readonly namespace: string };
  readonly spec: Spec & { readonly jobTemplate?: { readonly spec: Spec } };
}

interface Spec {
  readonly template: { readonly metadata: { readonly labels: Labels } };
}

/** What stands in the network itself, by type: its group, and its subnets or what names them. */
const KINDS = [
  { type: "lb/loadBalancer:LoadBalancer", groups: "securityGroups", subnets: "subnets" },
  { type: "rds/instance:Instance", groups: "vpcSecurityGroupIds", via: "dbSubnetGroupName" },
  {
    type: "elasticache/replicationGroup:ReplicationGroup",
    groups: "securityGroupIds",
    via: "subnetGroupName",
  },
  { type: "ec2/vpcEndpoint:VpcEndpoint", groups: "securityGroupIds", subnets: "subnetIds" },
] as const;

function inNetwork(recording: Recording): readonly Node[] {
  const nodes = KINDS.flatMap((kind) =>
    recording.of(kind.type).flatMap(({ name, inputs }): Node[] => {
      const [group] = strings(inputs[kind.groups]);
      if (group === undefined) return [];
      const named = "via" in kind ? groupSubnets(recording, String(inputs[kind.via])) : [];
      const subnets = "subnets" in kind ? strings(inputs[kind.subnets]) : named;
      const addresses = recording
        .of("ec2/subnet:Subnet")
        .filter((subnet) => subnets.includes(idOf(subnet)))
        .map(someAddress);
      const isEndpoint = kind.type === "ec2/vpcEndpoint:VpcEndpoint";
      const faces = inputs["internal"] === false || inputs["publiclyAccessible"] === true;
      return [
        {
          ...{ group, subnets, addresses, name: isEndpoint ? "AWS endpoints" : name },
          ...(faces && { faces: "internet" }),
        },
      ];
    }),
  );
  return [...new Map(nodes.map((node) => [node.name, node])).values()];
}

function groupSubnets(recording: Recording, name: string): readonly string[] {
  return ["rds/subnetGroup:SubnetGroup", "elasticache/subnetGroup:SubnetGroup"]
    .flatMap((type) => recording.of(type))
    .filter(({ inputs }) => inputs["name"] === name)
    .flatMap(({ inputs }) => strings(inputs["subnetIds"]));
}

function tier(inputs: Registration["inputs"]): string | undefined {
  return (inputs["tags"] as Labels)["tier"];
}

function someAddress({ inputs }: Registration): string {
  return String(inputs["cidrBlock"]).replace(/\d+\/\d+$/, "10");
}

/** The id that mocks give. */
export function idOf({ name }: Registration): string {
  return `${name}-id`;
}

export function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

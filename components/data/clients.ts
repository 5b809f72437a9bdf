import { vpc } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";
import { connection, type Peer, type Pods } from "../workload/connection";
import { podIdentity, type PodIdentityArgs } from "../workload/identity";

/** A data store, as seen by whoever wants to connect to it. */
export interface Store {
  readonly name: string;
  readonly port: number;
  /** Where it is for a NetworkPolicy: its pods, or the addresses of its subnets. */
  readonly peer: Peer;
  /** Where it is for AWS; absent in the cluster. */
  readonly securityGroupId?: pulumi.Input<string>;
}

/** One workload that connects, and the AWS role it needs for that, if any. */
export interface Client {
  readonly name: string;
  readonly pods: Pods;
  readonly identity?: Pick<PodIdentityArgs, "description" | "serviceAccount" | "grants">;
}

export interface ClientsArgs {
  readonly store: Store;
  readonly clients: readonly Client[];
  readonly namespace: pulumi.Input<string>;
  /** The EKS cluster that the clients run in; absent elsewhere. */
  readonly eks?: {
    readonly name: pulumi.Input<string>;
    readonly securityGroupId: pulumi.Input<string>;
    /** Where AWS answers: private endpoints, or the internet. */
    readonly aws: Peer;
  };
  readonly stamp: Stamp;
}

/** What AWS calls the address of its Pod Identity agent, on every node. */
const POD_IDENTITY_AGENT = "169.254.170.23/32";

/**
 * Lets some workloads, and nothing else, connect to one store: the security group rule, the network
 * policies and the AWS identities, in one call. Clients start after what it returns.
 */
export function allow(args: ClientsArgs, opts: pulumi.CustomResourceOptions): pulumi.Resource[] {
  const { store, clients, namespace, eks, stamp } = args;
  const { securityGroupId } = store;
  const rules =
    securityGroupId === undefined ? [] : admit({ ...store, securityGroupId }, args, opts);
  const admitted = clients.flatMap(({ name, pods, identity }) => {
    const { peer: to, port } = store;
    return [
      ...connection(
        `${name}-to-${store.name}`,
        { namespace, from: pods, to, ports: [port], stamp },
        opts,
      ),
      ...(identity === undefined || eks === undefined
        ? []
        : assume(name, { namespace, pods, identity, eks, stamp }, opts)),
    ];
  });
  return [...rules, ...admitted];
}

/** The security group's half: one store admits the whole cluster, whose policies tell its pods apart. */
export function admit(
  { name, port, securityGroupId }: Pick<Required<Store>, "name" | "port" | "securityGroupId">,
  { eks, stamp }: Pick<ClientsArgs, "eks" | "stamp">,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  if (eks === undefined) return [];
  const rule = new vpc.SecurityGroupIngressRule(
    `${name}-clients`,
    {
      securityGroupId,
      referencedSecurityGroupId: eks.securityGroupId,
      description: `Port ${port} from the pods of the cluster`,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      tags: stamp,
    },
    opts,
  );
  return [rule];
}

/** `allow` as a thing of its own, which stays what it is when another instance of the store serves. */
export class StoreAccess extends pulumi.ComponentResource {
  /** Leave to connect, which clients wait for. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: ClientsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:data:StoreAccess", name, {}, opts);
    this.ready = allow(args, { parent: this });
    this.registerOutputs({});
  }
}

export interface AssumeArgs extends Pick<ClientsArgs, "namespace" | "stamp"> {
  readonly pods: Pods;
  readonly identity: NonNullable<Client["identity"]>;
  readonly eks: Pick<NonNullable<ClientsArgs["eks"]>, "name" | "aws">;
}

/** Gives pods an AWS role, and leave to fetch its credentials and to call AWS; they start afterwards. */
export function assume(
  name: string,
  { namespace, pods, identity, eks, stamp }: AssumeArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const to = (role: string, peer: Peer, port: number) =>
    connection(
      `${name}-to-${role}`,
      { namespace, from: pods, to: peer, ports: [port], stamp },
      opts,
    );
  return [
    ...to("identity", { kind: "addresses", cidrs: [POD_IDENTITY_AGENT] }, 80),
    ...to("aws", eks.aws, 443),
    ...podIdentity(name, { ...identity, eksName: eks.name, namespace, stamp }, opts),
  ];
}

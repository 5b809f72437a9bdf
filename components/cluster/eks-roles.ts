import { iam } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { onlyFor, serviceTrust } from "../shared/service-trust";
import type { Stamp } from "../shared/stamp";

export interface EksRoleArgs {
  readonly eksName: string;
  readonly eksArn: string;
  readonly accountId: string;
  readonly stamp: Stamp;
}

/** A role that can do its work once its policies are attached. */
export interface EksRole {
  readonly arn: pulumi.Output<string>;
  readonly policies: readonly iam.RolePolicyAttachment[];
}

/** What Auto Mode asks for: docs.aws.amazon.com/eks/latest/userguide/auto-learn-iam.html */
const ROLES = {
  controller: {
    description: "Makes nodes, volumes and network interfaces",
    service: "eks.amazonaws.com",
    actions: ["sts:AssumeRole", "sts:TagSession"],
    policies: [
      "AmazonEKSClusterPolicy",
      "AmazonEKSComputePolicy",
      "AmazonEKSBlockStoragePolicy",
      "AmazonEKSLoadBalancingPolicy",
      "AmazonEKSNetworkingPolicy",
    ],
  },
  node: {
    description: "Joins nodes to the cluster and pulls images",
    service: "ec2.amazonaws.com",
    actions: ["sts:AssumeRole"],
    policies: ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"],
  },
} as const;

/** The role of a cluster's control plane, or of its nodes. */
export function eksRole(
  name: string,
  kind: keyof typeof ROLES,
  args: EksRoleArgs,
  opts: pulumi.CustomResourceOptions,
): EksRole {
  const { description, service, actions, policies } = ROLES[kind];
  const role = new iam.Role(
    `${name}-${kind}`,
    {
      name: `${args.eksName}-${kind}`,
      description: `${description} (${args.eksName})`,
      assumeRolePolicy: JSON.stringify(
        serviceTrust(service, {
          actions,
          // EKS says for which cluster it comes; EC2 says nothing of the kind.
          ...(kind === "controller" && { condition: onlyFor(args.accountId, args.eksArn) }),
        }),
      ),
      tags: args.stamp,
    },
    opts,
  );
  return {
    arn: role.arn,
    policies: policies.map(
      (policy) =>
        new iam.RolePolicyAttachment(
          `${name}-${kind}-${policy}`,
          { role: role.name, policyArn: `arn:aws:iam::aws:policy/${policy}` },
          opts,
        ),
    ),
  };
}

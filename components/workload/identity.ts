import { eks, iam } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { serviceTrust } from "../shared/service-trust";
import type { Stamp } from "../shared/stamp";

/** One thing that an AWS role may do. */
export interface Grant {
  readonly actions: readonly string[];
  readonly resource: pulumi.Input<string>;
  /** When alone. */
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface PodIdentityArgs {
  readonly description: string;
  readonly eksName: pulumi.Input<string>;
  readonly namespace: pulumi.Input<string>;
  readonly serviceAccount: pulumi.Input<string>;
  readonly grants: readonly Grant[];
  readonly stamp: Stamp;
}

/** An AWS role of its own for the pods of one ServiceAccount; pods start after what it returns. */
export function podIdentity(
  name: string,
  args: PodIdentityArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const { eksName, namespace, serviceAccount, stamp: tags } = args;
  const role = new iam.Role(
    name,
    {
      description: args.description,
      assumeRolePolicy: pulumi.jsonStringify(
        serviceTrust("pods.eks.amazonaws.com", {
          actions: ["sts:AssumeRole", "sts:TagSession"],
          condition: {
            StringEquals: {
              "aws:RequestTag/kubernetes-namespace": namespace,
              "aws:RequestTag/kubernetes-service-account": serviceAccount,
            },
          },
        }),
      ),
      tags,
    },
    opts,
  );
  const policy = new iam.RolePolicy(
    name,
    {
      role: role.name,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: args.grants.map(({ actions: [first, ...others], resource, condition }) => ({
          Effect: "Allow",
          Action: others.length === 0 ? first : [first, ...others],
          Resource: resource,
          ...(condition && { Condition: condition }),
        })),
      }),
    },
    opts,
  );
  const association = new eks.PodIdentityAssociation(
    name,
    { clusterName: eksName, namespace, serviceAccount, roleArn: role.arn, tags },
    opts,
  );
  return [policy, association];
}

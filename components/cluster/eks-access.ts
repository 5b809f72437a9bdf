import { eks } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";

const EVERYTHING = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";

/** Lets IAM roles administer a cluster; whoever made it may not, unless its role is among them. */
export function administrators(
  name: string,
  clusterName: pulumi.Input<string>,
  roleArns: readonly string[],
  stamp: Stamp,
  opts: pulumi.CustomResourceOptions,
): eks.AccessPolicyAssociation[] {
  return roleArns.map((roleArn) => {
    const who = `${name}-admin-${logicalName(roleArn)}`;
    const entry = new eks.AccessEntry(
      who,
      { clusterName, principalArn: roleArn, type: "STANDARD", tags: stamp },
      opts,
    );
    return new eks.AccessPolicyAssociation(
      who,
      {
        clusterName,
        principalArn: entry.principalArn,
        policyArn: EVERYTHING,
        accessScope: { type: "cluster" },
      },
      opts,
    );
  });
}

/** Account and role of an ARN, so that neither the list's order nor its length matters. */
function logicalName(roleArn: string): string {
  return roleArn.replace(/^.*::(\d+):role\//, "$1-").replaceAll("/", "-");
}

import { eks } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";

/** ARNs of the roles with which pipelines look into a cluster and change it. */
export interface Pipelines {
  readonly plan: pulumi.Input<string>;
  readonly apply: pulumi.Input<string>;
}

const POLICY = "arn:aws:eks::aws:cluster-access-policy";
const EVERYTHING = `${POLICY}/AmazonEKSClusterAdminPolicy`;
/** Everything, Secrets and custom resources too: whoever looks for drift compares all of it with the state. */
const VIEW = `${POLICY}/AmazonEKSAdminViewPolicy`;

/** Lets people and pipelines into a cluster; whoever made it may not, unless its role is among them. */
export function accessOf(
  name: string,
  clusterName: pulumi.Input<string>,
  { admins, pipelines }: { readonly admins: readonly string[]; readonly pipelines: Pipelines },
  tags: Stamp,
  opts: pulumi.CustomResourceOptions,
): eks.AccessPolicyAssociation[] {
  const letIn = (who: string, roleArn: pulumi.Input<string>, policyArn: string) => {
    const entry = new eks.AccessEntry(
      who,
      { clusterName, principalArn: roleArn, type: "STANDARD", tags },
      opts,
    );
    return new eks.AccessPolicyAssociation(
      who,
      {
        ...{ clusterName, policyArn, principalArn: entry.principalArn },
        accessScope: { type: "cluster" },
      },
      opts,
    );
  };
  return [
    ...admins.map((arn) => letIn(`${name}-admin-${logicalName(arn)}`, arn, EVERYTHING)),
    letIn(`${name}-pipeline-apply`, pipelines.apply, EVERYTHING),
    letIn(`${name}-pipeline-plan`, pipelines.plan, VIEW),
  ];
}

/** Account and role of an ARN, so that neither the list's order nor its length matters. */
function logicalName(roleArn: string): string {
  return roleArn.replace(/^.*::(\d+):role\//, "$1-").replaceAll("/", "-");
}

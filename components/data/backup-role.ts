import { iam } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { serviceTrust } from "../shared/service-trust";
import type { Stamp } from "../shared/stamp";

export interface BackupRoleArgs {
  readonly description: string;
  readonly accountId: string;
  /** What AWS lets AWS Backup do; AWS itself extends it whenever AWS Backup learns to do more. */
  readonly may: keyof typeof POLICIES;
  readonly stamp: Stamp;
}

const POLICIES = {
  backUp: "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
  backUpFiles: "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
  restore: "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
} as const;

/** A role that AWS Backup takes for this account alone; its ARN resolves once it may do its work. */
export function backupRole(
  name: string,
  { description, accountId, may, stamp }: BackupRoleArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const role = new iam.Role(
    name,
    {
      description,
      assumeRolePolicy: JSON.stringify(
        serviceTrust("backup.amazonaws.com", {
          condition: { StringEquals: { "aws:SourceAccount": accountId } },
        }),
      ),
      tags: stamp,
    },
    opts,
  );
  const policy = new iam.RolePolicyAttachment(
    `${name}-policy`,
    { role: role.name, policyArn: POLICIES[may] },
    opts,
  );
  return pulumi.all([role.arn, policy.id]).apply(([arn]) => arn);
}

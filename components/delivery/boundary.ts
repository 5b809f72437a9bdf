import { githubProviderArn } from "./github-trust";

/** What no pipeline does, whatever else its role allows: people do, and are asked why. */
const LOSSES = {
  Databases: [
    "rds:DeleteDBCluster",
    "rds:DeleteDBClusterSnapshot",
    "rds:DeleteDBInstance",
    "rds:DeleteDBInstanceAutomatedBackup",
    "rds:DeleteDBSnapshot",
  ],
  Caches: ["elasticache:DeleteReplicationGroup", "elasticache:DeleteSnapshot"],
  Buckets: [
    "s3:BypassGovernanceRetention",
    "s3:DeleteBucket",
    "s3:DeleteBucketPolicy",
    "s3:DeleteObjectVersion",
  ],
  Images: ["ecr:BatchDeleteImage", "ecr:DeleteRepository"],
  Vaults: [
    "backup:DeleteBackupVault",
    "backup:DeleteBackupVaultAccessPolicy",
    "backup:DeleteBackupVaultLockConfiguration",
    "backup:DeleteRecoveryPoint",
    "backup:DisassociateRecoveryPoint",
    "backup:UpdateRecoveryPointLifecycle",
  ],
  Keys: [
    "kms:DeleteImportedKeyMaterial",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "kms:ScheduleKeyDeletion",
  ],
  Trails: [
    "cloudtrail:DeleteTrail",
    "cloudtrail:PutEventSelectors",
    "cloudtrail:StopLogging",
    "cloudtrail:UpdateTrail",
    "ec2:DeleteFlowLogs",
    "logs:DeleteLogGroup",
  ],
} as const;

/** How a role would get rid of its own limits. */
const OWN_ROLES = [
  "iam:AttachRolePolicy",
  "iam:DeleteRole",
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
];
const OWN_BOUNDARY = [
  "iam:CreatePolicyVersion",
  "iam:DeletePolicy",
  "iam:DeletePolicyVersion",
  "iam:SetDefaultPolicyVersion",
];
const OWN_PROVIDER = [
  "iam:AddClientIDToOpenIDConnectProvider",
  "iam:DeleteOpenIDConnectProvider",
  "iam:UpdateOpenIDConnectProviderThumbprint",
];

/** The policy that bounds deploy roles: they create and change, and neither lose nor weaken what is kept. */
export function boundaryPolicy(
  accountId: string,
  boundary: string,
  roles: readonly string[],
): string {
  const named = (kind: string, name: string) => `arn:aws:iam::${accountId}:${kind}/${name}`;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Sid: "Everything", Effect: "Allow", Action: "*", Resource: "*" },
      ...Object.entries(LOSSES).map(([kept, actions]) => deny(`Keep${kept}`, actions, "*")),
      deny(
        "KeepRoles",
        OWN_ROLES,
        roles.map((role) => named("role", role)),
      ),
      deny("KeepBoundary", OWN_BOUNDARY, named("policy", boundary)),
      deny("KeepProvider", OWN_PROVIDER, githubProviderArn(accountId)),
    ],
  });
}

function deny(sid: string, actions: readonly string[], resource: string | readonly string[]) {
  return { Sid: sid, Effect: "Deny", Action: actions, Resource: resource };
}

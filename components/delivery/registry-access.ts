/** Who may pull from a repository, and who may push to it. */
export interface RegistryAccess {
  readonly accountId: string;
  /** AWS accounts of the other environments, whose roles may pull and nothing else. */
  readonly pullAccounts: readonly string[];
  /** The only roles that may push; absent: whoever the account's own IAM lets. */
  readonly pushRoles: readonly string[] | undefined;
}

const PULL = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

const PUSH = [
  "ecr:CompleteLayerUpload",
  "ecr:InitiateLayerUpload",
  "ecr:PutImage",
  "ecr:UploadLayerPart",
];

/** The policy of a repository; none where the account's own IAM says it all. */
export function registryPolicy({
  accountId,
  pullAccounts,
  pushRoles,
}: RegistryAccess): string | undefined {
  const statements = [
    ...(pullAccounts.length === 0 ? [] : [pullFrom(pullAccounts)]),
    ...(pushRoles === undefined ? [] : pushBy(pushRoles, accountId)),
  ];
  if (statements.length === 0) return undefined;
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** Nodes pull with a role; a key of a user has no business here. */
function pullFrom(accounts: readonly string[]) {
  return {
    Sid: "PullFromOtherEnvironments",
    Effect: "Allow",
    Principal: { AWS: accounts.map(everybodyIn) },
    Action: PULL,
    Condition: {
      ArnLike: { "aws:PrincipalArn": accounts.map((account) => `arn:aws:iam::${account}:role/*`) },
    },
  };
}

function pushBy(roles: readonly string[], accountId: string) {
  return [
    {
      Sid: "PushFromPipelines",
      Effect: "Allow",
      Principal: { AWS: roles },
      Action: [...PULL, ...PUSH],
    },
    {
      Sid: "NobodyElsePushes",
      Effect: "Deny",
      // An account means everybody in it here, and scanners take `*` for an open door.
      Principal: { AWS: [everybodyIn(accountId)] },
      Action: PUSH,
      Condition: { ArnNotEquals: { "aws:PrincipalArn": roles } },
    },
  ];
}

function everybodyIn(account: string): string {
  return `arn:aws:iam::${account}:root`;
}

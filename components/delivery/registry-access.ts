/** Who may pull from a repository, and who may push to it. */
export interface RegistryAccess {
  readonly accountId: string;
  /** AWS accounts of the other environments, whose roles may pull and nothing else. */
  readonly pullAccounts: readonly string[];
  /** The only role that may push; absent: whoever the account's own IAM lets. */
  readonly pushRole: string | undefined;
}

/** What reading an image takes. */
export const PULL = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
];

/** What writing one takes besides. */
export const PUSH = [
  "ecr:CompleteLayerUpload",
  "ecr:InitiateLayerUpload",
  "ecr:PutImage",
  "ecr:UploadLayerPart",
];

/** The policy of a repository that somebody beside the account's own IAM has a say in. */
export function registryPolicy({ accountId, pullAccounts, pushRole }: RegistryAccess): string {
  const statements = [
    ...(pullAccounts.length === 0 ? [] : [pullFrom(pullAccounts)]),
    ...(pushRole === undefined ? [] : pushBy(pushRole, accountId)),
  ];
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

function pushBy(role: string, accountId: string) {
  return [
    {
      Sid: "PushFromPipelines",
      Effect: "Allow",
      Principal: { AWS: [role] },
      Action: [...PULL, ...PUSH],
    },
    {
      Sid: "NobodyElsePushes",
      Effect: "Deny",
      // An account means everybody in it here, and scanners take `*` for an open door.
      Principal: { AWS: [everybodyIn(accountId)] },
      Action: PUSH,
      Condition: { ArnNotEquals: { "aws:PrincipalArn": [role] } },
    },
  ];
}

function everybodyIn(account: string): string {
  return `arn:aws:iam::${account}:root`;
}

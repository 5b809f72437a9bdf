import { distinct, look, type Statement, statements } from "../support/look";
import type { Recording } from "../support/recorder";
import { recordAll } from "../support/three-stacks";

const of = recordAll();
let prod: Recording;
beforeAll(() => {
  prod = of("prod");
});

const APPLICATIONS = ["appos", "life-os", "lifeos", "salitemihret"];

/** Statements about everything, and why AWS lets them say nothing narrower. */
const UNSCOPED: Record<string, string> = {
  "alerts-key account": "a key's policy means that key; without this nobody could change it",
  "alerts-key backup": "a key's policy means that key; a condition names the account",
  "alerts-key rds": "a key's policy means that key; a condition names the account",
  "backup-audit-key account": "a key's policy means that key; without this nobody could change it",
  "backup-audit-key serviceRoles": "a key's policy means that key; one role may use it",
  "backup-audit-reports-policy OnlyTls": "it denies, and only requests without TLS",
  "backup-copy-key account": "a key's policy means that key; without this nobody could change it",
  "backup-key account": "a key's policy means that key; without this nobody could change it",
  "cdn-logs-key account": "a key's policy means that key; without this nobody could change it",
  "cdn-logs-key logs": "a key's policy means that key; a condition names the account's log groups",
  "cluster-key account": "a key's policy means that key; without this nobody could change it",
  "data-key account": "a key's policy means that key; without this nobody could change it",
  ...Object.fromEntries(
    ["Buckets", "Caches", "Databases", "Images", "Keys", "Trails", "Vaults"].map((kept) => [
      `deploy-boundary Keep${kept}`,
      "it denies",
    ]),
  ),
  "deploy-boundary Everything": "a boundary allows nothing by itself",
  "dumps-bucket-policy NoOldTls": "it denies, and only requests with old TLS",
  "dumps-bucket-policy OnlyTls": "it denies, and only requests without TLS",
  "dumps-log-policy OnlyTls": "it denies, and only requests without TLS",
  "edge-access-log-policy OnlyTls": "it denies, and only requests without TLS",
  "logs-key account": "a key's policy means that key; without this nobody could change it",
  "logs-key logs": "a key's policy means that key; a condition names the account's log groups",
  "salitemihret-site-bucket-policy OnlyTls": "it denies, and only requests without TLS",
  "salitemihret-uploads-bucket-policy NoOldTls": "it denies, and only requests with old TLS",
  "salitemihret-uploads-bucket-policy OnlyTls": "it denies, and only requests without TLS",
  "salitemihret-uploads-log-policy OnlyTls": "it denies, and only requests without TLS",
};

for (const pusher of ["appos", "life-os", "platform", "salitemihret"]) {
  UNSCOPED[`${pusher}-push-policy Login`] = "a login is to the whole registry of the account";
}

/** Policies of AWS, which nobody can narrow, and what asks for them. */
const MANAGED: Readonly<Record<string, string>> = {
  AWSBackupServiceRolePolicyForS3Backup: "AWS Backup reads uploads",
  AdministratorAccess: "pipelines change what their boundary lets them",
  AmazonEC2ContainerRegistryPullOnly: "nodes pull images",
  AmazonEKSBlockStoragePolicy: "Auto Mode makes volumes",
  AmazonEKSClusterPolicy: "Auto Mode runs the control plane",
  AmazonEKSComputePolicy: "Auto Mode makes nodes",
  AmazonEKSLoadBalancingPolicy: "Auto Mode registers pods with target groups",
  AmazonEKSNetworkingPolicy: "Auto Mode gives pods addresses",
  AmazonEKSWorkerNodeMinimalPolicy: "nodes join the cluster",
  ReadOnlyAccess: "pipelines preview",
  "service-role/AWSBackupServiceRolePolicyForBackup": "AWS Backup takes snapshots",
  "service-role/AWSBackupServiceRolePolicyForRestores": "AWS Backup restores to rehearse it",
  "service-role/AmazonRDSEnhancedMonitoringRole": "RDS reports on its operating systems",
};

/** Of prod, and of staging, which it follows (the bucket's ends in 4). */
const STATE_KEYS = [
  "arn:aws:kms:eu-central-1:333333333333:key/33333333-0000-4000-8000-000000000003",
  "arn:aws:kms:eu-central-1:222222222222:key/22222222-0000-4000-8000-000000000002",
];
const AWS_POLICY = "arn:aws:iam::aws:policy/";
const ACCOUNT = "AWS arn:aws:iam::333333333333:root";
const GITHUB = "token.actions.githubusercontent.com";
const NOT_OTHERS = ["aws:SourceAccount", "aws:SourceArn"];
const ONE_ACCOUNT = ["namespace", "service-account"].map(
  (what) => `aws:RequestTag/kubernetes-${what}`,
);

/** What security scanners ask of keys, and of who may do what: what is looked at, and the only right answers. */
it.each<[string, () => readonly unknown[], readonly unknown[]]>([
  [
    "KMS.5 CKV_AWS_33 CKV2_AWS_64: every key says who may use it, and none lets everybody",
    () =>
      look(prod, "kms/key:Key", "description", "policy").map(([purpose, policy]) => [
        purpose,
        statements(policy).flatMap(({ principals }) => principals),
      ]),
    [
      [
        "What AWS tells of data stores",
        [ACCOUNT, "Service events.rds.amazonaws.com", "Service backup.amazonaws.com"],
      ],
      ["Reports on backups", [ACCOUNT, "AWS arn:backup-audit-writer"]],
      ["Recovery points in eu-west-1", [ACCOUNT]],
      ["Recovery points in eu-central-1", [ACCOUNT]],
      ["Logs of the CDN and its firewall", [ACCOUNT, "Service logs.us-east-1.amazonaws.com"]],
      ["Secrets of the cluster", [ACCOUNT]],
      ["Databases and caches", [ACCOUNT]],
      [
        "Logs of network, cluster, firewall and stores",
        [ACCOUNT, "Service logs.eu-central-1.amazonaws.com"],
      ],
    ],
  ],
  [
    "KMS.1 KMS.2: a role decrypts with the keys that it needs, where it must at all",
    () =>
      policies("RolePolicy")
        .filter(([, { actions }]) => actions.some((action) => /^(\*|kms:)/.test(action)))
        .map(([name, { actions, resources }]) => [name, actions, resources]),
    [
      ...APPLICATIONS.flatMap((app) => [
        [`${app}-backup`, ["kms:GenerateDataKey", "kms:Decrypt"], ["arn:data-key"]],
        [`${app}-login-bootstrap`, ["kms:Decrypt"], ["arn:data-key"]],
      ]),
      ...["deploy-apply-state", "deploy-plan-state"].flatMap((role) => [
        [role, ["kms:Decrypt"], STATE_KEYS],
        [role, ["kms:Decrypt"], [STATE_KEYS[0]?.replace(/3$/, "4")]],
      ]),
      ...["backend", "scheduler"].map((process) => [
        `salitemihret-${process}`,
        ["kms:Decrypt", "kms:GenerateDataKey"],
        ["arn:data-key"],
      ]),
    ].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  ],
  [
    "IAM.1 IAM.21 CKV_AWS_62 CKV_AWS_63: no policy is about everything but those that cannot be narrower",
    () =>
      ["RolePolicy", "iam/policy:Policy", "kms/key:Key", "BucketPolicy", "RepositoryPolicy"]
        .flatMap(policies)
        .filter(([, { actions, resources }]) => [...actions, ...resources].some(isEverything))
        .map(([name, { sid }]) => `${name} ${sid}`)
        .sort(),
    Object.keys(UNSCOPED).sort(),
  ],
  [
    "IAM.1, waived for policies of AWS: each is asked for by what it serves",
    () =>
      distinct(
        look(prod, "RolePolicyAttachment", "policyArn").map(([arn]) =>
          String(arn).replace(AWS_POLICY, ""),
        ),
      ).toSorted(),
    Object.keys(MANAGED),
  ],
  [
    "IAM.2 CKV_AWS_40: users have no policies of their own, and SES alone needs users, for SMTP",
    () => prod.names().filter((name) => /^aws:iam\/user/.test(name)),
    ["aws:iam/user:User salitemihret-email-a", "aws:iam/user:User salitemihret-email-b"],
  ],
  [
    "CKV_AWS_60 CKV_AWS_61: each role is for one service, or for GitHub, which says for whom it comes",
    () =>
      distinct(
        trust()
          .filter(([, , conditions]) => conditions.length > 0)
          .map(([, principals, conditions]) => [...principals, ...conditions].join(" ")),
      ).toSorted(),
    [
      `Federated arn:aws:iam::333333333333:oidc-provider/${GITHUB} ${GITHUB}:aud ${GITHUB}:sub`,
      "Service backup.amazonaws.com aws:SourceAccount",
      `Service eks.amazonaws.com ${NOT_OTHERS.join(" ")}`,
      `Service monitoring.rds.amazonaws.com ${NOT_OTHERS.join(" ")}`,
      `Service pods.eks.amazonaws.com ${ONE_ACCOUNT.join(" ")}`,
      `Service vpc-flow-logs.amazonaws.com ${NOT_OTHERS.join(" ")}`,
    ],
  ],
  [
    "CKV_AWS_61, waived for nodes: EC2 does not say for whom it comes",
    () => trust().filter(([, , conditions]) => conditions.length === 0),
    [["cluster-node", ["Service ec2.amazonaws.com"], []]],
  ],
  [
    "CKV_AWS_32: only the other environments' accounts pull images, and one role pushes each",
    () => [...new Set(policies("RepositoryPolicy").flatMap(([, { principals }]) => principals))],
    [
      ...["AWS arn:aws:iam::111111111111:root", "AWS arn:aws:iam::222222222222:root"],
      ...["AWS arn:appos-push-role", ACCOUNT, "AWS arn:life-os-push-role"], // ACCOUNT is denied
      ...["AWS arn:salitemihret-push-role", "AWS arn:platform-push-role"],
    ],
  ],
])("%s", (_rule, found, right) => {
  expect(found()).toEqual(right);
});

/** Every statement of the policies of one type, with the logical name of what it belongs to. */
function policies(type: string): readonly (readonly [string, Statement])[] {
  return prod
    .of(type)
    .flatMap(({ name, inputs }) => statements(inputs["policy"]).map((one) => [name, one] as const));
}

function trust(): readonly (readonly [string, readonly string[], readonly string[]])[] {
  return prod
    .of("iam/role:Role")
    .flatMap(({ name, inputs }) =>
      statements(inputs["assumeRolePolicy"]).map(
        ({ principals, conditions }) => [name, principals, conditions] as const,
      ),
    );
}

/** `*`, or all that a service can do. */
const isEverything = (word: string) => /^(\*|[a-z0-9-]+:\*)$/.test(word);

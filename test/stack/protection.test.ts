import type { Registration } from "../support/recorder";
import { recordAll, STACKS } from "../support/three-stacks";

const of = recordAll();

/** What nobody loses by mistake, and what its provider is told about that. */
const DURABLE = {
  "rds/instance:Instance": { deletionProtection: true, skipFinalSnapshot: false },
  "elasticache/replicationGroup:ReplicationGroup": {
    finalSnapshotIdentifier: expect.stringMatching(/-redis-final-0a0b0c0d$/) as string,
  },
  "kms/key:Key": { deletionWindowInDays: 30 },
  "eks/cluster:Cluster": { deletionProtection: true },
  "lb/loadBalancer:LoadBalancer": { enableDeletionProtection: true },
  "s3/bucket:Bucket": { forceDestroy: false },
  "backup/vault:Vault": { forceDestroy: false },
  "backup/vaultLockConfiguration:VaultLockConfiguration": {
    minRetentionDays: expect.any(Number) as number,
  },
  "ecr/repository:Repository": { forceDelete: false },
};

describe("protection", () => {
  it.each([
    ["staging", [4, 4, 7, 1, 1, 7, 1, 1, 0]],
    ["prod", [4, 4, 8, 1, 1, 7, 2, 2, 6]],
  ] as const)(
    "ALL-4 everything in %s that holds data, or stands before it, is protected three ways",
    (stack, numbers) => {
      const kept = Object.entries(DURABLE).map(([type, told]) => {
        const found = of(stack).of(type);
        for (const { inputs } of found) expect(inputs).toMatchObject(told);
        return found;
      });

      expect(kept.map(({ length }) => length)).toEqual(numbers);
      for (const { name, protect, beforeDelete } of kept.flat()) {
        expect([name, protect, beforeDelete]).toEqual([name, true, ["refuse-destruction"]]);
      }
    },
  );

  it("ALL-4 keys outlive their stack", () => {
    const outlive = STACKS.map((stack) =>
      of(stack)
        .of("kms/key:Key")
        .map(({ name, retainOnDelete }) => [name, retainOnDelete]),
    );
    const kept = (...copies: readonly string[]) =>
      [
        ...["alerts", "backup-audit", ...copies, "backup"],
        ...["cdn-logs", "cluster", "data", "logs"],
      ].map((key) => [`${key}-key`, true]);

    expect(outlive).toEqual([[["data-key", false]], kept(), kept("backup-copy")]);
  });
});

describe("ownership", () => {
  it.each(STACKS)(
    "ALL-5 every resource of %s says which application, environment, stack and owner",
    (stack) => {
      const namespaces = of(stack).of("platform:workload:Namespace");
      const shared = new Set(namespaces.map(({ name }) => name));

      for (const { type, name, inputs, parent } of of(stack).all) {
        const stamp = stampOf(type, inputs);
        if (stamp === undefined) continue;
        const app = stamp["app"] ?? "nobody's";
        const belongs = app === "platform" || `${name}-`.startsWith(`${app}-`);
        expect([name, stamp, belongs]).toEqual([
          name,
          expect.objectContaining({ environment: stack, stack, owner: "platform-ops" }),
          !shared.has(parent), // a namespace belongs to all its applications
        ]);
      }
    },
  );

  it("ALL-5 nothing is left unmarked but what AWS gives no tags", () => {
    const unmarked = STACKS.flatMap((stack) => of(stack).all)
      .filter(({ type, inputs }) => type.startsWith("aws:") && inputs["tags"] === undefined)
      .map(({ type }) => type.replace(/^aws:.*:/, ""));

    expect([...new Set(unmarked)].sort()).toEqual(UNTAGGABLE);
  });

  it("ALL-6 APP-25 one stack owns the image repositories, whose tags never change meaning", () => {
    const repositories = STACKS.map((stack) => of(stack).of("ecr/repository:Repository"));

    expect(repositories.map((r) => r.map(({ inputs }) => inputs["name"]))).toEqual([
      [],
      [],
      [
        "appos",
        "life-os-api",
        "life-os-frontend",
        "salitemihret-backend",
        "salitemihret-frontend",
        "toolbox",
      ],
    ]);
    for (const { inputs } of repositories.flat()) {
      expect(inputs).toMatchObject({
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
        forceDelete: false,
      });
    }
  });
});

/** AWS types whose arguments have no `tags`: parts, links and settings of what has. */
const UNTAGGABLE = [
  "AccessKey",
  "AccessPolicyAssociation",
  "Alias",
  "BucketLifecycleConfiguration",
  "BucketLogging",
  "BucketNotification",
  "BucketOwnershipControls",
  "BucketPolicy",
  "BucketPublicAccessBlock",
  "BucketServerSideEncryptionConfiguration",
  "BucketVersioning",
  "CertificateValidation",
  "Function",
  "Group",
  "GroupMembership",
  "GroupPolicy",
  "KeyValueStore",
  "KeyvaluestoreKey",
  "LifecyclePolicy",
  "ListenerCertificate",
  "OriginAccessControl",
  "Record",
  "RegionSettings",
  "RegistryScanningConfiguration",
  "RepositoryPolicy",
  "ResponseHeadersPolicy",
  "RestoreTestingSelection",
  "RolePolicy",
  "RolePolicyAttachment",
  "Route",
  "RouteTableAssociation",
  "Selection",
  "TopicPolicy",
  "TopicSubscription",
  "VaultLockConfiguration",
  "VaultNotifications",
  "VaultPolicy",
  "WebAclAssociation",
  "WebAclLoggingConfiguration",
];

type Stamp = Readonly<Record<string, string>>;

function stampOf(type: string, inputs: Registration["inputs"]): Stamp | undefined {
  if (type.startsWith("aws:")) return inputs["tags"] as Stamp | undefined;
  if (!type.startsWith("kubernetes:")) return undefined;
  return (inputs["metadata"] as { labels?: Stamp }).labels ?? {};
}

import * as pulumi from "@pulumi/pulumi";

import { ImageScanning } from "../../../components/delivery/image-scanning";
import { Registry, type RegistryArgs } from "../../../components/delivery/registry";
import { Guard } from "../../../components/shared/guard";
import { record } from "../../support/recorder";

const args = {
  repository: "web",
  accountId: "333333333333",
  pullAccounts: ["111111111111", "222222222222"],
  pushRole: undefined,
  kmsKeyArn: "arn:key",
  movingTags: [],
  lifecycle: { keep: ["prod-*"], expireDays: {}, untaggedDays: 14 },
  stamp: { app: "web", environment: "prod", stack: "prod", owner: "ops" },
};

describe("Registry", () => {
  it("encrypts its images, looks into what is pushed, and is never emptied", async () => {
    const repository = (await declared()).one("ecr/repository:Repository");

    expect(repository.inputs).toEqual({
      name: "web",
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: "arn:key" }],
      forceDelete: false,
      tags: args.stamp,
    });
    expect(repository.protect).toBe(true);
    expect(repository.beforeDelete).toEqual(["refuse-destruction"]);
  });

  it("lets exactly the tags move that are meant to", async () => {
    const recording = await declared({ movingTags: ["develop", "latest", "main"] });

    expect(recording.one("ecr/repository:Repository").inputs).toMatchObject({
      imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
      imageTagMutabilityExclusionFilters: [
        { filter: "develop", filterType: "WILDCARD" },
        { filter: "latest", filterType: "WILDCARD" },
        { filter: "main", filterType: "WILDCARD" },
      ],
    });
  });

  it("forgets what its lifecycle says, and what is kept is kept on", async () => {
    const { inputs, beforeUpdate } = (await declared()).one("LifecyclePolicy");

    expect(inputs["repository"]).toBe("web");
    expect(JSON.parse(String(inputs["policy"]))).toMatchObject({
      rules: [
        { rulePriority: 1, selection: { tagPatternList: ["prod-*"] } },
        { rulePriority: 2, selection: { tagStatus: "untagged", countNumber: 14 } },
      ],
    });
    expect(beforeUpdate).toEqual(["refuse-weakening"]);
  });

  it("lets the roles of other environments pull, and nobody of theirs push", async () => {
    expect(await policy()).toEqual([
      {
        Sid: "PullFromOtherEnvironments",
        Effect: "Allow",
        Principal: { AWS: ["arn:aws:iam::111111111111:root", "arn:aws:iam::222222222222:root"] },
        Action: PULL,
        Condition: {
          ArnLike: {
            "aws:PrincipalArn": [
              "arn:aws:iam::111111111111:role/*",
              "arn:aws:iam::222222222222:role/*",
            ],
          },
        },
      },
    ]);
  });

  it("lets the role that pushes push, and nobody else of their account", async () => {
    const role = "arn:aws:iam::333333333333:role/web-push";

    expect(await policy({ pullAccounts: [], pushRole: pulumi.output(role) })).toEqual([
      {
        Sid: "PushFromPipelines",
        Effect: "Allow",
        Principal: { AWS: [role] },
        Action: [...PULL, ...PUSH],
      },
      {
        Sid: "NobodyElsePushes",
        Effect: "Deny",
        Principal: { AWS: ["arn:aws:iam::333333333333:root"] },
        Action: PUSH,
        Condition: { ArnNotEquals: { "aws:PrincipalArn": [role] } },
      },
    ]);
  });

  it("leaves everything to its own account where nobody is named", async () => {
    const recording = await declared({ pullAccounts: [] });

    expect(recording.of("RepositoryPolicy")).toEqual([]);
  });

  /** What security scanners ask of a repository: the properties looked at, and their only right values. */
  it.each<[string, Record<string, unknown>]>([
    ["ECR.1 CKV_AWS_163", { imageScanningConfiguration: { scanOnPush: true } }],
    ["ECR.2 CKV_AWS_51", { imageTagMutability: "IMMUTABLE" }],
    ["CKV_AWS_136", { encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: "arn:key" }] }],
  ])("satisfies %s", async (_rule, expected) => {
    const recording = await declared();

    expect(recording.one("ecr/repository:Repository").inputs).toMatchObject(expected);
  });

  it("satisfies CKV_AWS_32: no statement is about everybody", async () => {
    const statements = await policy({
      pushRole: pulumi.output("arn:aws:iam::333333333333:role/web-push"),
    });

    expect(statements).toHaveLength(3);
    expect(JSON.stringify(statements.map(({ Principal }) => Principal))).not.toContain("*");
  });
});

describe("ImageScanning", () => {
  it.each([
    ["basic", "BASIC", "SCAN_ON_PUSH"],
    ["enhanced", "ENHANCED", "CONTINUOUS_SCAN"],
  ] as const)("looks into all images of the account: %s", async (scanning, type, frequency) => {
    const recording = await record(
      () => new ImageScanning("images", { scanning, guard: new Guard(() => false) }),
    );
    const { inputs, beforeUpdate } = recording.one("RegistryScanningConfiguration");

    expect(inputs).toEqual({
      scanType: type,
      rules: [
        {
          scanFrequency: frequency,
          repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }],
        },
      ],
    });
    expect(beforeUpdate).toEqual(["refuse-weakening"]);
  });
});

const PULL = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
const PUSH = [
  "ecr:CompleteLayerUpload",
  "ecr:InitiateLayerUpload",
  "ecr:PutImage",
  "ecr:UploadLayerPart",
];

function declared(change: Partial<RegistryArgs> = {}) {
  return record(
    () => new Registry("web-registry", { ...args, guard: new Guard(() => false), ...change }),
  );
}

async function policy(change: Partial<RegistryArgs> = {}) {
  const { inputs } = (await declared(change)).one("RepositoryPolicy");
  const { Statement } = JSON.parse(String(inputs["policy"])) as {
    Statement: readonly { readonly Principal: unknown }[];
  };
  return Statement;
}

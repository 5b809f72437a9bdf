import { iam } from "@pulumi/aws";

import { Guard } from "../../../components/shared/guard";
import { Key, type KeyArgs } from "../../../components/shared/key";
import { written } from "../../support/look";
import { record } from "../../support/recorder";
import { requests } from "./requests";

const stamp = { app: "platform", environment: "test", stack: "test", owner: "ops" };

const ACCOUNT = {
  Sid: "account",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::333333333333:root" },
  Action: "kms:*",
  Resource: "*",
};

describe("Key", () => {
  it.each([
    ["durable", 30, true, ["refuse-destruction"]],
    ["disposable", 7, false, []],
  ] as const)(
    "that is %s waits %i days for its end, and is kept accordingly",
    async (lifecycle, days, kept, hooks) => {
      const key = (await declared({ lifecycle })).one("kms/key:Key");

      expect(key.inputs["deletionWindowInDays"]).toBe(days);
      expect(key).toMatchObject({ protect: kept, retainOnDelete: kept, beforeDelete: hooks });
    },
  );

  it("says what it is for, and goes by a name that stays", async () => {
    const recording = await declared({});

    expect(recording.one("kms/key:Key")).toMatchObject({
      name: "data-key",
      inputs: { description: "Databases and caches", tags: stamp },
    });
    expect(recording.one("Alias")).toMatchObject({
      name: "data-alias",
      inputs: { name: "alias/platform/data", targetKeyId: "data-key-id" },
    });
  });

  it("lets IAM policies of its account decide who uses it, and no service beside them", async () => {
    expect(await policyOf({ services: [] })).toEqual({
      Version: "2012-10-17",
      Statement: [ACCOUNT],
    });
  });

  it("serves CloudWatch Logs for log groups of its account and region alone", async () => {
    expect(await policyOf({ services: ["logs"] })).toEqual({
      Version: "2012-10-17",
      Statement: [
        ACCOUNT,
        {
          Sid: "logs",
          Effect: "Allow",
          Principal: { Service: "logs.eu-central-1.amazonaws.com" },
          Action: [
            "kms:Encrypt",
            "kms:Decrypt",
            "kms:ReEncrypt*",
            "kms:GenerateDataKey*",
            "kms:Describe*",
          ],
          Resource: "*",
          Condition: {
            ArnLike: {
              "kms:EncryptionContext:aws:logs:arn":
                "arn:aws:logs:eu-central-1:333333333333:log-group:*",
            },
          },
        },
      ],
    });
  });

  it("serves a role of an AWS service in S3 alone, once there is one", async () => {
    const recording = await record(() => {
      const { arn } = new iam.ServiceLinkedRole("writer", { awsServiceName: "reports.test" });
      declare({ serviceRoles: [arn] });
    });

    const { inputs, dependsOn } = recording.one("kms/key:Key");
    expect(JSON.parse(String(inputs["policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        ACCOUNT,
        {
          Sid: "serviceRoles",
          Effect: "Allow",
          Principal: { AWS: ["arn:writer"] },
          Action: ["kms:GenerateDataKey", "kms:Encrypt", "kms:Decrypt"],
          Resource: "*",
          Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
        },
      ],
    });
    expect(dependsOn).toEqual(["writer"]);
  });

  it("lies with its alias in the region that it is given", async () => {
    const recording = await declared({ region: "eu-west-1" });

    for (const type of ["kms/key:Key", "Alias"])
      expect(recording.one(type).inputs["region"]).toBe("eu-west-1");
  });

  it("goes on as the key that it was under its earlier type", async () => {
    const [component] = await requests(() => declare({}));

    expect(component?.getType()).toBe("platform:shared:Key");
    expect(component?.getAliasesList().map((alias) => alias.getSpec()?.getType())).toEqual([
      "platform:data:DataKey",
    ]);
  });

  /** What security scanners ask of a key: the properties looked at, and their only right values. */
  it.each<[string, Record<string, unknown>]>([
    ["KMS.3: thirty days pass before a durable one ends", { deletionWindowInDays: 30 }],
    ["KMS.4 CKV_AWS_7: it rotates", { enableKeyRotation: true, rotationPeriodInDays: 365 }],
    ["CKV_AWS_227: it is enabled", { isEnabled: undefined }],
    ["CKV2_AWS_64: its policy is written out", { policy: expect.any(String) }],
    ["its policy is never set past the check", { bypassPolicyLockoutSafetyCheck: undefined }],
    ["kms_cmk_not_multi_region: it exists in one region", { multiRegion: false }],
  ])("%s", async (_rule, right) => {
    const { inputs } = (await declared({ services: ["logs"] })).one("kms/key:Key");

    expect(Object.fromEntries(Object.keys(right).map((key) => [key, inputs[key]]))).toEqual(right);
  });

  it("KMS.5 CKV_AWS_33: nobody is admitted but the account and the named services", async () => {
    const { inputs } = (await declared({ services: ["logs"] })).one("kms/key:Key");

    expect(written(inputs["policy"]).map(({ Principal }) => Principal)).toEqual([
      { AWS: "arn:aws:iam::333333333333:root" },
      { Service: "logs.eu-central-1.amazonaws.com" },
    ]);
  });
});

function declare(change: Partial<KeyArgs>): Key {
  return new Key("data", {
    purpose: "Databases and caches",
    accountId: "333333333333",
    region: "eu-central-1",
    lifecycle: "durable",
    services: [],
    guard: new Guard(() => false),
    stamp,
    ...change,
  });
}

function declared(change: Partial<KeyArgs>) {
  return record(() => declare(change));
}

async function policyOf(change: Partial<KeyArgs>): Promise<unknown> {
  return JSON.parse(String((await declared(change)).one("kms/key:Key").inputs["policy"]));
}

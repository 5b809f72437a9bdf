import type { Props } from "../../../sandbox/provider/values";
import { plugin, type Plugin } from "./plugin";

const KEY = "aws:kms/key:Key";
const LOGS = "aws:cloudwatch/logGroup:LogGroup";

const ACCOUNT = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::333333333333:root" },
  Action: "kms:*",
};

describe("keys of the simulated AWS", () => {
  let aws: Plugin;
  beforeEach(async () => {
    aws = await plugin("aws");
  });

  it.each<[string, object[]]>([
    ["nobody", []],
    ["a service alone", [{ ...ACCOUNT, Principal: { Service: "logs.amazonaws.com" } }]],
    ["somebody who may only use it", [{ ...ACCOUNT, Action: ["kms:Encrypt", "kms:Decrypt"] }]],
    ["nobody, in so many words", [{ ...ACCOUNT, Effect: "Deny" }]],
  ])("cannot be left to %s", async (_whom, statements) => {
    await expect(aws.create(KEY, "k", policy(statements))).rejects.toThrow(
      "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.",
    );
    await expect(
      aws.create(KEY, "k", { ...policy(statements), bypassPolicyLockoutSafetyCheck: true }),
    ).resolves.toBeDefined();
  });

  it("turn at most every ninety days", async () => {
    const { failures } = await aws.check(KEY, "k", { rotationPeriodInDays: 89 });

    expect(failures).toEqual(["rotationPeriodInDays: must be between 90 and 2560"]);
  });

  it("stay what they are when somebody writes out that they exist in one region", async () => {
    const key = await aws.create(KEY, "k", {});

    expect(await aws.diff(KEY, "k", key, { multiRegion: false })).toMatchObject({ paths: [] });
    expect(await aws.diff(KEY, "k", key, { multiRegion: true })).toMatchObject({
      replaces: ["multiRegion"],
    });
  });

  it.each<[string, Props]>([
    ["none", {}],
    ["one for IAM alone", policy([ACCOUNT])],
    ["one for another region", policy([ACCOUNT, logs("eu-west-1")])],
  ])("with a policy, %s, serve no log group", async (_which, inputs) => {
    const key = await aws.create(KEY, "k", inputs);

    await expect(
      aws.create(LOGS, "l", { name: "web", kmsKeyId: key.properties["arn"] ?? "" }),
    ).rejects.toThrow(
      "AccessDeniedException: The specified KMS key does not exist or is not allowed to be used with Arn 'arn:aws:logs:eu-central-1:333333333333:log-group:web'",
    );
  });

  it("serve log groups where their policy says so", async () => {
    const key = await aws.create(KEY, "k", policy([ACCOUNT, logs("eu-central-1")]));

    await expect(
      aws.create(LOGS, "l", { kmsKeyId: key.properties["arn"] ?? "" }),
    ).resolves.toBeDefined();
  });
});

function policy(statements: readonly object[]): Props {
  return { policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) };
}

function logs(region: string): object {
  const Principal = { Service: `logs.${region}.amazonaws.com` };
  return { Effect: "Allow", Principal, Action: ["kms:GenerateDataKey*", "kms:Decrypt"] };
}

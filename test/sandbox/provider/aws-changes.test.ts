import { plugin, type Plugin } from "./plugin";

const VPC = "aws:ec2/vpc:Vpc";
const LOGS = "aws:cloudwatch/logGroup:LogGroup";

describe("changes and ends in the simulated AWS", () => {
  let aws: Plugin;
  beforeEach(async () => {
    aws = await plugin("aws", { config: { defaultTags: '{"tags":{"owner":"ops","a":"0"}}' } });
  });

  it("reads nothing where nothing is left, and deletes that successfully", async () => {
    const logs = await aws.create(LOGS, "web", {});
    await aws.delete(LOGS, "web", logs);

    expect((await aws.read(LOGS, "web", logs)).id).toBe("");
    await expect(aws.delete(LOGS, "web", logs)).resolves.toBeUndefined();
  });

  it("replaces what cannot change, the old one first when the name stays", async () => {
    const given = { name: "web", logGroupClass: "STANDARD" };
    const logs = await aws.create(LOGS, "web", given);
    const invented = await aws.create(LOGS, "auto", { logGroupClass: "STANDARD" });

    expect(await aws.diff(LOGS, "web", logs, { ...given, logGroupClass: "DELIVERY" })).toEqual({
      paths: ["logGroupClass"],
      replaces: ["logGroupClass"],
      deleteBeforeReplace: true,
    });
    expect(await aws.diff(LOGS, "auto", invented, { logGroupClass: "DELIVERY" })).toMatchObject({
      deleteBeforeReplace: false,
    });
    expect(await aws.diff(LOGS, "web", logs, { ...given, region: "eu-west-1" })).toMatchObject({
      replaces: ["region"],
    });
    expect(await aws.diff(LOGS, "web", logs, { ...given, name: "other" })).toMatchObject({
      replaces: ["name"],
      deleteBeforeReplace: false,
    });
    expect(await aws.diff(LOGS, "web", logs, { ...given, retentionInDays: 30 })).toMatchObject({
      paths: ["retentionInDays"],
      replaces: [],
    });
  });

  it("keeps computed outputs through an update", async () => {
    const vpc = await aws.create(VPC, "net", { cidrBlock: "10.0.0.0/16" });

    const next = await aws.update(VPC, "net", vpc, { cidrBlock: "10.0.0.0/16", tags: { b: "2" } });

    expect(next.properties).toEqual({
      ...vpc.properties,
      tags: { b: "2" },
      tagsAll: { owner: "ops", a: "0", b: "2" },
    });
  });

  it.each([
    [
      "aws:rds/instance:Instance",
      { identifier: "db", instanceClass: "x", skipFinalSnapshot: true, deletionProtection: true },
      "Cannot delete protected DB Instance",
    ],
    [
      "aws:rds/instance:Instance",
      { identifier: "db", instanceClass: "x" },
      "final_snapshot_identifier is required",
    ],
    [
      "aws:lb/loadBalancer:LoadBalancer",
      { name: "lb", enableDeletionProtection: true },
      "deletion protection is enabled",
    ],
  ])("refuses to delete a protected %s", async (type, inputs, words) => {
    const resource = await aws.create(type, "it", inputs);

    await expect(aws.delete(type, "it", resource)).rejects.toThrow(words);
  });

  it("only schedules the end of a secret, whose name stays taken", async () => {
    const type = "aws:secretsmanager/secret:Secret";
    const secret = await aws.create(type, "s", { name: "db" });
    await aws.delete(type, "s", secret);

    expect((await aws.read(type, "s", secret)).id).toBe("");
    await expect(aws.create(type, "s", { name: "db" })).rejects.toThrow("scheduled for deletion");
  });

  it("overwrites where the API does", async () => {
    const bucket = await aws.create("aws:s3/bucket:Bucket", "b", { bucket: "assets-1" });
    const policy = "aws:s3/bucketPolicy:BucketPolicy";
    await aws.create(policy, "p", { bucket: bucket.id, policy: "{}" });

    await expect(
      aws.create(policy, "q", { bucket: bucket.id, policy: "[]" }),
    ).resolves.toMatchObject({
      id: "assets-1",
    });
  });
});

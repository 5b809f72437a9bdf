import { alerts, stamp } from "./declared-alerts";

const TOPIC = "aws:sns/topic:Topic";

describe("Alerts", () => {
  it("owns exactly these resources", async () => {
    expect((await alerts()).names()).toEqual([
      "aws:backup/vaultNotifications:VaultNotifications told-jobs",
      "aws:kms/alias:Alias told-alias",
      "aws:kms/key:Key told-key",
      "aws:rds/eventSubscription:EventSubscription told-db-instance",
      "aws:rds/eventSubscription:EventSubscription told-db-parameter-group",
      "aws:rds/eventSubscription:EventSubscription told-db-security-group",
      "aws:rds/eventSubscription:EventSubscription told-db-snapshot",
      "aws:sns/topic:Topic told",
      "aws:sns/topic:Topic told-cache",
      "aws:sns/topicPolicy:TopicPolicy told-cache-policy",
      "aws:sns/topicPolicy:TopicPolicy told-policy",
      "aws:sns/topicSubscription:TopicSubscription told-ada@example.org",
      "aws:sns/topicSubscription:TopicSubscription told-cache-ada@example.org",
      "platform:observability:Alerts told",
      "platform:shared:Key told",
    ]);
  });

  it("hear RDS of every source, in every category, once it may publish", async () => {
    const recording = await alerts();

    for (const source of [
      "db-instance",
      "db-parameter-group",
      "db-security-group",
      "db-snapshot",
    ]) {
      const { inputs, dependsOn } = recording.named(`told-${source}`, "EventSubscription");
      expect(inputs).toEqual({
        name: `platform-${source}`,
        snsTopic: "arn:told",
        sourceType: source,
        tags: stamp,
      });
      expect(dependsOn).toContain("told-policy");
    }
  });

  it("hear how jobs of AWS Backup end, in the only words that it still uses for that", async () => {
    const { inputs, dependsOn } = (await alerts()).one("VaultNotifications");

    expect(inputs).toEqual({
      backupVaultName: "safe",
      snsTopicArn: "arn:told",
      backupVaultEvents: [
        "BACKUP_JOB_COMPLETED",
        "COPY_JOB_FAILED",
        "RESTORE_JOB_COMPLETED",
        "S3_BACKUP_OBJECT_FAILED",
        "S3_RESTORE_OBJECT_FAILED",
      ],
    });
    expect(dependsOn).toContain("told-policy");
  });

  it("hear of no jobs where AWS Backup keeps nothing", async () => {
    expect((await alerts({ vaultName: undefined })).of("VaultNotifications")).toEqual([]);
  });

  it("are encrypted for those who publish to encrypted topics, and not for ElastiCache", async () => {
    const recording = await alerts();

    expect(recording.named("told", TOPIC).inputs).toEqual({
      name: "platform-told",
      kmsMasterKeyId: "arn:told-key",
      tags: stamp,
    });
    expect(recording.named("told-cache", TOPIC).inputs).toEqual({
      name: "platform-told-cache",
      tags: stamp,
    });
  });

  it.each([
    [
      "told",
      [
        service("rds", "events.rds.amazonaws.com", "arn:told"),
        service("backup", "backup.amazonaws.com", "arn:told"),
      ],
    ],
    [
      "told-cache",
      [
        {
          ...{ Sid: "elasticache", Effect: "Allow", Action: "sns:Publish" },
          ...{ Resource: "arn:told-cache", Principal: { AWS: "*" } },
          Condition: { StringEquals: { "aws:SourceOwner": "333333333333" } },
        },
      ],
    ],
  ])("let nobody publish to %s but services for this account, over TLS", async (topic, allowed) => {
    const { inputs } = (await alerts()).named(`${topic}-policy`, "TopicPolicy");

    expect(inputs["arn"]).toBe(`arn:${topic}`);
    expect(JSON.parse(String(inputs["policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        ...allowed,
        {
          ...{ Sid: "OnlyTls", Effect: "Deny", Principal: "*", Action: "sns:Publish" },
          Resource: `arn:${topic}`,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });

  it("give their key to those who publish under it, for this account alone", async () => {
    const { inputs } = (await alerts()).one("kms/key:Key");
    const { Statement } = JSON.parse(String(inputs["policy"])) as { Statement: unknown[] };

    expect(Statement.slice(1)).toEqual(
      [
        ["rds", "events.rds.amazonaws.com"],
        ["backup", "backup.amazonaws.com"],
      ].map(([Sid, Service]) => ({
        ...{ Sid, Effect: "Allow", Principal: { Service }, Resource: "*" },
        Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
        Condition: { StringEquals: { "aws:SourceAccount": "333333333333" } },
      })),
    );
  });

  it("go to every address, of every topic", async () => {
    const recording = await alerts({
      settings: { emails: ["ada@example.org", "bob@example.org"] },
    });

    expect(
      recording
        .of("TopicSubscription")
        .map(({ inputs }) => [inputs["topic"], inputs["protocol"], inputs["endpoint"]]),
    ).toEqual([
      ["arn:told", "email", "ada@example.org"],
      ["arn:told", "email", "bob@example.org"],
      ["arn:told-cache", "email", "ada@example.org"],
      ["arn:told-cache", "email", "bob@example.org"],
    ]);
  });
});

function service(Sid: string, Service: string, Resource: string) {
  return {
    ...{ Sid, Effect: "Allow", Action: "sns:Publish", Resource, Principal: { Service } },
    Condition: { StringEquals: { "aws:SourceAccount": "333333333333" } },
  };
}

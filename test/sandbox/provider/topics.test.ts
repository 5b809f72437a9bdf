import type { Props } from "../../../sandbox/provider/values";
import { plugin, type Plugin, type Remembered } from "./plugin";

const TOPIC = "aws:sns/topic:Topic";
const POLICY = "aws:sns/topicPolicy:TopicPolicy";
const MAIL = "aws:sns/topicSubscription:TopicSubscription";
const EVENTS = "aws:rds/eventSubscription:EventSubscription";
const JOBS = "aws:backup/vaultNotifications:VaultNotifications";
const ARN = "arn:aws:sns:eu-central-1:333333333333:told";

describe("topics of SNS, simulated", () => {
  let aws: Plugin;
  beforeEach(async () => {
    aws = await plugin("aws");
  });

  it("go by their ARN, and are made once", async () => {
    const first = await topic();
    const second = await topic();

    expect(first.id).toBe(ARN);
    expect(second).toMatchObject({ id: ARN, properties: { arn: ARN, owner: "333333333333" } });
  });

  it("wait for whoever reads mail, and for nobody else", async () => {
    await topic();
    const subscribe = (protocol: string, endpoint: string) =>
      aws.create(MAIL, "m", { topic: ARN, protocol, endpoint });
    const mail = await subscribe("email", "ops@example.org");

    expect(mail.id).toMatch(/^arn:aws:sns:eu-central-1:333333333333:told:[0-9a-f-]{36}$/);
    expect(mail.properties).toMatchObject({ arn: mail.id, pendingConfirmation: true });
    expect((await subscribe("email", "ops@example.org")).id).toBe(mail.id);
    expect((await subscribe("email", "dev@example.org")).id).not.toBe(mail.id);
    expect((await subscribe("sqs", "arn:aws:sqs:a:b:c")).properties).toMatchObject({
      pendingConfirmation: false,
    });
    await expect(subscribe("email", "ops")).rejects.toThrow("Invalid parameter: Email address");
  });

  it("are refused to RDS where their policy leaves it out", async () => {
    await topic();
    const listen = () => aws.create(EVENTS, "e", { name: "e", snsTopic: ARN });
    const allow = (service: string) =>
      aws.create(POLICY, "p", { arn: ARN, policy: `{"Principal":{"Service":"${service}"}}` });

    await allow("backup.amazonaws.com");
    await expect(listen()).rejects.toThrow("SNSNoAuthorization: You do not have permission");
    await allow("events.rds.amazonaws.com");
    expect((await listen()).properties["arn"]).toBe("arn:aws:rds:eu-central-1:333333333333:es:e");
    await expect(listen()).rejects.toThrow("Event subscription e already exists.");
  });

  it("get no categories of events that have no source", async () => {
    await topic();
    const failures = { name: "e", snsTopic: ARN, eventCategories: ["failure"] };

    await expect(aws.create(EVENTS, "e", failures)).rejects.toThrow(
      "If SourceType is null, Categories must also be null.",
    );
    await expect(
      aws.create(EVENTS, "e", { ...failures, sourceType: "db-instance" }),
    ).resolves.toBeDefined();
  });

  it("get no events of jobs but those that AWS Backup still sends", async () => {
    await topic();
    await aws.create("aws:backup/vault:Vault", "v", { name: "safe" });
    const hear = (...backupVaultEvents: readonly string[]) =>
      aws.create(JOBS, "n", { backupVaultName: "safe", snsTopicArn: ARN, backupVaultEvents });

    await expect(hear("BACKUP_JOB_COMPLETED", "BACKUP_JOB_FAILED")).rejects.toThrow(
      "Please select from the following list of notifications BACKUP_JOB_STARTED, BACKUP_JOB_COMPLETED",
    );
    expect((await hear("BACKUP_JOB_COMPLETED")).id).toBe("safe");
  });

  it.each<[string, string, Props, string]>([
    ["a policy", POLICY, { arn: ARN, policy: "{}" }, "NotFound: Topic does not exist"],
    [
      "a reader",
      MAIL,
      { topic: ARN, protocol: "email", endpoint: "ops@example.org" },
      "NotFound: Topic does not exist",
    ],
    [
      "events",
      EVENTS,
      { name: "e", snsTopic: ARN },
      `SNSTopicArnNotFound: The SNS topic ${ARN} does not exist.`,
    ],
    [
      "events of a cache",
      "aws:elasticache/replicationGroup:ReplicationGroup",
      { description: "d", notificationTopicArn: ARN },
      "SNS topic is either invalid or it doesn't belong to the customer account",
    ],
  ])("take no %s before they exist", async (_what, type, inputs, words) => {
    await expect(aws.create(type, "x", inputs)).rejects.toThrow(words);
  });

  it.each<[string, string, Props, string]>([
    ["a topic", TOPIC, { name: "a b" }, "name: takes 1 to 256 letters, digits, hyphens"],
    [
      "a source",
      EVENTS,
      { snsTopic: ARN, sourceType: "db" },
      "sourceType: takes one of blue-green",
    ],
    [
      "a protocol",
      MAIL,
      { topic: ARN, protocol: "fax", endpoint: "1" },
      "protocol: takes one of application, email,",
    ],
    ["a subscription", EVENTS, { snsTopic: ARN, name: "a b" }, "name: takes 1 to 255 letters"],
  ])("know no other form of %s", async (_what, type, inputs, form) => {
    expect((await aws.check(type, "x", inputs)).failures).toEqual([expect.stringContaining(form)]);
  });

  function topic(): Promise<Remembered> {
    return aws.create(TOPIC, "t", { name: "told" });
  }
});

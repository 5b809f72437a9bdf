import { recordAll } from "../support/three-stacks";

const of = recordAll();
const APPLICATIONS = ["appos", "life-os", "lifeos", "salitemihret"];

describe("alerts", () => {
  it.each(["staging", "prod"] as const)(
    "of %s hear every cache, RDS and the vault that is filled every night",
    (stack) => {
      const recording = of(stack);
      const topics = recording.of("ReplicationGroup").map(({ inputs, dependsOn }) => {
        expect(dependsOn).toContain("alerts-cache-policy");
        return [inputs["replicationGroupId"], inputs["notificationTopicArn"]];
      });

      expect(topics).toEqual(APPLICATIONS.map((app) => [`${app}-redis`, "arn:alerts-cache"]));
      expect(recording.one("VaultNotifications").inputs).toMatchObject({
        backupVaultName: "platform-backup",
        snsTopicArn: "arn:alerts",
      });
      expect(recording.of("EventSubscription").map(({ inputs }) => inputs["snsTopic"])).toEqual(
        Array(4).fill("arn:alerts"),
      );
      expect(recording.of("TopicSubscription").map(({ inputs }) => inputs["endpoint"])).toEqual([
        "platform-ops@example-org.test",
        "platform-ops@example-org.test",
      ]);
    },
  );

  it("are none in dev, which keeps nothing in AWS that could fail", () => {
    expect(of("dev").all.filter(({ type }) => /sns|eventSubscription/.test(type))).toEqual([]);
  });
});

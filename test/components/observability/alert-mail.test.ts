import { alerts } from "./declared-alerts";

describe("Mail of alerts", () => {
  it.each([
    ["told", "a failover", { EventID: "RDS-EVENT-0049" }, true],
    ["told", "low storage", { EventID: "RDS-EVENT-0007" }, true],
    ["told", "a deletion", { EventID: "RDS-EVENT-0003" }, true],
    ["told", "the beginning of a nightly backup", { EventID: "RDS-EVENT-0001" }, false],
    ["told", "a nightly snapshot", { EventID: "RDS-EVENT-0042" }, false],
    ["told", "a backup that failed", { EventType: "BACKUP_JOB", State: "FAILED" }, true],
    ["told", "a backup that came too late", { EventType: "BACKUP_JOB", State: "EXPIRED" }, true],
    ["told", "a backup that worked", { EventType: "BACKUP_JOB", State: "COMPLETED" }, false],
    ["told-cache", "a failover", { "ElastiCache:FailoverComplete": "shop-redis-001" }, true],
    ["told-cache", "a snapshot that failed", { "ElastiCache:SnapshotFailed": "shop" }, true],
    ["told-cache", "a nightly snapshot", { "ElastiCache:SnapshotComplete": "shop" }, false],
  ] as const)("mailboxes of %s get %s %j: %s", async (topic, _what, message, mailed) => {
    const { inputs } = (await alerts()).named(`${topic}-ada@example.org`, "TopicSubscription");

    expect(passes(JSON.parse(String(inputs["filterPolicy"])) as Filter, message)).toBe(mailed);
    expect(inputs["filterPolicyScope"]).toBe(topic === "told" ? undefined : "MessageBody");
  });
});

type Filter = Readonly<Record<string, readonly Condition[]>>;
type Condition = { readonly "anything-but": readonly string[] } | { readonly exists: boolean };

/** As SNS decides: every attribute that is named must meet one of its conditions. */
function passes(filter: Filter, message: Readonly<Record<string, string>>): boolean {
  return Object.entries(filter).every(([name, conditions]) =>
    conditions.some((condition) => {
      const value = message[name];
      if ("exists" in condition) return condition.exists === (value !== undefined);
      return value !== undefined && !condition["anything-but"].includes(value);
    }),
  );
}

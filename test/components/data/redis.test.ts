import { redis, stamp } from "./declared-stores";

/** What every cache asks of ElastiCache, whatever was decided. */
const ALWAYS = {
  replicationGroupId: "store",
  description: "Cache and queues of appos",
  engine: "redis",
  engineVersion: "7.1",
  autoMinorVersionUpgrade: true,
  port: 6379,
  clusterMode: "disabled",
  parameterGroupName: "store-parameters",
  subnetGroupName: "store",
  securityGroupIds: ["store-clients-id"],
  userGroupIds: ["store"],
  atRestEncryptionEnabled: true,
  kmsKeyId: "arn:data-key",
  transitEncryptionEnabled: true,
  transitEncryptionMode: "required",
  logDeliveryConfigurations: ["slow-log", "engine-log"].map((logType) => ({
    logType,
    logFormat: "json",
    destinationType: "cloudwatch-logs",
    destination: `/aws/vendedlogs/elasticache/store/${logType}`,
  })),
  applyImmediately: false,
  tags: stamp,
};

describe("a cache", () => {
  it("that is durable asks for exactly this, and goes by no mistake", async () => {
    const group = (await redis()).one("ReplicationGroup");

    expect(group.inputs).toEqual({
      ...ALWAYS,
      nodeType: "cache.m7g.large",
      numCacheClusters: 3,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      snapshotRetentionLimit: 20,
      snapshotWindow: "01:00-02:00",
      maintenanceWindow: "mon:05:00-mon:06:00",
      finalSnapshotIdentifier: "store-final-0a0b0c0d",
      notificationTopicArn: "arn:cache-alerts",
    });
    expect(group).toMatchObject({ protect: true, beforeDelete: ["refuse-destruction"] });
  });

  it("that is disposable asks for exactly this, and leaves nothing behind", async () => {
    const recording = await redis(
      { nodeType: "cache.t4g.micro", replicas: 0, snapshotDays: 0, lifecycle: "disposable" },
      { topicArn: undefined },
    );
    const group = recording.one("ReplicationGroup");

    expect(group.inputs).toEqual({
      ...ALWAYS,
      nodeType: "cache.t4g.micro",
      numCacheClusters: 1,
      automaticFailoverEnabled: false,
      multiAzEnabled: false,
      snapshotRetentionLimit: 0,
      snapshotWindow: "01:00-02:00",
      maintenanceWindow: "mon:05:00-mon:06:00",
    });
    expect(group).toMatchObject({ protect: false, beforeDelete: [] });
    expect(recording.of("RandomId")).toEqual([]);
  });

  it.each(["noeviction", "allkeys-lru"] as const)("does %s when it is full", async (policy) => {
    const recording = await redis({ maxmemoryPolicy: policy });

    expect(recording.one("elasticache/parameterGroup:ParameterGroup").inputs).toEqual({
      family: "redis7",
      description: "Parameters of store",
      parameters: [{ name: "maxmemory-policy", value: policy }],
      tags: stamp,
    });
  });

  it("starts when its logs have somewhere to go and its users exist", async () => {
    const recording = await redis();

    expect(recording.waitsFor("store-group").sort()).toEqual([
      "store-appos_a",
      "store-appos_b",
      "store-clients",
      "store-default",
      "store-engine-log",
      "store-final",
      "store-parameters",
      "store-slow-log",
      "store-subnets",
      "store-users",
    ]);
  });

  it("logs to groups of its own, encrypted, for as long as it is told", async () => {
    const group = { retentionInDays: 365, kmsKeyId: "arn:logs-key", tags: stamp };

    expect((await redis()).of("LogGroup").map(({ inputs }) => inputs)).toEqual([
      { name: "/aws/vendedlogs/elasticache/store/engine-log", ...group },
      { name: "/aws/vendedlogs/elasticache/store/slow-log", ...group },
    ]);
  });

  it("knows its two users and a default that may do nothing", async () => {
    const recording = await redis();
    const password = (value: string) => ({ type: "password", passwords: [value] });

    expect(recording.of("User").map(({ inputs }) => inputs)).toEqual([
      user("store-appos-a", "appos_a", APPLICATION, password("generated-a")),
      user("store-appos-b", "appos_b", APPLICATION, password("generated-b")),
      user("store-default", "default", "off ~* -@all", { type: "no-password-required" }),
    ]);
    expect(recording.one("UserGroup").inputs).toEqual({
      userGroupId: "store",
      engine: "redis",
      userIds: ["store-default", "store-appos-a", "store-appos-b"],
      tags: stamp,
    });
  });

  it("belongs to its component with all that it needs, and to nobody else", async () => {
    const { all } = await redis();
    const strangers = all.filter(({ name, parent }) => parent !== "store" && name !== "store");

    expect(all.length).toBeGreaterThan(10);
    expect(strangers).toEqual([]);
  });
});

const APPLICATION = "on ~* &* +@all -@admin -@dangerous +info";

function user(userId: string, userName: string, accessString: string, authenticationMode: object) {
  return { userId, userName, engine: "redis", accessString, authenticationMode, tags: stamp };
}

import { recordAllTelling, secret } from "../support/workloads";
import { pod } from "../support/appos-pods";
import { STACKS } from "../support/three-stacks";

const of = recordAllTelling();

const MANAGED = ["staging", "prod"] as const;

describe("the database of Life-OS", () => {
  it.each([
    ["staging", "life_os_staging"],
    ["prod", "life_os_production"],
  ] as const)("LIFE-13 is one of three: %s keeps %s on port 5432", (stack, dbName) => {
    expect(of(stack).named("life-os-postgres-instance", "Instance").inputs).toMatchObject({
      dbName,
      port: 5432,
    });
  });

  it("LIFE-13 is one of three: dev keeps life_os_dev on port 5432", () => {
    const [server] = pod(of("dev").named("life-os-postgres-server", "StatefulSet")).containers;

    expect(server?.env).toContainEqual({ name: "POSTGRES_DB", value: "life_os_dev" });
    expect(server?.ports).toEqual([{ name: "main", containerPort: 5432, protocol: "TCP" }]);
  });

  it.each(MANAGED)("LIFE-14 belongs, like the cache, to %s alone", (stack) => {
    const release = of(stack).find(({ name }) => name.startsWith("life-os-secrets-"));

    expect(of(stack).of("StackReference")).toEqual([]);
    expect(release.dependsOn).toEqual(
      expect.arrayContaining(["life-os-postgres-instance", "life-os-redis-group"]),
    );
    expect(secret(of(stack), "life-os", "backend")["DATABASE_URL"]).toContain(
      "@life-os-postgres-instance.test:5432/",
    );
    expect(secret(of(stack), "life-os", "backend")["REDIS_URL"]).toContain(
      "@life-os-redis-group.test:6379/",
    );
  });

  it.each([
    [
      "dev",
      "postgresql+asyncpg://life_os_a:generated-life-os-login-a@life-os-postgres.dev.svc.cluster.local:5432/life_os_dev",
    ],
    [
      "staging",
      "postgresql+asyncpg://life_os_a:generated-life-os-login-a@life-os-postgres-instance.test:5432/life_os_staging?ssl=require",
    ],
    [
      "prod",
      "postgresql+asyncpg://life_os_a:generated-life-os-login-a@life-os-postgres-instance.test:5432/life_os_production?ssl=require",
    ],
  ] as const)("LIFE-15 is reached through asyncpg in %s, by a login role", (stack, url) => {
    expect(secret(of(stack), "life-os", "backend")["DATABASE_URL"]).toBe(url);
    expect(secret(of(stack), "life-os", "migrate")["DATABASE_URL"]).toBe(url);
  });

  it("LIFE-16 may be wiped in development: nothing there is guarded", () => {
    const stores = of("dev").all.filter(({ name }) => name.startsWith("life-os-postgres"));

    expect(stores.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["life-os-postgres-server", "life-os-postgres-volume"]),
    );
    for (const { protect, retainOnDelete, beforeDelete } of stores) {
      expect([protect, retainOnDelete, beforeDelete]).toEqual([false, false, []]);
    }
  });

  it("LIFE-18 is out of reach in production, and nobody deletes it", () => {
    const instance = of("prod").named("life-os-postgres-instance", "Instance");
    const subnets = of("prod").named("life-os-postgres-subnets", "rds/subnetGroup:SubnetGroup");
    const rules = of("prod")
      .of("SecurityGroupIngressRule")
      .filter(({ inputs }) => inputs["securityGroupId"] === "life-os-postgres-clients-id")
      .map(({ inputs }) => inputs);

    expect(instance).toMatchObject({
      protect: true,
      beforeDelete: ["refuse-destruction"],
      inputs: {
        publiclyAccessible: false,
        deletionProtection: true,
        vpcSecurityGroupIds: ["life-os-postgres-clients-id"],
      },
    });
    expect(subnets.dependsOn).toEqual([
      "life-os-data-euc1-az1",
      "life-os-data-euc1-az2",
      "life-os-data-euc1-az3",
    ]);
    expect(rules).toEqual([
      expect.objectContaining({
        referencedSecurityGroupId: "sg-cluster",
        ipProtocol: "tcp",
        fromPort: 5432,
        toPort: 5432,
      }),
    ]);
  });

  it.each(STACKS)("LIFE-19 has generated passwords that %s makes for itself", (stack) => {
    const login = of(stack).named("life-os-login-a", "RandomPassword");

    expect(login.inputs).toMatchObject({ length: 40, keepers: { date: "2026-10-01" } });
    expect(of(stack).named("life-os-login-b", "RandomPassword").inputs).toMatchObject({
      keepers: { date: "2026-07-01" },
    });
    expect(secret(of(stack), "life-os", "backend")["DATABASE_URL"]).toContain(
      ":generated-life-os-login-a@",
    );
  });
});

describe("the cache of Life-OS", () => {
  it.each([
    ["dev", "redis://life-os-redis.dev.svc.cluster.local:6379/0"],
    [
      "staging",
      "rediss://life_os_a:generated-life-os-cache-login-a@life-os-redis-group.test:6379/1",
    ],
    ["prod", "rediss://life_os_a:generated-life-os-cache-login-a@life-os-redis-group.test:6379/0"],
  ] as const)("LIFE-25 keeps its logical database in %s", (stack, url) => {
    expect(secret(of(stack), "life-os", "backend")["REDIS_URL"]).toBe(url);
  });

  it.each(MANAGED)("LIFE-25 LIM-7 %s runs Redis 7 with cluster mode off", (stack) => {
    expect(of(stack).named("life-os-redis-group", "ReplicationGroup").inputs).toMatchObject({
      engineVersion: "7.1",
      port: 6379,
      clusterMode: "disabled",
    });
  });
});

import { pod } from "../support/appos-pods";
import { recordAll, STACKS } from "../support/three-stacks";

const of = recordAll();

const MANAGED = ["staging", "prod"] as const;

describe("databases", () => {
  it.each(MANAGED)("APP-14 %s runs PostgreSQL 16 with TLS only", (stack) => {
    expect(of(stack).named("appos-postgres-instance", "Instance").inputs).toMatchObject({
      engine: "postgres",
      engineVersion: "16",
      dbName: "appos_core",
      port: 5432,
      publiclyAccessible: false,
      storageEncrypted: true,
      manageMasterUserPassword: true,
    });
    expect(
      of(stack).named("appos-postgres-parameters", "rds/parameterGroup:ParameterGroup").inputs,
    ).toMatchObject({
      family: "postgres16",
      parameters: expect.arrayContaining([{ name: "rds.force_ssl", value: "1" }]) as unknown,
    });
  });

  it("APP-14 dev runs the same database in the cluster", () => {
    const server = of("dev").named("appos-postgres-server", "StatefulSet");
    const [container] = pod(server).containers;

    expect(container?.image).toBe("postgres:16");
    expect(container?.env).toContainEqual({ name: "POSTGRES_DB", value: "appos_core" });
  });

  it.each([
    ["staging", 7],
    ["prod", 30],
  ] as const)("APP-19 LIM-1 %s can be restored to any second of %i days", (stack, pitrDays) => {
    expect(of(stack).named("appos-postgres-instance", "Instance").inputs).toMatchObject({
      backupRetentionPeriod: pitrDays,
      deleteAutomatedBackups: false,
      skipFinalSnapshot: false,
    });
  });

  it("survives the loss of a zone in prod", () => {
    expect(of("prod").named("appos-postgres-instance", "Instance").inputs).toMatchObject({
      multiAz: true,
    });
  });
});

describe("caches", () => {
  it.each(MANAGED)("APP-20 LIM-7 %s runs Redis 7 with logical databases and TLS", (stack) => {
    expect(of(stack).named("appos-redis-group", "ReplicationGroup").inputs).toMatchObject({
      engine: "redis",
      engineVersion: "7.1",
      port: 6379,
      clusterMode: "disabled",
      transitEncryptionMode: "required",
      userGroupIds: ["appos-redis"],
    });
  });

  it("lets applications do everything but administer, and the default user nothing", () => {
    const access = of("prod")
      .of("User")
      .filter(({ name }) => name.startsWith("appos-"))
      .map(({ inputs }) => [inputs["userName"], inputs["accessString"]]);

    expect(access).toEqual([
      ["appos_a", "on ~* &* +@all -@admin -@dangerous +info"],
      ["appos_b", "on ~* &* +@all -@admin -@dangerous +info"],
      ["default", "off ~* -@all"],
    ]);
  });
});

describe("GitHub environments", () => {
  it("APP-28 prod is called production, and its reviewers cannot be bypassed", () => {
    expect(
      of("prod").named("appos-production-environment", "RepositoryEnvironment").inputs,
    ).toMatchObject({
      repository: "appos",
      environment: "production",
      canAdminsBypass: false,
      preventSelfReview: true,
      reviewers: [{ teams: [102], users: [] }],
    });
  });

  it("APP-29 APP-02 each environment is deployed from its own branch alone", () => {
    const policies = STACKS.flatMap((stack) =>
      of(stack)
        .of("RepositoryEnvironmentDeploymentPolicy")
        .filter(({ inputs }) => inputs["repository"] === "appos")
        .map(({ inputs }) => [inputs["environment"], inputs["branchPattern"]]),
    );

    expect(policies.filter(([environment]) => environment !== "ci")).toEqual([
      ["staging", "staging"],
      ["production", "main"],
    ]);
    expect(
      of("staging").named("appos-staging-environment", "RepositoryEnvironment").inputs,
    ).toMatchObject({
      deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
    });
  });

  it("APP-30 the production database URL is a secret of the environment production alone", () => {
    const holders = STACKS.flatMap((stack) => of(stack).of("ActionsEnvironmentSecret"))
      .filter(({ inputs }) => inputs["secretName"] === "PROD_DB_URL")
      .map(({ inputs, secrets }) => [inputs["repository"], inputs["environment"], secrets]);

    expect(holders).toEqual([["appos", "production", ["value"]]]);
  });

  it("APP-27 only an approved run changes production", () => {
    expect(
      of("prod").named("platform-production-environment", "RepositoryEnvironment").inputs,
    ).toMatchObject({
      repository: "platform",
      reviewers: [{ teams: [101], users: [] }],
    });
  });
});

import { Guard } from "../../../components/shared/guard";
import { requests } from "../shared/requests";
import { declarePostgres, postgres, stamp } from "./declared-stores";

/** What every database asks of RDS, whatever was decided. */
const ALWAYS = {
  identifier: "store",
  engine: "postgres",
  engineVersion: "16",
  engineLifecycleSupport: "open-source-rds-extended-support-disabled",
  autoMinorVersionUpgrade: true,
  allowMajorVersionUpgrade: false,
  storageType: "gp3",
  dbName: "appos_core",
  port: 5432,
  dbSubnetGroupName: "store",
  parameterGroupName: "store-parameters",
  vpcSecurityGroupIds: ["store-clients-id"],
  publiclyAccessible: false,
  storageEncrypted: true,
  kmsKeyId: "arn:data-key",
  username: "platform_admin",
  manageMasterUserPassword: true,
  masterUserSecretKmsKeyId: "arn:data-key",
  iamDatabaseAuthenticationEnabled: true,
  caCertIdentifier: "rds-ca-rsa2048-g1",
  enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
  monitoringInterval: 60,
  monitoringRoleArn: "arn:store-monitoring",
  performanceInsightsEnabled: true,
  performanceInsightsKmsKeyId: "arn:data-key",
  copyTagsToSnapshot: true,
  finalSnapshotIdentifier: "store-final-0a0b0c0d",
  applyImmediately: false,
};

describe("a database", () => {
  it("that is durable asks for exactly this, and goes by no mistake", async () => {
    const instance = (await postgres()).one("rds/instance:Instance");

    expect(instance.inputs).toEqual({
      ...ALWAYS,
      instanceClass: "db.m7g.large",
      allocatedStorage: 100,
      maxAllocatedStorage: 500,
      multiAz: true,
      performanceInsightsRetentionPeriod: 31,
      backupRetentionPeriod: 30,
      backupWindow: "02:00-03:00",
      maintenanceWindow: "sun:04:00-sun:05:00",
      deleteAutomatedBackups: false,
      deletionProtection: true,
      skipFinalSnapshot: false,
      tags: { ...stamp, rpoMinutes: "60", rtoMinutes: "120" },
    });
    expect(instance).toMatchObject({ protect: true, beforeDelete: ["refuse-destruction"] });
  });

  it("that is disposable asks for exactly this, and leaves nothing behind", async () => {
    const recording = await postgres(
      {
        instanceClass: "db.t4g.micro",
        storageGiB: 20,
        maxStorageGiB: 22,
        zones: "single",
        pitrDays: 1,
        backupWindow: "23:00-23:30",
        maintenanceWindow: "tue:01:00-tue:01:30",
        insightsDays: 7,
        lifecycle: "disposable",
      },
      { recovery: undefined },
    );
    const instance = recording.one("rds/instance:Instance");

    expect(instance.inputs).toEqual({
      ...ALWAYS,
      instanceClass: "db.t4g.micro",
      allocatedStorage: 20,
      maxAllocatedStorage: 22,
      multiAz: false,
      performanceInsightsRetentionPeriod: 7,
      backupRetentionPeriod: 1,
      backupWindow: "23:00-23:30",
      maintenanceWindow: "tue:01:00-tue:01:30",
      deleteAutomatedBackups: true,
      deletionProtection: false,
      skipFinalSnapshot: true,
      tags: stamp,
    });
    expect(instance).toMatchObject({ protect: false, beforeDelete: [] });
  });

  it("can be let go of, snapshot and backups still kept", async () => {
    const guard = new Guard((_kind, name) => name === "store-instance");
    const instance = (await postgres({}, { guard })).one("rds/instance:Instance");

    expect(instance.protect).toBe(false);
    expect(instance.inputs).toMatchObject({
      deletionProtection: false,
      skipFinalSnapshot: false,
      deleteAutomatedBackups: false,
    });
  });

  it("starts when its logs have somewhere to go and measurements may be written", async () => {
    const recording = await postgres();

    expect(recording.waitsFor("store-instance").sort()).toEqual([
      "store-clients",
      "store-final",
      "store-monitoring",
      "store-monitoring-policy",
      "store-parameters",
      "store-postgresql-log",
      "store-subnets",
      "store-upgrade-log",
    ]);
  });

  it("logs to groups of the names that RDS writes to, encrypted, for as long as it is told", async () => {
    const recording = await postgres();
    const group = { retentionInDays: 365, kmsKeyId: "arn:logs-key", tags: stamp };

    expect(recording.of("LogGroup").map(({ inputs }) => inputs)).toEqual([
      { name: "/aws/rds/instance/store/postgresql", ...group },
      { name: "/aws/rds/instance/store/upgrade", ...group },
    ]);
  });

  it("belongs to its component with all that it needs, and to nobody else", async () => {
    const { all } = await postgres();
    const strangers = all.filter(({ name, parent }) => parent !== "store" && name !== "store");

    expect(all.length).toBeGreaterThan(8);
    expect(strangers).toEqual([]);
  });
});

describe("the parameters of a database", () => {
  it("demand TLS, and log changes of the schema and what takes a second", async () => {
    expect((await postgres()).one("rds/parameterGroup:ParameterGroup").inputs).toEqual({
      family: "postgres16",
      description: "Parameters of store",
      parameters: [
        { name: "rds.force_ssl", value: "1" },
        { name: "log_statement", value: "ddl" },
        { name: "log_min_duration_statement", value: "1000" },
        {
          name: "shared_preload_libraries",
          value: "pg_stat_statements",
          applyMethod: "pending-reboot",
        },
      ],
      tags: stamp,
    });
  });

  it("of another major version are made before these are deleted", async () => {
    const asked = await requests(() =>
      declarePostgres({}, { instance: { version: "17", mode: "readWrite", serving: true } }),
    );
    const group = asked.find((r) => r.getType() === "aws:rds/parameterGroup:ParameterGroup");
    const inputs = group?.getObject()?.toJavaScript() ?? {};

    expect(inputs).toMatchObject({ family: "postgres17" });
    expect(inputs).not.toHaveProperty("name");
    expect(group?.getDeletebeforereplace()).toBe(false);
  });
});

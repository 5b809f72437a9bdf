import type { Props } from "../../../sandbox/provider/values";
import { plugin, type Plugin } from "./plugin";

const INSTANCE = "aws:rds/instance:Instance";
const CACHE = "aws:elasticache/replicationGroup:ReplicationGroup";

const DATABASE: Props = {
  identifier: "db",
  engine: "postgres",
  engineVersion: "16",
  instanceClass: "db.m7g.large",
  allocatedStorage: 100,
  maxAllocatedStorage: 110,
  performanceInsightsRetentionPeriod: 713,
  backupWindow: "02:00-03:00",
  maintenanceWindow: "sun:03:00-sun:04:00",
};
const REDIS: Props = {
  replicationGroupId: "cache",
  description: "d",
  numCacheClusters: 2,
  automaticFailoverEnabled: true,
  snapshotRetentionLimit: 35,
  snapshotWindow: "23:00-00:00",
  maintenanceWindow: "mon:00:00-mon:01:00",
  logDeliveryConfigurations: [delivery("slow-log"), delivery("engine-log")],
};

describe("stores in the simulated AWS", () => {
  let aws: Plugin;
  beforeEach(async () => {
    aws = await plugin("aws");
  });

  it.each([
    [INSTANCE, DATABASE],
    [CACHE, REDIS],
  ])("are made where nothing is wrong with them: %s", async (type, inputs) => {
    await expect(aws.create(type, "it", inputs)).resolves.toBeDefined();
  });

  it.each<[string, Props, string]>([
    [
      "of a class that nobody offers",
      { instanceClass: "db.m7g.huge" },
      "InvalidParameterCombination: RDS does not support creating a DB instance with the following combination: DBInstanceClass=db.m7g.huge, Engine=postgres, EngineVersion=16,",
    ],
    [
      "of a size that its family lacks",
      { instanceClass: "db.t4g.4xlarge" },
      "DBInstanceClass=db.t4g.4xlarge, Engine=postgres",
    ],
    [
      "that may not grow",
      { maxAllocatedStorage: 100 },
      "Max storage size must be greater than storage size",
    ],
    [
      "that may hardly grow",
      { maxAllocatedStorage: 109 },
      "The maximum allocated storage must be increased by at least 10 percent.",
    ],
    [
      "with insights of 94 days",
      { performanceInsightsRetentionPeriod: 94 },
      "Invalid Performance Insights retention period. Valid values are: [7, 31, 62,",
    ],
    [
      "that is backed up in a hurry",
      { backupWindow: "02:00-02:29" },
      "The backup window must be at least 30 minutes.",
    ],
    [
      "that is maintained in a hurry",
      { maintenanceWindow: "sun:05:00-sun:05:29" },
      "The maintenance window must be at least 30 minutes.",
    ],
    [
      "that is maintained all day",
      { maintenanceWindow: "sun:05:00-mon:05:00" },
      "Maintenance window must be less than 24 hours.",
    ],
    [
      "that is maintained while it is backed up",
      { maintenanceWindow: "sun:02:59-sun:04:00" },
      "The backup window and maintenance window must not overlap.",
    ],
    [
      "that is maintained while the backup of Sunday ends on Monday",
      { backupWindow: "23:30-00:30", maintenanceWindow: "mon:00:00-mon:01:00" },
      "The backup window and maintenance window must not overlap.",
    ],
    [
      "that is backed up at no time",
      { backupWindow: "2-3" },
      'must satisfy the format of "hh24:mi-hh24:mi"',
    ],
    [
      "that is maintained every day",
      { maintenanceWindow: "03:00-04:00" },
      'must satisfy the format of "ddd:hh24:mi-ddd:hh24:mi"',
    ],
  ])("include no database %s", async (_what, change, words) => {
    await expect(aws.create(INSTANCE, "it", { ...DATABASE, ...change })).rejects.toThrow(words);
  });

  it.each<[string, Props, string]>([
    [
      "that fails over to nobody",
      { numCacheClusters: 1 },
      "must be at least 2 if automaticFailoverEnabled is true",
    ],
    ["with 36 days of snapshots", { snapshotRetentionLimit: 36 }, "must be at most 35"],
    [
      "with two slow logs",
      { logDeliveryConfigurations: [delivery("slow-log"), delivery("slow-log")] },
      "takes one slow-log and one engine-log",
    ],
    [
      "with a log that Redis does not have",
      { logDeliveryConfigurations: [delivery("access-log")] },
      "takes one slow-log and one engine-log",
    ],
    [
      "that is copied within half an hour",
      { snapshotWindow: "22:00-22:30" },
      "Snapshot window must be at least 60 minutes.",
    ],
    [
      "that is maintained within half an hour",
      { maintenanceWindow: "mon:00:00-mon:00:30" },
      "Maintenance window must be at least 60 minutes.",
    ],
    [
      "that is maintained while it is copied",
      { maintenanceWindow: "sun:22:30-sun:23:30" },
      "The snapshot window and maintenance window must not overlap.",
    ],
  ])("include no cache %s", async (_what, change, words) => {
    await expect(aws.create(CACHE, "it", { ...REDIS, ...change })).rejects.toThrow(words);
  });

  it("learn what a server reads only when it starts, when it starts", async () => {
    const type = "aws:rds/parameterGroup:ParameterGroup";
    const library = { name: "shared_preload_libraries", value: "pg_stat_statements" };
    const group = (parameter: Props) => ({ family: "postgres16", parameters: [parameter] });

    await expect(aws.create(type, "it", group(library))).rejects.toThrow(
      "cannot use immediate apply method for static parameter",
    );
    await expect(
      aws.create(type, "it", group({ ...library, applyMethod: "pending-reboot" })),
    ).resolves.toBeDefined();
  });
});

function delivery(logType: string): Props {
  return {
    logType,
    logFormat: "json",
    destinationType: "cloudwatch-logs",
    destination: `/aws/vendedlogs/elasticache/cache/${logType}`,
  };
}

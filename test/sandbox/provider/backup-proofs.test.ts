import type { Props } from "../../../sandbox/provider/values";
import { plugin, type Plugin } from "./plugin";

const DRILL = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
const PART = "aws:backup/restoreTestingSelection:RestoreTestingSelection";
const FRAMEWORK = "aws:backup/framework:Framework";
const REPORT = "aws:backup/reportPlan:ReportPlan";
const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const WRITER = "aws:iam/serviceLinkedRole:ServiceLinkedRole";
const WRITER_ARN =
  "arn:aws:iam::333333333333:role/aws-service-role/reports.backup.amazonaws.com/AWSServiceRoleForBackupReports";

const drill = (change: Props = {}): Props => ({
  name: "drill",
  scheduleExpression: "cron(0 6 1 * ? *)",
  recoveryPointSelection: {
    algorithm: "RANDOM_WITHIN_WINDOW",
    includeVaults: ["*"],
    recoveryPointTypes: ["SNAPSHOT"],
  },
  ...change,
});
const part = (change: Props = {}): Props => ({
  name: "db",
  iamRoleArn: "arn:aws:iam::333333333333:role/backup",
  protectedResourceType: "RDS",
  restoreTestingPlanName: "drill",
  ...change,
});
const report = (reportSetting: Props): Props => ({
  name: "r",
  reportDeliveryChannel: { s3BucketName: "reports" },
  reportSetting,
});

describe("proofs of AWS Backup, simulated", () => {
  let aws: Plugin;
  beforeEach(async () => {
    aws = await plugin("aws");
  });

  it("are a drill, and each of its parts, once it has a role", async () => {
    await expect(aws.create(PART, "s", part())).rejects.toThrow(
      "Restore testing plan drill does not exist",
    );
    await aws.create(DRILL, "d", drill());
    await expect(aws.create(PART, "s", part())).rejects.toThrow(
      "IAM Role backup cannot be assumed by AWS Backup",
    );
    await role();
    await expect(aws.create(PART, "s", part())).resolves.toMatchObject({ id: "db:drill" });
  });

  it.each<[string, string, Props, string]>([
    ["a drill", DRILL, drill({ name: "our-drill" }), "1 to 50 letters, digits and underscores"],
    ["a part of it", PART, part({ name: "life-os" }), "1 to 50 letters, digits and underscores"],
    [
      "a framework",
      FRAMEWORK,
      { name: "1st", controls: [] },
      "1 to 256 letters, digits and underscores, first a letter",
    ],
    [
      "a report",
      REPORT,
      { ...report({ reportTemplate: "BACKUP_JOB_REPORT" }), name: "our-report" },
      "1 to 256 letters, digits and underscores, first a letter",
    ],
  ])("give %s no other name", async (_what, type, inputs, form) => {
    expect((await aws.check(type, "x", inputs)).failures).toEqual([`name: takes ${form}`]);
  });

  it("take security groups as text, and thirty databases in one part at most", async () => {
    await aws.create(DRILL, "d", drill());
    await role();
    const groups = (vpcSecurityGroupIds: string) =>
      part({ restoreMetadataOverrides: { vpcSecurityGroupIds } });
    const databases = (length: number) =>
      part({ protectedResourceArns: Array.from({ length }, (_, n) => `arn:aws:rds:db-${n}`) });

    await expect(aws.create(PART, "s", groups("sg-1"))).rejects.toThrow(
      "vpcSecurityGroupIds must be a JSON array",
    );
    await expect(aws.create(PART, "s", databases(31))).rejects.toThrow("takes at most 30 ARNs");
    await expect(
      aws.create(PART, "s", { ...databases(30), ...groups('["sg-1"]') }),
    ).resolves.toBeDefined();
  });

  it.each<[string, string, Props, string]>([
    [
      "begins",
      DRILL,
      drill({ startWindowHours: 169 }),
      "startWindowHours: must be between 1 and 168",
    ],
    [
      "lasts",
      PART,
      part({ validationWindowHours: 0 }),
      "validationWindowHours: must be between 1 and 168",
    ],
    [
      "looks back",
      DRILL,
      drill({
        recoveryPointSelection: {
          ...(drill()["recoveryPointSelection"] as Props),
          selectionWindowDays: 366,
        },
      }),
      "recoveryPointSelection.selectionWindowDays: must be between 1 and 365",
    ],
  ])("bound how long a drill %s", async (_what, type, inputs, failure) => {
    expect((await aws.check(type, "x", inputs)).failures).toEqual([failure]);
  });

  it("go into a bucket that exists, and name frameworks for compliance alone", async () => {
    const jobs = report({ reportTemplate: "BACKUP_JOB_REPORT" });
    const framework = { frameworkArns: ["arn:aws:backup:framework"] };

    await expect(aws.create(REPORT, "r", jobs)).rejects.toThrow(
      "The specified bucket reports does not exist",
    );
    await aws.create(BUCKET, "b", { bucket: "reports" });
    await expect(
      aws.create(REPORT, "r", report({ reportTemplate: "BACKUP_JOB_REPORT", ...framework })),
    ).rejects.toThrow("Framework ARNs belong to compliance reports");
    await expect(
      aws.create(
        REPORT,
        "r",
        report({ reportTemplate: "CONTROL_COMPLIANCE_REPORT", ...framework }),
      ),
    ).resolves.toMatchObject({ properties: { deploymentStatus: "COMPLETED" } });
  });

  it("are written by a role that no policy names before there is one", async () => {
    await aws.create(BUCKET, "b", { bucket: "reports" });
    const statement = { Effect: "Allow", Principal: { AWS: WRITER_ARN }, Action: "s3:PutObject" };
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const attempts = () =>
      [
        aws.create(BUCKET_POLICY, "p", { bucket: "reports", policy }),
        aws.create("aws:kms/key:Key", "k", { policy, bypassPolicyLockoutSafetyCheck: true }),
      ] as const;
    const writer = () =>
      aws.create(WRITER, "w", { awsServiceName: "reports.backup.amazonaws.com" });

    const [bucket, key] = attempts();
    await expect(bucket).rejects.toThrow("MalformedPolicy: Invalid principal in policy");
    await expect(key).rejects.toThrow("one or more invalid principals");
    expect((await writer()).properties["arn"]).toBe(WRITER_ARN);
    await expect(Promise.all(attempts())).resolves.toHaveLength(2);
    await expect(writer()).rejects.toThrow("has been taken in this account");
  });

  function role() {
    return aws.create("aws:iam/role:Role", "r", { name: "backup", assumeRolePolicy: "{}" });
  }
});

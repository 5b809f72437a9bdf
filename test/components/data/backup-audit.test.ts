import { written } from "../../support/look";
import { record, type Recording } from "../../support/recorder";
import { BREAK_GLASS, declareAudit, stamp } from "./declared-backups";

const BUCKET = "platform-test-backup-reports-333333333333";

const DELIVER = {
  Sid: "DeliverReports",
  Effect: "Allow",
  Principal: { AWS: "arn:proof-writer" },
  Action: "s3:PutObject",
  Resource: "arn:proof-reports/*",
  Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
};
const KEEP = {
  Sid: "KeepReports",
  Effect: "Deny",
  Principal: "*",
  Action: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
  Resource: "arn:proof-reports/*",
};

describe("BackupAudit", () => {
  it("has every backup and restore written down, and every copy where there are copies", async () => {
    expect(reports(await audit())).toEqual([
      ["proof_backups", "BACKUP_JOB_REPORT"],
      ["proof_restores", "RESTORE_JOB_REPORT"],
    ]);
    expect(reports(await audit({ copyRegion: "eu-west-1" }))).toEqual([
      ["proof_backups", "BACKUP_JOB_REPORT"],
      ["proof_copies", "COPY_JOB_REPORT"],
      ["proof_restores", "RESTORE_JOB_REPORT"],
    ]);
  });

  it("writes into a bucket whose policy stands, in both formats", async () => {
    for (const { inputs, dependsOn } of (await audit()).of("ReportPlan")) {
      expect(inputs["reportDeliveryChannel"]).toEqual({
        s3BucketName: BUCKET,
        formats: ["CSV", "JSON"],
      });
      expect(inputs["tags"]).toEqual(stamp);
      expect(dependsOn).toEqual(["proof-reports-policy"]);
    }
  });

  it("keeps its reports for their days, under a key that only their writer uses", async () => {
    const recording = await audit();

    expect(recording.one("s3/bucket:Bucket")).toMatchObject({
      inputs: { bucket: BUCKET, forceDestroy: false },
      protect: true,
    });
    expect(recording.one("BucketLifecycleConfiguration").inputs["rules"]).toMatchObject([
      { expiration: { days: 400 } },
    ]);
    expect(recording.one("BucketServerSideEncryptionConfiguration").inputs["rules"]).toMatchObject([
      { applyServerSideEncryptionByDefault: { kmsMasterKeyId: "arn:proof-key" } },
    ]);
    expect(String(recording.one("kms/key:Key").inputs["policy"])).toContain(
      '"Principal":{"AWS":["arn:proof-writer"]}',
    );
  });

  it("makes the role that writes before it names it", async () => {
    const recording = await audit();

    expect(recording.one("ServiceLinkedRole").inputs).toMatchObject({
      awsServiceName: "reports.backup.amazonaws.com",
      description: "Writes reports on backups",
    });
    for (const type of ["kms/key:Key", "BucketPolicy"])
      expect(recording.one(type).dependsOn).toContain("proof-writer");
  });

  it.each<[string, Parameters<typeof declareAudit>, readonly object[]]>([
    ["nobody", [], [DELIVER, KEEP]],
    [
      "one role",
      [{ breakGlassRole: BREAK_GLASS }],
      [DELIVER, { ...KEEP, Condition: { ArnNotEquals: { "aws:PrincipalArn": BREAK_GLASS } } }],
    ],
    ["who may anyway, while it is disposable,", [{}, { lifecycle: "disposable" }], [DELIVER]],
  ])("lets %s delete a report", async (_whom, args, statements) => {
    const { inputs } = (await audit(...args)).one("BucketPolicy");

    expect(written(inputs["policy"]).slice(0, -1)).toEqual(statements);
  });

  it("checks that databases are snapshotted every night, encrypted and locked", async () => {
    const { inputs } = (await audit()).one("Framework");

    const databases = { complianceResourceTypes: ["RDS"] };
    expect(inputs).toEqual({
      name: "proof",
      description: "What is promised of backups",
      controls: [
        { name: "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN", scope: databases },
        {
          name: "BACKUP_LAST_RECOVERY_POINT_CREATED",
          inputParameters: [
            { name: "recoveryPointAgeUnit", value: "hours" },
            { name: "recoveryPointAgeValue", value: "26" },
          ],
          scope: databases,
        },
        { name: "BACKUP_RECOVERY_POINT_ENCRYPTED" },
        {
          name: "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK",
          inputParameters: [
            { name: "minRetentionDays", value: "7" },
            { name: "maxRetentionDays", value: "90" },
          ],
          scope: databases,
        },
      ],
      tags: stamp,
    });
  });

  it("checks that one role alone deletes them, and that copies lie elsewhere, where that is so", async () => {
    const promised = { breakGlassRole: BREAK_GLASS, copyRegion: "eu-west-1" };
    const { inputs } = (await audit(promised)).one("Framework");

    expect((inputs["controls"] as unknown[]).slice(4)).toEqual([
      {
        name: "BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED",
        inputParameters: [{ name: "principalArnList", value: BREAK_GLASS }],
      },
      {
        name: "BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION",
        inputParameters: [{ name: "crossRegionList", value: "eu-west-1" }],
        scope: { complianceResourceTypes: ["RDS"] },
      },
    ]);
  });
});

function audit(...args: Parameters<typeof declareAudit>) {
  return record(() => declareAudit(...args));
}

function reports(recording: Recording): readonly unknown[] {
  return recording
    .of("ReportPlan")
    .map(({ inputs: { name, reportSetting } }) => [
      name,
      (reportSetting as { reportTemplate: string }).reportTemplate,
    ]);
}

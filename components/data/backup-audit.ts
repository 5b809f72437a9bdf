import { backup, iam } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Backup } from "../../config/backup";
import { Key } from "../shared/key";
import { type BucketKeeping, privateBucket } from "../shared/private-bucket";
import { backupControls } from "./backup-controls";

export interface BackupAuditArgs extends BucketKeeping {
  readonly settings: Pick<Backup, "lock" | "copyRegion" | "breakGlassRole">;
  /** Begins the name of the bucket with the reports. */
  readonly bucketPrefix: string;
  readonly accountId: string;
  readonly region: string;
  /** Days for which a report is kept. */
  readonly days: number;
}

/** What AWS Backup writes down every day, by what it is about. */
const REPORTS = { backups: "BACKUP_JOB_REPORT", restores: "RESTORE_JOB_REPORT" };
const COPY_REPORT = { copies: "COPY_JOB_REPORT" };

/** Proof that backups are made, kept and restored: rules that AWS checks, reports that nobody deletes. */
export class BackupAudit extends pulumi.ComponentResource {
  constructor(name: string, args: BackupAuditArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:data:BackupAudit", name, {}, opts);
    const { settings, accountId, region, days, lifecycle, guard, stamp } = args;
    const child = { parent: this };
    const inName = (text: string) => text.replaceAll("-", "_");
    // It writes the reports. AWS makes it with the first report plan, but refuses to name it before.
    const writer = new iam.ServiceLinkedRole(
      `${name}-writer`,
      {
        awsServiceName: "reports.backup.amazonaws.com",
        description: "Writes reports on backups",
        tags: stamp,
      },
      child,
    );
    const key = new Key(
      name,
      {
        ...{ accountId, region, lifecycle, guard, stamp },
        purpose: "Reports on backups",
        services: [],
        serviceRoles: [writer.arn],
      },
      child,
    );
    const bucket = privateBucket(
      `${name}-reports`,
      {
        ...{ days, lifecycle, guard, stamp },
        bucket: `${args.bucketPrefix}-backup-reports-${accountId}`,
        keyArn: key.arn,
        statements: (bucketArn) => [
          delivered(bucketArn, writer.arn),
          ...(lifecycle === "durable" ? [kept(bucketArn, settings.breakGlassRole)] : []),
        ],
      },
      child,
    );
    const reports = { ...REPORTS, ...(settings.copyRegion !== undefined && COPY_REPORT) };
    for (const [about, reportTemplate] of Object.entries(reports)) {
      new backup.ReportPlan(
        `${name}-${about}`,
        {
          name: inName(`${name}-${about}`),
          description: `Every day's ${about}`,
          reportSetting: { reportTemplate },
          reportDeliveryChannel: { s3BucketName: bucket, formats: ["CSV", "JSON"] },
          tags: stamp,
        },
        child,
      );
    }
    new backup.Framework(
      `${name}-framework`,
      {
        name: inName(name),
        description: "What is promised of backups",
        controls: backupControls(settings),
        tags: stamp,
      },
      child,
    );
    this.registerOutputs({});
  }
}

function delivered(bucketArn: pulumi.Output<string>, writerArn: pulumi.Output<string>) {
  return {
    Sid: "DeliverReports",
    Effect: "Allow",
    Principal: { AWS: writerArn },
    Action: "s3:PutObject",
    Resource: pulumi.interpolate`${bucketArn}/*`,
    Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
  };
}

/** S3 itself ends what has lasted long enough; it asks no policy. */
function kept(bucketArn: pulumi.Output<string>, breakGlassRole: string | undefined) {
  return {
    Sid: "KeepReports",
    Effect: "Deny",
    Principal: "*",
    Action: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
    Resource: pulumi.interpolate`${bucketArn}/*`,
    ...(breakGlassRole !== undefined && {
      Condition: { ArnNotEquals: { "aws:PrincipalArn": breakGlassRole } },
    }),
  };
}

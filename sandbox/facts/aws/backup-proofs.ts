import type { Fact, Facts } from "../fact";
import { between, text } from "../paths";
import { BACKUP_ROLE, named } from "./backups";

const RESTORE_PLAN = "aws:backup/restoreTestingPlan:RestoreTestingPlan";

const AUDITED: Fact = {
  replaceOn: ["name"],
  limits: [
    named(/^[A-Za-z]\w{0,255}$/, "1 to 256 letters, digits and underscores, first a letter"),
  ],
};
const REHEARSED = named(/^\w{1,50}$/, "1 to 50 letters, digits and underscores");

/** What proves that AWS Backup does its work: drills, rules and reports. */
export const backupProofs: Facts = {
  [RESTORE_PLAN]: {
    arn: "backup:{region}:{account}:restore-testing-plan:{name}",
    exists: "AlreadyExistsException: Restore testing plan with the same name already exists",
    replaceOn: ["name"],
    limits: [
      REHEARSED,
      {
        path: "startWindowHours",
        text: "must be between 1 and 168",
        holds: (value) => between(value, 1, 168),
      },
      {
        path: "recoveryPointSelection.selectionWindowDays",
        text: "must be between 1 and 365",
        holds: (value) => between(value, 1, 365),
      },
    ],
  },
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": {
    id: "{name}:{restoreTestingPlanName}",
    exists: "AlreadyExistsException: Restore testing selection with the same name already exists",
    replaceOn: ["name", "protectedResourceType", "restoreTestingPlanName"],
    parents: [
      {
        type: RESTORE_PLAN,
        id: "{restoreTestingPlanName}",
        text: "ResourceNotFoundException: Restore testing plan {} does not exist",
      },
      BACKUP_ROLE,
    ],
    limits: [
      REHEARSED,
      {
        path: "validationWindowHours",
        text: "must be between 1 and 168",
        holds: (value) => between(value, 1, 168),
      },
      {
        path: "protectedResourceArns",
        api: true,
        text: "InvalidParameterValueException: ProtectedResourceArns takes at most 30 ARNs",
        holds: (value) => Array.isArray(value) && value.length <= 30,
      },
      {
        path: "restoreMetadataOverrides",
        api: true,
        text: "InvalidParameterValueException: vpcSecurityGroupIds must be a JSON array",
        holds: (value) => /^(\[".*"\])?$/.test(text({ value }, "value.vpcSecurityGroupIds")),
      },
    ],
  },
  "aws:backup/framework:Framework": {
    ...AUDITED,
    arn: "backup:{region}:{account}:framework:{name}",
    exists: "AlreadyExistsException: Framework with the same name already exists",
    computed: ({ createdAt }) => ({
      ...{ creationTime: createdAt, deploymentStatus: "COMPLETED", status: "ACTIVE" },
    }),
  },
  "aws:backup/reportPlan:ReportPlan": {
    ...AUDITED,
    arn: "backup:{region}:{account}:report-plan:{name}",
    exists: "AlreadyExistsException: Report plan with the same name already exists",
    parents: [
      {
        type: "aws:s3/bucket:Bucket",
        id: "{reportDeliveryChannel.s3BucketName}",
        text: "InvalidParameterValueException: The specified bucket {} does not exist",
      },
    ],
    limits: [
      ...(AUDITED.limits ?? []),
      {
        path: "reportSetting.reportTemplate",
        api: true,
        text: "InvalidParameterValueException: Framework ARNs belong to compliance reports",
        holds: (_value, inputs) =>
          text(inputs, "reportSetting.reportTemplate").endsWith("_COMPLIANCE_REPORT") ||
          text(inputs, "reportSetting.frameworkArns.0") === "",
      },
    ],
    computed: ({ createdAt }) => ({ creationTime: createdAt, deploymentStatus: "COMPLETED" }),
  },
};

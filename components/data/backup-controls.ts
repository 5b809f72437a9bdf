import type { types } from "@pulumi/aws";

import type { Backup } from "../../config/backup";

type Control = types.input.backup.FrameworkControl;

/** A night, and two hours for the snapshot itself. */
const OLDEST_HOURS = 26;

const DATABASES = { complianceResourceTypes: ["RDS"] };

/** What AWS Backup Audit Manager checks; it asks AWS Config, which must record in the account. */
export function backupControls({
  lock,
  copyRegion,
  breakGlassRole,
}: Pick<Backup, "lock" | "copyRegion" | "breakGlassRole">): Control[] {
  return [
    { name: "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN", scope: DATABASES },
    {
      name: "BACKUP_LAST_RECOVERY_POINT_CREATED",
      ...parameters({ recoveryPointAgeUnit: "hours", recoveryPointAgeValue: OLDEST_HOURS }),
      scope: DATABASES,
    },
    { name: "BACKUP_RECOVERY_POINT_ENCRYPTED" },
    {
      name: "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK",
      ...parameters({ minRetentionDays: lock.minDays, maxRetentionDays: lock.maxDays }),
      scope: DATABASES,
    },
    // It also wants that nobody else changes the policy, which needs somebody who does.
    ...present(breakGlassRole, (principalArnList) => ({
      name: "BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED",
      ...parameters({ principalArnList }),
    })),
    ...present(copyRegion, (crossRegionList) => ({
      name: "BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION",
      ...parameters({ crossRegionList }),
      scope: DATABASES,
    })),
  ];
}

function present(value: string | undefined, control: (value: string) => Control): Control[] {
  return value === undefined ? [] : [control(value)];
}

function parameters(values: Readonly<Record<string, string | number>>) {
  return {
    inputParameters: Object.entries(values).map(([name, value]) => ({
      name,
      value: String(value),
    })),
  };
}

import { BackupAudit, type BackupAuditArgs } from "../../../components/data/backup-audit";
import { BackupPlan, type BackupPlanArgs } from "../../../components/data/backup-plan";
import { BackupVault, type BackupVaultArgs } from "../../../components/data/backup-vault";
import { RestoreDrill, type RestoreDrillArgs } from "../../../components/data/restore-drill";
import { Guard } from "../../../components/shared/guard";

export const stamp = { app: "platform", environment: "test", stack: "test", owner: "ops" };

export const BREAK_GLASS = "arn:aws:iam::333333333333:role/break-glass";

const LOCK = { kind: "governance", minDays: 7, maxDays: 90 } as const;

const common = () => ({
  accountId: "333333333333",
  region: "eu-central-1",
  lifecycle: "durable" as const,
  guard: new Guard(() => false),
  stamp,
});

/** A vault, changed as the test wants it. */
export function declareVault(
  settings: Partial<BackupVaultArgs["settings"]> = {},
  change: Partial<BackupVaultArgs> = {},
  name = "safe",
): BackupVault {
  return new BackupVault(name, { ...common(), settings: { lock: LOCK, ...settings }, ...change });
}

/** A plan `nights` that fills the vault `safe`, changed as the test wants it. */
export function declarePlan(change: Partial<BackupPlanArgs> = {}): BackupPlan {
  return new BackupPlan("nights", {
    ...common(),
    settings: { window: "22:30-00:30", snapshotDays: 30 },
    vault: declareVault(),
    copy: undefined,
    ...change,
  });
}

/** A drill `fire-drill`, changed as the test wants it. */
export function declareDrill(change: Partial<RestoreDrillArgs> = {}): RestoreDrill {
  return new RestoreDrill("fire-drill", {
    ...common(),
    cadence: "quarterly",
    vault: declareVault(),
    vpcId: "vpc-1",
    subnetIds: ["subnet-1", "subnet-2"],
    ...change,
  });
}

/** An audit `proof`, changed as the test wants it. */
export function declareAudit(
  settings: Partial<BackupAuditArgs["settings"]> = {},
  change: Partial<BackupAuditArgs> = {},
): BackupAudit {
  return new BackupAudit("proof", {
    ...common(),
    settings: { lock: LOCK, ...settings },
    bucketPrefix: "platform-test",
    days: 400,
    ...change,
  });
}

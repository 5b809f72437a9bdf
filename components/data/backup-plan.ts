import { backup } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Backup } from "../../config/backup";
import { everyDay } from "../../config/window";
import type { Guard } from "../shared/guard";
import type { Stamp } from "../shared/stamp";
import { backupRole } from "./backup-role";
import type { BackupVault } from "./backup-vault";

export interface BackupPlanArgs {
  readonly settings: Pick<Backup, "window" | "snapshotDays">;
  readonly vault: Pick<BackupVault, "vaultName">;
  /** A vault elsewhere that gets a copy of everything. */
  readonly copy: Pick<BackupVault, "arn"> | undefined;
  readonly accountId: string;
  readonly lifecycle: "durable" | "disposable";
  readonly guard: Guard;
  readonly stamp: Stamp;
}

/** How long a snapshot that begins in the last minute of its window may take. */
const COMPLETION_MINUTES = 180;

/**
 * Snapshots of every night, each kept for the same number of days, its copy as well.
 *
 * Not of every second: two that look after point-in-time recovery undo each other, and RDS does.
 */
export class BackupPlan extends pulumi.ComponentResource {
  readonly planId: pulumi.Output<string>;
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: BackupPlanArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:data:BackupPlan", name, {}, opts);
    const { settings, vault, copy, accountId, lifecycle, guard, stamp } = args;
    const { from, length } = everyDay(settings.window);
    const kept = { deleteAfter: settings.snapshotDays };
    const plan = new backup.Plan(
      `${name}-plan`,
      {
        name: `platform-${name}`,
        rules: [
          {
            ruleName: "nightly",
            targetVaultName: vault.vaultName,
            schedule: `cron(${from % 60} ${Math.floor(from / 60)} * * ? *)`,
            scheduleExpressionTimezone: "Etc/UTC",
            startWindow: length,
            completionWindow: length + COMPLETION_MINUTES,
            lifecycle: kept,
            copyActions: copy ? [{ destinationVaultArn: copy.arn, lifecycle: kept }] : [],
            recoveryPointTags: stamp,
          },
        ],
        tags: stamp,
      },
      { parent: this, ...guard.keep(`${name}-plan`, lifecycle).options },
    );
    this.planId = plan.id;
    this.roleArn = backupRole(
      `${name}-role`,
      { description: "Takes the nightly snapshots", accountId, may: "backUp", stamp },
      { parent: this },
    );
    this.registerOutputs({ planId: this.planId });
  }
}

/** Has one resource snapshotted every night; by its ARN, so that a scan finds it. */
export function everyNight(
  name: string,
  {
    plan,
    resourceArn,
  }: {
    readonly plan: Pick<BackupPlan, "planId" | "roleArn">;
    readonly resourceArn: pulumi.Input<string>;
  },
  opts: pulumi.CustomResourceOptions,
): backup.Selection {
  return new backup.Selection(
    `${name}-backup`,
    { name, planId: plan.planId, iamRoleArn: plan.roleArn, resources: [resourceArn] },
    opts,
  );
}

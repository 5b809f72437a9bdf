import { backup, rds } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Backup } from "../../config/backup";
import type { Stamp } from "../shared/stamp";
import { backupRole } from "./backup-role";
import type { BackupVault } from "./backup-vault";
import { clientGroup } from "./client-group";

export interface RestoreDrillArgs {
  readonly cadence: Exclude<Backup["drill"], "none">;
  readonly vault: Pick<BackupVault, "arn">;
  readonly accountId: string;
  readonly vpcId: pulumi.Input<string>;
  /** Subnets of their own, without any way out. */
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  readonly stamp: Stamp;
}

/** The first of every month, or of every quarter, at six in the morning (UTC). */
const SCHEDULES = { monthly: "cron(0 6 1 * ? *)", quarterly: "cron(0 6 1 1/3 ? *)" } as const;

/** Last night's snapshot, or the one before where last night's failed. */
const WINDOW_DAYS = 2;

/** What restored databases run on: how long a restore takes depends on the storage. */
const INSTANCE_CLASS = "db.t4g.medium";

/** Restores databases regularly, where nobody reaches them, and deletes them a day later. */
export class RestoreDrill extends pulumi.ComponentResource {
  readonly planName: pulumi.Output<string>;
  readonly roleArn: pulumi.Output<string>;
  readonly subnetGroupName: pulumi.Output<string>;
  /** Has no rule, and never gets one. */
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: RestoreDrillArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:data:RestoreDrill", name, {}, opts);
    const { cadence, vault, accountId, vpcId, subnetIds, stamp } = args;
    const child = { parent: this };
    const subnets = new rds.SubnetGroup(
      `${name}-subnets`,
      { name, description: "Databases that were restored as a drill", subnetIds, tags: stamp },
      child,
    );
    const group = clientGroup(name, { vpcId, stamp }, child);
    const plan = new backup.RestoreTestingPlan(
      `${name}-plan`,
      {
        name: underscored(name),
        scheduleExpression: SCHEDULES[cadence],
        scheduleExpressionTimezone: "Etc/UTC",
        startWindowHours: 8,
        recoveryPointSelection: {
          algorithm: "LATEST_WITHIN_WINDOW",
          includeVaults: [vault.arn],
          recoveryPointTypes: ["SNAPSHOT"],
          selectionWindowDays: WINDOW_DAYS,
        },
        tags: stamp,
      },
      child,
    );

    this.planName = plan.name;
    this.roleArn = backupRole(
      `${name}-role`,
      { description: "Restores databases as a drill", accountId, may: "restore", stamp },
      child,
    );
    this.subnetGroupName = subnets.name;
    this.securityGroupId = group.id;
    this.registerOutputs({ planName: this.planName });
  }
}

/** A database that a drill restores, with the parameters that it really has. */
export interface Rehearsed {
  readonly drill: RestoreDrill;
  readonly instanceArn: pulumi.Input<string>;
  readonly parameterGroupName: pulumi.Input<string>;
}

/** Has one database restored in every drill. */
export function everyDrill(
  name: string,
  { drill, instanceArn, parameterGroupName }: Rehearsed,
  opts: pulumi.CustomResourceOptions,
): backup.RestoreTestingSelection {
  return new backup.RestoreTestingSelection(
    `${name}-drill`,
    {
      name: underscored(name),
      restoreTestingPlanName: drill.planName,
      iamRoleArn: drill.roleArn,
      protectedResourceType: "RDS",
      protectedResourceArns: [instanceArn],
      restoreMetadataOverrides: {
        dbInstanceClass: INSTANCE_CLASS,
        dbParameterGroupName: parameterGroupName,
        dbSubnetGroupName: drill.subnetGroupName,
        // AWS Backup takes a list as text only.
        vpcSecurityGroupIds: pulumi.jsonStringify([drill.securityGroupId]),
      },
      validationWindowHours: 24,
    },
    opts,
  );
}

/** Restore testing takes no dash in a name. */
function underscored(name: string): string {
  return name.replaceAll("-", "_");
}

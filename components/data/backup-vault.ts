import { backup } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Backup } from "../../config/backup";
import type { Guard } from "../shared/guard";
import { Key } from "../shared/key";
import type { Stamp } from "../shared/stamp";

export interface BackupVaultArgs {
  readonly settings: Pick<Backup, "lock" | "breakGlassRole">;
  readonly accountId: string;
  /** Where the vault lies, which may be another region than everything else. */
  readonly region: string;
  readonly lifecycle: "durable" | "disposable";
  readonly guard: Guard;
  readonly stamp: Stamp;
}

/** What AWS Backup looks after in a region; a further type takes a new name of the resource below. */
const OPTED_IN = { RDS: true, S3: true };

/**
 * The one vault of a region, under a key of its own, from which nothing goes before its time.
 *
 * A snapshot of RDS keeps the key of its database; only a copy, in another vault, gets that vault's.
 */
export class BackupVault extends pulumi.ComponentResource {
  /** Both resolve once the vault is locked. */
  readonly vaultName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: BackupVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:data:BackupVault", name, {}, opts);
    const { settings, accountId, region, lifecycle, guard, stamp } = args;
    const child = { parent: this };
    const key = new Key(
      name,
      {
        ...{ accountId, region, lifecycle, guard, stamp },
        purpose: `Recovery points in ${region}`,
        services: [],
      },
      child,
    );
    new backup.RegionSettings(
      `${name}-types`,
      { region, resourceTypeOptInPreference: OPTED_IN },
      // AWS adds every other type that it knows: each preview would take them out again.
      { ...child, ignoreChanges: ["resourceTypeOptInPreference"] },
    );
    const vault = new backup.Vault(
      `${name}-vault`,
      { name: `platform-${name}`, region, kmsKeyArn: key.arn, forceDestroy: false, tags: stamp },
      {
        ...child,
        ...guard.keep(`${name}-vault`, lifecycle).options,
        retainOnDelete: lifecycle === "durable",
      },
    );
    const policy = new backup.VaultPolicy(
      `${name}-policy`,
      { region, backupVaultName: vault.name, policy: JSON.stringify(keeps(settings)) },
      child,
    );
    const { lock } = settings;
    const locked = new backup.VaultLockConfiguration(
      `${name}-lock`,
      {
        ...{ region, backupVaultName: vault.name },
        minRetentionDays: lock.minDays,
        maxRetentionDays: lock.maxDays,
        ...(lock.kind === "compliance" && { changeableForDays: lock.irreversibleAfterDays }),
      },
      // A vault has one lock: the end of an earlier one would be the end of its successor.
      { ...child, ...guard.keep(`${name}-lock`, lifecycle).options, deleteBeforeReplace: true },
    );

    const safe = pulumi.all([policy.id, locked.id]);
    this.vaultName = pulumi.all([vault.name, safe]).apply(([vaultName]) => vaultName);
    this.arn = pulumi.all([vault.arn, safe]).apply(([arn]) => arn);
    this.registerOutputs({ arn: this.arn });
  }
}

const KEPT = [
  "backup:DeleteRecoveryPoint",
  "backup:UpdateRecoveryPointLifecycle",
  "backup:DeleteBackupVault",
];

/** Without somebody who may lift it, a policy that nobody may change would stay for ever. */
const SEALED = [
  "backup:PutBackupVaultAccessPolicy",
  "backup:DeleteBackupVaultAccessPolicy",
  "backup:DeleteBackupVaultLockConfiguration",
];

/** AWS Backup itself ends what has lasted long enough; it asks no policy. */
function keeps({ breakGlassRole }: BackupVaultArgs["settings"]) {
  const statement = { Sid: "Keep", Effect: "Deny", Principal: "*", Resource: "*" };
  return {
    Version: "2012-10-17",
    Statement: [
      breakGlassRole === undefined
        ? { ...statement, Action: KEPT }
        : {
            ...statement,
            Action: [...KEPT, ...SEALED],
            Condition: { ArnNotEquals: { "aws:PrincipalArn": breakGlassRole } },
          },
    ],
  };
}

import type * as pulumi from "@pulumi/pulumi";

import { BackupAudit } from "../components/data/backup-audit";
import { BackupPlan, everyNight } from "../components/data/backup-plan";
import { BackupVault } from "../components/data/backup-vault";
import { DumpsBucket } from "../components/data/dumps-bucket";
import { everyDrill, RestoreDrill } from "../components/data/restore-drill";
import { DataSubnets, DRILL_BLOCK } from "../components/edge/data-subnets";
import type { Network } from "../components/edge/network";
import type { Backup } from "../config/backup";
import type { Account } from "./account";
import type { Plan } from "./plan";

/** What keeps the databases of an environment a second time, and proves that it does. */
export interface Backups {
  readonly plan: BackupPlan;
  readonly vaultName: pulumi.Output<string>;
  /** What comes before releases. */
  readonly dumps: DumpsBucket;
  /** Absent where nothing is rehearsed. */
  readonly drill: RestoreDrill | undefined;
}

/** Declares vaults, plan, drill and audit; nothing is kept before `backUp` says what. */
export function declareBackups(
  plan: Plan,
  account: Account,
  network: Network | undefined,
  kmsKeyArn: pulumi.Output<string>,
): Backups | undefined {
  const { backup: settings, environment, logDays } = plan.settings;
  if (settings === undefined) return undefined;
  const { options, stamp: stampOf, ...place } = account;
  const common = { ...place, settings, stamp: stampOf("platform") };
  const vault = new BackupVault("backup", common, options);
  const copy =
    settings.copyRegion === undefined
      ? undefined
      : new BackupVault("backup-copy", { ...common, region: settings.copyRegion }, options);
  const bucketPrefix = `platform-${environment}`;
  new BackupAudit("backup-audit", { ...common, bucketPrefix, days: logDays }, options);
  const dumps = { bucketPrefix, kmsKeyArn, logDays, days: settings.dumpDays };
  return {
    dumps: new DumpsBucket("dumps", { ...common, ...dumps }, options),
    plan: new BackupPlan("backup", { ...common, vault, copy }, options),
    vaultName: vault.vaultName,
    drill: declareDrill(plan, settings, account, network, vault),
  };
}

function declareDrill(
  { settings: { network: site } }: Plan,
  { drill: cadence }: Backup,
  { accountId, stamp: stampOf, options }: Account,
  network: Network | undefined,
  vault: BackupVault,
): RestoreDrill | undefined {
  if (cadence === "none") return undefined;
  if (network === undefined || site === undefined) throw new Error("no network for the drill");
  const name = "restore-drill";
  const { cidr, zones } = site;
  const common = { vpcId: network.vpcId, stamp: stampOf("platform") };
  const block = DRILL_BLOCK;
  const { subnetIds } = new DataSubnets(name, { ...common, cidr, zones, block }, options);
  return new RestoreDrill(name, { ...common, cadence, vault, accountId, subnetIds }, options);
}

/** What a backup must know of a database. */
interface Kept {
  readonly arn: pulumi.Input<string>;
  readonly parameterGroupName: pulumi.Input<string>;
}

/** Keeps one database a second time, and restores it in every drill. */
export function backUp(
  name: string,
  { plan, drill }: Backups,
  { arn, parameterGroupName }: Kept,
): void {
  everyNight(name, { plan, resourceArn: arn }, { parent: plan });
  if (drill === undefined) return;
  everyDrill(name, { drill, instanceArn: arn, parameterGroupName }, { parent: drill });
}

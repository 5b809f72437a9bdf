import { backup, rds } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Alerts as Settings } from "../../config/alerts";
import type { Guard } from "../shared/guard";
import { Key } from "../shared/key";
import type { Stamp } from "../shared/stamp";
import { alertTopic } from "./alert-topic";

export interface AlertsArgs {
  readonly settings: Settings;
  /** Whose jobs are told of; absent where AWS Backup keeps nothing. */
  readonly vaultName: pulumi.Input<string> | undefined;
  readonly accountId: string;
  readonly region: string;
  readonly lifecycle: "durable" | "disposable";
  readonly guard: Guard;
  readonly stamp: Stamp;
}

/** What RDS tells of, in every category: scanners fail a list, and one that is forgotten is silent. */
const SOURCES = ["db-instance", "db-parameter-group", "db-security-group", "db-snapshot"];

/** AWS Backup says in `State` how a job ended; the events named after failures are never sent. */
const JOBS = [
  "BACKUP_JOB_COMPLETED",
  "COPY_JOB_FAILED",
  "RESTORE_JOB_COMPLETED",
  "S3_BACKUP_OBJECT_FAILED",
  "S3_RESTORE_OBJECT_FAILED",
];

/** A backup of RDS begins and ends (1, 2), and so does a snapshot by hand (40, 42) or by itself (90, 91). */
const NIGHTLY = ["0001", "0002", "0040", "0042", "0090", "0091"].map((id) => `RDS-EVENT-${id}`);

/** Nobody reads a mailbox that fills up every night with what went well. */
const ROUTINE = {
  filterPolicy: JSON.stringify({
    EventID: [{ "anything-but": NIGHTLY }, { exists: false }],
    State: [{ "anything-but": ["COMPLETED"] }, { exists: false }],
  }),
};
const CACHE_ROUTINE = {
  filterPolicyScope: "MessageBody",
  filterPolicy: JSON.stringify({ "ElastiCache:SnapshotComplete": [{ exists: false }] }),
};

/** What happens to the data stores of an environment, told to people: failures, failovers, changes, deletions. */
export class Alerts extends pulumi.ComponentResource {
  /** ElastiCache drops a topic that is encrypted, and says so nowhere: it has one of its own. */
  readonly cacheTopicArn: pulumi.Output<string>;

  constructor(name: string, args: AlertsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:observability:Alerts", name, {}, opts);
    const { settings, vaultName, ...common } = args;
    const child = { parent: this };
    const told = { emails: settings.emails, accountId: args.accountId, stamp: args.stamp };
    const purpose = "What AWS tells of data stores";
    const key = new Key(name, { ...common, purpose, services: ["rds", "backup"] }, child);
    const snsTopic = alertTopic(
      name,
      { ...told, publishers: ["rds", "backup"], keyArn: key.arn, routine: ROUTINE },
      child,
    );
    for (const sourceType of SOURCES) {
      new rds.EventSubscription(
        `${name}-${sourceType}`,
        { name: `platform-${sourceType}`, snsTopic, sourceType, tags: args.stamp },
        child,
      );
    }
    if (vaultName !== undefined) {
      new backup.VaultNotifications(
        `${name}-jobs`,
        { backupVaultName: vaultName, snsTopicArn: snsTopic, backupVaultEvents: JOBS },
        child,
      );
    }
    this.cacheTopicArn = alertTopic(
      `${name}-cache`,
      { ...told, publishers: ["elasticache"], routine: CACHE_ROUTINE },
      child,
    );
    this.registerOutputs({ cacheTopicArn: this.cacheTopicArn });
  }
}

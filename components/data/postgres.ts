import { rds } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Database, Recovery } from "../../config/database";
import type { Instance } from "../../config/instances";
import type { Guard } from "../shared/guard";
import { logGroup } from "../shared/log-group";
import type { Stamp } from "../shared/stamp";
import { clientGroup } from "./client-group";
import type { DatabaseServer } from "./database-server";
import { finalSnapshot } from "./final-snapshot";
import { monitoringRole } from "./monitoring-role";
import { postgresParameters } from "./postgres-parameters";

export interface PostgresArgs {
  /** Decisions, already validated: plain values, so branching on them is safe. */
  readonly settings: Extract<Database, { kind: "rds" }>;
  /** This instance among those of the settings, and whether applications use it. */
  readonly instance: Pick<Instance, "version" | "mode"> & { readonly serving: boolean };
  /** The backup that it is made from; absent: it begins empty. */
  readonly restored?: Restored;
  /** What must be there before it is made. */
  readonly after?: readonly pulumi.Resource[];
  /** What is promised of a restore; the instance says so in its tags. */
  readonly recovery: Recovery | undefined;
  readonly databaseName: string;
  readonly accountId: string;
  readonly region: string;
  /** References to other resources: inputs, so they may still be unknown. */
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly logKeyArn: pulumi.Input<string>;
  readonly logDays: number;
  readonly guard: Guard;
  readonly stamp: Stamp;
}

/** A backup, as RDS takes it. */
export type Restored =
  | { readonly snapshotIdentifier: string }
  | {
      readonly restoreToPointInTime: {
        readonly sourceDbInstanceIdentifier: string;
        /** UTC, to the second. */
        readonly restoreTime: string;
      };
    };

const LOGS = ["postgresql", "upgrade"];

/** One PostgreSQL instance that can be restored, beside itself, to any second inside its retention window. */
export class Postgres extends pulumi.ComponentResource implements DatabaseServer {
  readonly host: pulumi.Output<string>;
  static readonly PORT = 5432;
  readonly port = Postgres.PORT;
  readonly sslMode = "require";
  /** RDS creates and rotates the master secret; nothing in this program ever holds the password. */
  readonly administrator: DatabaseServer["administrator"];
  /** Admits nobody until `allow` says whom. */
  readonly securityGroupId: pulumi.Output<string>;
  /** What a backup must know: the instance, and what a restored one is set up with. */
  readonly arn: pulumi.Output<string>;
  readonly parameterGroupName: pulumi.Output<string>;

  constructor(name: string, args: PostgresArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:data:Postgres", name, {}, opts);
    const { settings, instance: own, recovery, stamp, guard, kmsKeyArn } = args;
    const lifecycle = own.mode === "rehearsal" ? "disposable" : settings.lifecycle;
    const durable = lifecycle === "durable";
    const keep = guard.keep(`${name}-instance`, lifecycle);
    const child = { parent: this };

    const subnets = new rds.SubnetGroup(
      `${name}-subnets`,
      { name, description: `Subnets of ${name}`, subnetIds: args.subnetIds, tags: stamp },
      child,
    );
    const parameters = postgresParameters(name, { ...own, stamp }, child);
    const group = clientGroup(name, args, child);
    const monitoring = monitoringRole(name, args, child);
    // RDS would make them itself, without a key and without an end.
    const logs = LOGS.map((log) =>
      logGroup(
        `${name}-${log}-log`,
        {
          name: `/aws/rds/instance/${name}/${log}`,
          days: args.logDays,
          keyArn: args.logKeyArn,
          stamp,
        },
        child,
      ),
    );

    const instance = new rds.Instance(
      `${name}-instance`,
      {
        identifier: name,
        engine: "postgres",
        engineVersion: own.version,
        engineLifecycleSupport: "open-source-rds-extended-support-disabled",
        autoMinorVersionUpgrade: true,
        // A copy that nobody uses may be upgraded, and at once.
        allowMajorVersionUpgrade: !own.serving,
        instanceClass: settings.instanceClass,
        storageType: "gp3",
        allocatedStorage: settings.storageGiB,
        maxAllocatedStorage: settings.maxStorageGiB,
        dbName: args.databaseName,
        port: this.port,
        multiAz: settings.zones === "multi",
        dbSubnetGroupName: subnets.name,
        parameterGroupName: parameters.name,
        vpcSecurityGroupIds: [group.id],
        publiclyAccessible: false,
        storageEncrypted: true,
        kmsKeyId: kmsKeyArn,
        username: "platform_admin",
        manageMasterUserPassword: true,
        masterUserSecretKmsKeyId: kmsKeyArn,
        iamDatabaseAuthenticationEnabled: true,
        caCertIdentifier: "rds-ca-rsa2048-g1",
        enabledCloudwatchLogsExports: LOGS,
        monitoringInterval: 60,
        monitoringRoleArn: monitoring.arn,
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: kmsKeyArn,
        performanceInsightsRetentionPeriod: settings.insightsDays,
        backupRetentionPeriod: settings.pitrDays,
        backupWindow: settings.backupWindow,
        maintenanceWindow: settings.maintenanceWindow,
        copyTagsToSnapshot: true,
        deleteAutomatedBackups: !durable,
        deletionProtection: keep.protected,
        skipFinalSnapshot: !durable,
        finalSnapshotIdentifier: finalSnapshot(name, child),
        applyImmediately: !own.serving,
        tags: { ...stamp, ...objective(recovery) },
        ...args.restored,
      },
      { ...child, ...keep.options, dependsOn: [...logs, monitoring.policy, ...(args.after ?? [])] },
    );

    this.host = instance.address;
    this.securityGroupId = group.id;
    this.arn = instance.arn;
    this.parameterGroupName = parameters.name;
    this.administrator = {
      kind: "secretsManager",
      secretArn: instance.masterUserSecrets.apply(([secret]) => secret?.secretArn ?? ""),
      kmsKeyArn,
    };
    this.registerOutputs({ host: this.host });
  }
}

/** Tags are text; an auditor sees a change of the promise where its subject is. */
function objective(recovery: Recovery | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(recovery ?? {}).map(([promise, minutes]) => [promise, String(minutes)]),
  );
}

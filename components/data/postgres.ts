import { rds } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { RandomId } from "@pulumi/random";

import type { Database } from "../../config/application";
import type { Guard } from "../shared/guard";
import type { Stamp } from "../shared/stamp";
import { clientGroup } from "./client-group";
import type { DatabaseServer } from "./database-login";

export interface PostgresArgs {
  /** Decisions, already validated: plain values, so branching on them is safe. */
  readonly settings: Extract<Database, { kind: "rds" }>;
  readonly databaseName: string;
  /** References to other resources: inputs, so they may still be unknown. */
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly guard: Guard;
  readonly stamp: Stamp;
}

const PORT = 5432;

/** One PostgreSQL instance that can be restored to any second inside its retention window. */
export class Postgres extends pulumi.ComponentResource implements DatabaseServer {
  readonly host: pulumi.Output<string>;
  readonly port = PORT;
  readonly sslMode = "require";
  /** RDS creates and rotates the master secret; nothing in this program ever holds the password. */
  readonly administrator: DatabaseServer["administrator"];
  /** Admits nobody until `allow` says whom. */
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: PostgresArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:data:Postgres", name, {}, opts);
    const { settings, stamp, guard } = args;
    const durable = settings.lifecycle === "durable";
    const keep = guard.keep(`${name}-instance`, settings.lifecycle);
    const child = { parent: this };
    const tags = stamp;

    const subnets = new rds.SubnetGroup(
      `${name}-subnets`,
      { name, description: `Subnets of ${name}`, subnetIds: args.subnetIds, tags },
      child,
    );
    const parameters = new rds.ParameterGroup(
      `${name}-parameters`,
      {
        family: `postgres${Number.parseInt(settings.version, 10)}`,
        description: `Parameters of ${name}`,
        parameters: [{ name: "rds.force_ssl", value: "1" }],
        tags,
      },
      child,
    );
    const group = clientGroup(name, args, child);
    // A second instance of the same name would find the first one's final snapshot in its way.
    const final = new RandomId(`${name}-final`, { byteLength: 4, keepers: { name } }, child);

    const instance = new rds.Instance(
      `${name}-instance`,
      {
        identifier: name,
        engine: "postgres",
        engineVersion: settings.version,
        autoMinorVersionUpgrade: true,
        allowMajorVersionUpgrade: false,
        instanceClass: settings.instanceClass,
        storageType: "gp3",
        allocatedStorage: settings.storageGiB,
        dbName: args.databaseName,
        port: PORT,
        multiAz: settings.zones === "multi",
        dbSubnetGroupName: subnets.name,
        parameterGroupName: parameters.name,
        vpcSecurityGroupIds: [group.id],
        publiclyAccessible: false,
        storageEncrypted: true,
        kmsKeyId: args.kmsKeyArn,
        username: "platform_admin",
        manageMasterUserPassword: true,
        masterUserSecretKmsKeyId: args.kmsKeyArn,
        caCertIdentifier: "rds-ca-rsa2048-g1",
        backupRetentionPeriod: settings.pitrDays,
        backupWindow: "01:00-02:00",
        maintenanceWindow: "sun:03:00-sun:04:00",
        copyTagsToSnapshot: true,
        deleteAutomatedBackups: !durable,
        deletionProtection: keep.protected,
        skipFinalSnapshot: !durable,
        finalSnapshotIdentifier: pulumi.interpolate`${name}-final-${final.hex}`,
        applyImmediately: false,
        tags,
      },
      { ...child, ...keep.options },
    );

    this.host = instance.address;
    this.securityGroupId = group.id;
    this.administrator = {
      kind: "secretsManager",
      secretArn: instance.masterUserSecrets.apply(([secret]) => secret?.secretArn ?? ""),
      kmsKeyArn: args.kmsKeyArn,
    };
    this.registerOutputs({ host: this.host });
  }
}

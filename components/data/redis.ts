import { elasticache } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Cache } from "../../config/database";
import type { Guard } from "../shared/guard";
import { logGroup } from "../shared/log-group";
import { cacheUsers, type CacheUsersArgs } from "./cache-users";
import { clientGroup } from "./client-group";
import { finalSnapshot } from "./final-snapshot";

export interface RedisArgs extends CacheUsersArgs {
  readonly settings: Extract<Cache, { kind: "elasticache" }>;
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly logKeyArn: pulumi.Input<string>;
  readonly logDays: number;
  /** Where ElastiCache tells what happens, unencrypted; absent: nowhere. */
  readonly topicArn: pulumi.Input<string> | undefined;
  readonly guard: Guard;
}

const PORT = 6379;
const LOGS = ["slow-log", "engine-log"];

/** One encrypted Redis whose named users alone may log in; logical databases work (cluster mode off). */
export class Redis extends pulumi.ComponentResource {
  readonly host: pulumi.Output<string>;
  readonly port = PORT;
  /** Admits nobody until `allow` says whom. */
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: RedisArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:data:Redis", name, {}, opts);
    const { settings, stamp: tags } = args;
    const keep = args.guard.keep(`${name}-group`, settings.lifecycle);
    const durable = settings.lifecycle === "durable";
    const several = settings.replicas > 0;
    const child = { parent: this };

    const subnets = new elasticache.SubnetGroup(
      `${name}-subnets`,
      { name, description: `Subnets of ${name}`, subnetIds: args.subnetIds, tags },
      child,
    );
    const parameters = new elasticache.ParameterGroup(
      `${name}-parameters`,
      {
        family: "redis7",
        description: `Parameters of ${name}`,
        parameters: [{ name: "maxmemory-policy", value: settings.maxmemoryPolicy }],
        tags,
      },
      child,
    );
    const group = clientGroup(name, args, child);
    const users = cacheUsers(name, args, child);
    const logs = LOGS.map((log) => ({
      logType: log,
      logFormat: "json",
      destinationType: "cloudwatch-logs",
      destination: logGroup(
        `${name}-${log}`,
        {
          // AWS writes to groups of this prefix without a line each in a policy of limited length.
          name: `/aws/vendedlogs/elasticache/${name}/${log}`,
          days: args.logDays,
          keyArn: args.logKeyArn,
          stamp: tags,
        },
        child,
      ).name,
    }));
    const replicationGroup = new elasticache.ReplicationGroup(
      `${name}-group`,
      {
        replicationGroupId: name,
        description: `Cache and queues of ${tags.app}`,
        engine: "redis",
        engineVersion: settings.version,
        autoMinorVersionUpgrade: true,
        nodeType: settings.nodeType,
        port: PORT,
        clusterMode: "disabled",
        numCacheClusters: 1 + settings.replicas,
        automaticFailoverEnabled: several,
        multiAzEnabled: several,
        parameterGroupName: parameters.name,
        subnetGroupName: subnets.name,
        securityGroupIds: [group.id],
        userGroupIds: [users.userGroupId],
        atRestEncryptionEnabled: true,
        kmsKeyId: args.kmsKeyArn,
        transitEncryptionEnabled: true,
        transitEncryptionMode: "required",
        logDeliveryConfigurations: logs,
        snapshotRetentionLimit: settings.snapshotDays,
        snapshotWindow: settings.snapshotWindow,
        maintenanceWindow: settings.maintenanceWindow,
        ...(durable && { finalSnapshotIdentifier: finalSnapshot(name, child) }),
        applyImmediately: false,
        ...(args.topicArn !== undefined && { notificationTopicArn: args.topicArn }),
        tags,
      },
      { ...child, ...keep.options },
    );

    this.securityGroupId = group.id;
    this.host = replicationGroup.primaryEndpointAddress;
    this.registerOutputs({ host: this.host });
  }
}

import { elasticache } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Cache } from "../../config/application";
import type { Guard } from "../shared/guard";
import type { Stamp } from "../shared/stamp";
import { clientGroup } from "./client-group";

export interface RedisArgs {
  readonly settings: Extract<Cache, { kind: "elasticache" }>;
  /** Users that may log in, with their passwords. */
  readonly users: Readonly<Record<string, pulumi.Input<string>>>;
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly guard: Guard;
  readonly stamp: Stamp;
}

const PORT = 6379;

/** Everything an application needs and nothing that empties or reconfigures the server. */
const APPLICATION_ACCESS = "on ~* &* +@all -@admin -@dangerous +info";
const NO_ACCESS = "off ~* -@all";

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
    const several = settings.replicas > 0;
    const child = { parent: this };

    const subnets = new elasticache.SubnetGroup(
      `${name}-subnets`,
      { name, description: `Subnets of ${name}`, subnetIds: args.subnetIds, tags },
      child,
    );
    const group = clientGroup(name, args, child);
    // ElastiCache wants a user named "default" in every group; ours cannot do anything.
    const nobody = new elasticache.User(
      `${name}-default`,
      {
        userId: `${name}-default`,
        userName: "default",
        engine: "redis",
        accessString: NO_ACCESS,
        authenticationMode: { type: "no-password-required" },
        tags,
      },
      child,
    );
    const users = Object.entries(args.users).map(
      ([userName, password]) =>
        new elasticache.User(
          `${name}-${userName}`,
          {
            userId: `${name}-${userName}`.replaceAll("_", "-"),
            userName,
            engine: "redis",
            accessString: APPLICATION_ACCESS,
            authenticationMode: { type: "password", passwords: [password] },
            tags,
          },
          child,
        ),
    );
    const userGroup = new elasticache.UserGroup(
      `${name}-users`,
      {
        userGroupId: name,
        engine: "redis",
        userIds: [nobody, ...users].map((u) => u.userId),
        tags,
      },
      child,
    );
    const replicationGroup = new elasticache.ReplicationGroup(
      `${name}-group`,
      {
        replicationGroupId: name,
        description: `Cache and queues of ${args.stamp.app}`,
        engine: "redis",
        engineVersion: settings.version,
        nodeType: settings.nodeType,
        port: PORT,
        clusterMode: "disabled",
        numCacheClusters: 1 + settings.replicas,
        automaticFailoverEnabled: several,
        multiAzEnabled: several,
        subnetGroupName: subnets.name,
        securityGroupIds: [group.id],
        userGroupIds: [userGroup.userGroupId],
        atRestEncryptionEnabled: true,
        kmsKeyId: args.kmsKeyArn,
        transitEncryptionEnabled: true,
        transitEncryptionMode: "required",
        snapshotRetentionLimit: settings.lifecycle === "durable" ? 7 : 0,
        snapshotWindow: "02:00-03:00",
        maintenanceWindow: "sun:04:00-sun:05:00",
        applyImmediately: false,
        tags,
      },
      { ...child, ...keep.options },
    );

    this.securityGroupId = group.id;
    this.host = replicationGroup.primaryEndpointAddress;
    this.registerOutputs({ host: this.host });
  }
}

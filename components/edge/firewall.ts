import { wafv2 } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { logGroup } from "../shared/log-group";
import type { Stamp } from "../shared/stamp";
import { firewallRules, visibility, wafName } from "./firewall-rules";
import type { Host } from "./host";

export interface FirewallArgs {
  /** Name in AWS of the load balancer that it stands before, and its own. */
  readonly name: string;
  readonly hosts: readonly Host[];
  /** Addresses of the environment itself, which may reach every host. */
  readonly exits: readonly pulumi.Input<string>[];
  readonly loadBalancerArn: pulumi.Input<string>;
  readonly logDays: number;
  readonly logKeyArn: pulumi.Input<string>;
  readonly stamp: Stamp;
}

/** Headers that let their bearer in. */
const CREDENTIALS = ["authorization", "cookie"];

/** A web ACL that keeps known attacks out, and from each host whoever its settings leave out. */
export class Firewall extends pulumi.ComponentResource {
  constructor(name: string, args: FirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:edge:Firewall", name, {}, opts);
    const { hosts, stamp: tags } = args;
    const open = hosts.find((h) => h.access.password === "secret" && h.password === undefined);
    if (open !== undefined)
      throw new pulumi.RunError(`${open.host} asks for a password, and none is given`);
    const child = { parent: this };

    const allowed = hosts
      .filter(({ access }) => access.allowedCidrs.length > 0)
      .map(({ host, access }): [string, pulumi.Output<string>] => [
        host,
        new wafv2.IpSet(
          `${name}-${host}`,
          {
            name: `${args.name}-${wafName(host)}`,
            description: `Addresses that may reach ${host}`,
            scope: "REGIONAL",
            ipAddressVersion: "IPV4",
            addresses: [
              ...access.allowedCidrs,
              ...args.exits.map((address) => pulumi.interpolate`${address}/32`),
            ],
            tags,
          },
          child,
        ).arn,
      ]);
    const acl = new wafv2.WebAcl(
      `${name}-acl`,
      {
        name: args.name,
        description: `Who may reach the load balancer ${args.name}`,
        scope: "REGIONAL",
        defaultAction: { allow: {} },
        rules: firewallRules(hosts, new Map(allowed)),
        visibilityConfig: visibility(args.name),
        tags,
      },
      // A refresh reads passwords back in another order, where nothing would mark them.
      hosts.some(({ password }) => password)
        ? { ...child, additionalSecretOutputs: ["rules"] }
        : child,
    );
    const log = logGroup(
      `${name}-log`,
      {
        // WAF writes to no group of another prefix.
        name: `aws-waf-logs-${args.name}`,
        days: args.logDays,
        keyArn: args.logKeyArn,
        stamp: args.stamp,
      },
      child,
    );
    const logged = new wafv2.WebAclLoggingConfiguration(
      `${name}-logging`,
      {
        resourceArn: acl.arn,
        logDestinationConfigs: [log.arn],
        redactedFields: CREDENTIALS.map((header) => ({ singleHeader: { name: header } })),
      },
      child,
    );
    new wafv2.WebAclAssociation(
      `${name}-association`,
      { webAclArn: logged.resourceArn, resourceArn: args.loadBalancerArn },
      child,
    );
    this.registerOutputs({});
  }
}

import { wafv2 } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { logGroup } from "../shared/log-group";
import type { Stamp } from "../shared/stamp";
import { firewallRules, visibility, wafName } from "./firewall-rules";
import { CDN_HEADER, CDN_REGION, type Host } from "./host";

export interface FirewallArgs {
  /** Name in AWS of what it stands before, and its own. */
  readonly name: string;
  readonly hosts: readonly Host[];
  /** Addresses of the environment itself, which may reach every host. */
  readonly exits: readonly pulumi.Input<string>[];
  readonly before:
    | { readonly kind: "loadBalancer"; readonly arn: pulumi.Input<string> }
    /** CloudFront asks for it by its ARN, and finds it in one region alone. */
    | { readonly kind: "cdn" };
  readonly logDays: number;
  readonly logKeyArn: pulumi.Input<string>;
  readonly stamp: Stamp;
}

const PLACES = {
  loadBalancer: { scope: "REGIONAL", region: undefined },
  cdn: { scope: "CLOUDFRONT", region: CDN_REGION },
} as const;

/** Headers that let their bearer in. */
const CREDENTIALS = ["authorization", "cookie", CDN_HEADER];

/** A web ACL that keeps known attacks out, and from each host whoever its settings leave out. */
export class Firewall extends pulumi.ComponentResource {
  /** Resolves once every request is logged. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: FirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:edge:Firewall", name, {}, opts);
    const { hosts, before, stamp: tags } = args;
    const open = hosts.find((h) => h.access.password === "secret" && h.password === undefined);
    if (open !== undefined)
      throw new pulumi.RunError(`${open.host} asks for a password, and none is given`);
    const child = { parent: this };
    const place = PLACES[before.kind];
    const { region } = place;

    const allowed = hosts
      .filter(({ access, cdnKeys }) => access.allowedCidrs.length > 0 && cdnKeys === undefined)
      .map(({ host, access }): [string, pulumi.Output<string>] => [
        host,
        new wafv2.IpSet(
          `${name}-${host}`,
          {
            name: `${args.name}-${wafName(host)}`,
            description: `Addresses that may reach ${host}`,
            ...place,
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
        description: `Who may reach ${args.name}`,
        ...place,
        defaultAction: { allow: {} },
        rules: firewallRules(hosts, new Map(allowed)),
        visibilityConfig: visibility(args.name),
        tags,
      },
      // A refresh reads passwords back in another order, where nothing would mark them.
      hosts.some(({ password, cdnKeys }) => password ?? cdnKeys)
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
        region,
      },
      child,
    );
    const logged = new wafv2.WebAclLoggingConfiguration(
      `${name}-logging`,
      {
        resourceArn: acl.arn,
        logDestinationConfigs: [log.arn],
        redactedFields: CREDENTIALS.map((header) => ({ singleHeader: { name: header } })),
        region,
      },
      child,
    );
    if (before.kind === "loadBalancer") {
      new wafv2.WebAclAssociation(
        `${name}-association`,
        { webAclArn: logged.resourceArn, resourceArn: before.arn },
        child,
      );
    }
    this.arn = logged.resourceArn;
    this.registerOutputs({ arn: this.arn });
  }
}

import type * as pulumi from "@pulumi/pulumi";

import type { Host } from "../../../components/edge/host";
import { LoadBalancer, type LoadBalancerArgs } from "../../../components/edge/load-balancer";
import { Guard } from "../../../components/shared/guard";
import { record, type Recording } from "../../support/recorder";

export const BALANCER = "aws:lb/loadBalancer:LoadBalancer";

export const stamp = { app: "platform", environment: "test", stack: "test", owner: "ops" };

const BASE: Host = {
  app: "life-os",
  host: "os.fcy.sh",
  domain: "fcy.sh",
  certificate: "perHost",
  live: true,
  access: { allowedCidrs: [], password: "none" },
};

/** The live host of an application in a zone of ours, changed as the test wants it. */
export function host(change: Partial<Host> = {}): Host {
  return { ...BASE, zoneId: "ZFCY", ...change };
}

/** The same where DNS is run elsewhere. */
export function foreign(change: Partial<Host> = {}): Host {
  return { ...BASE, ...change };
}

/** One that asks more of those who come. */
export function guarded(
  access: Partial<Host["access"]>,
  password?: pulumi.Output<string>,
  name = BASE.host,
): Host {
  return host({
    host: name,
    access: { ...BASE.access, ...access },
    ...(password && { password }),
  });
}

/** A load balancer `edge`, changed as the test wants it. */
export function declareEdge(hosts: readonly Host[], change: Partial<LoadBalancerArgs> = {}) {
  return new LoadBalancer("edge", {
    name: "platform-prod",
    hosts,
    exits: ["198.51.100.1"],
    vpcId: "vpc-1",
    subnetIds: ["subnet-1", "subnet-2", "subnet-3"],
    targets: { securityGroupId: "sg-cluster", ports: [8000, 3000] },
    accountId: "333333333333",
    region: "eu-central-1",
    accessLogDays: 400,
    logDays: 365,
    logKeyArn: "arn:key",
    lifecycle: "durable",
    guard: new Guard(() => false),
    stamp,
    ...change,
  });
}

/** What such a load balancer registers. */
export function edge(
  hosts: readonly Host[] = [host()],
  change: Partial<LoadBalancerArgs> = {},
): Promise<Recording> {
  return record(() => declareEdge(hosts, change));
}

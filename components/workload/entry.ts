import { createHash } from "node:crypto";

import { lb } from "@pulumi/aws";
import { apiextensions } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";

/** The load balancer in front of a cluster, as one application sees it. */
export interface LoadBalancerEntry {
  readonly kind: "loadBalancer";
  readonly host: string;
  readonly vpcId: pulumi.Input<string>;
  readonly listenerArn: pulumi.Input<string>;
  readonly eksName: pulumi.Input<string>;
  /** API of the TargetGroupBinding that the cluster's controller reads. */
  readonly bindingApi: string;
  /** Name of the load balancer in DNS: it answers there before the host does. */
  readonly address: pulumi.Input<string>;
  /** Secret; absent where nobody is asked for a password. */
  readonly password?: pulumi.Input<string>;
  /** The CDN that the host leads to, where it does; it shows to the load balancer who it is. */
  readonly cdn?: {
    /** Its own name in DNS. */
    readonly address: pulumi.Input<string>;
    /** Secret. */
    readonly key: pulumi.Input<string>;
  };
}

interface Route {
  readonly entry: LoadBalancerEntry;
  /** `/*`, prefixes that end in `/*`, or exact paths. */
  readonly paths: readonly string[];
  readonly stamp: Stamp;
}

export interface CandidateArgs extends Route {
  readonly component: string;
  readonly rolloutId: string;
  readonly namespace: pulumi.Input<string>;
  /** The Service that selects the pods of this rollout alone. */
  readonly service: pulumi.Input<string>;
  readonly port: number;
  readonly healthPath: string;
}

/** Requests with this header, and the id of a rollout, reach that rollout before it serves. */
export const PREVIEW_HEADER = "x-rollout";

/**
 * Makes one rollout reachable by header alone, and healthy in the eyes of the load balancer.
 * Its pods come after it: they are told then to wait until the load balancer sees them.
 */
export function candidate(
  name: string,
  args: CandidateArgs,
  opts: pulumi.CustomResourceOptions,
): { readonly targetGroupArn: pulumi.Output<string>; readonly ready: pulumi.Resource[] } {
  const { entry, component, rolloutId, namespace, service, port, stamp } = args;
  const own = `${name}-${rolloutId}`;
  const targets = new lb.TargetGroup(
    own,
    {
      // At most 32 characters; the rollout id makes it unique.
      name: `${stamp.app.slice(0, 10)}-${component.slice(0, 8)}-${rolloutId}`,
      vpcId: entry.vpcId,
      targetType: "ip",
      protocol: "HTTP",
      port,
      deregistrationDelay: 30,
      loadBalancingAlgorithmType: "least_outstanding_requests",
      healthCheck: {
        path: args.healthPath,
        protocol: "HTTP",
        matcher: "200-299",
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
      // EKS binds only target groups that name its cluster.
      tags: { ...stamp, "eks:eks-cluster-name": entry.eksName },
    },
    opts,
  );
  // A target group without a rule is never checked, and its pods would never count as ready.
  const preview = new lb.ListenerRule(
    own,
    {
      listenerArn: entry.listenerArn,
      priority: previewPriority(`${stamp.app} ${rolloutId}`, args.paths),
      conditions: [
        ...conditions(args),
        { httpHeader: { httpHeaderName: PREVIEW_HEADER, values: [rolloutId] } },
      ],
      actions: [{ type: "forward", targetGroupArn: targets.arn }],
      tags: stamp,
    },
    opts,
  );
  const binding = new apiextensions.CustomResource(
    own,
    {
      apiVersion: entry.bindingApi,
      kind: "TargetGroupBinding",
      metadata: { name: own, namespace, labels: { ...stamp, component, rollout: rolloutId } },
      spec: { serviceRef: { name: service, port }, targetGroupARN: targets.arn, targetType: "ip" },
    },
    { ...opts, dependsOn: [preview] },
  );
  return { targetGroupArn: targets.arn, ready: [binding] };
}

/** Sends everybody to one rollout: the only thing that changes when traffic is switched. */
export function live(
  name: string,
  args: Route & { readonly targetGroupArn: pulumi.Input<string> },
  opts: pulumi.CustomResourceOptions,
): lb.ListenerRule {
  return new lb.ListenerRule(
    name,
    {
      listenerArn: args.entry.listenerArn,
      priority: livePriority(args.stamp.app, args.paths),
      conditions: conditions(args),
      actions: [
        {
          type: "forward",
          forward: { targetGroups: [{ arn: args.targetGroupArn, weight: 100 }] },
        },
      ],
      tags: args.stamp,
    },
    opts,
  );
}

function conditions({ entry, paths }: Route) {
  return [
    { hostHeader: { values: [entry.host] } },
    ...(isEverything(paths) ? [] : [{ pathPattern: { values: [...paths] } }]),
  ];
}

/** Listeners take 1-50,000. Rollouts come before what is live, and some paths before all of them. */
function previewPriority(rollout: string, paths: readonly string[]): number {
  return (isEverything(paths) ? 15_000 : 1) + spread(rollout, 14_000);
}

/** Priority of an application's live rules; two applications with the same one exclude each other. */
export function livePriority(app: string, paths: readonly string[]): number {
  return (isEverything(paths) ? 40_000 : 30_000) + spread(app, 9_999);
}

function isEverything(paths: readonly string[]): boolean {
  return paths.includes("/*");
}

function spread(text: string, below: number): number {
  return createHash("sha256").update(text).digest().readUInt32BE() % below;
}

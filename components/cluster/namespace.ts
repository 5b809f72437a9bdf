import { core } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";
import { isolation } from "./isolation";

export interface NamespaceArgs {
  readonly stamp: Omit<Stamp, "app">;
  /** Further labels, which controllers of the cluster read. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Kubernetes minor version whose rules pods satisfy, `1.34`; absent: the cluster's own. */
  readonly version?: string;
  /** Addresses of Services, where nodes rather than pods answer DNS. */
  readonly serviceCidr?: string;
  /** What must be there before the first pod, besides what the namespace brings itself. */
  readonly after: readonly pulumi.Resource[];
  /** What everything in the namespace may ask for together. */
  readonly quota: {
    readonly cpu: string;
    readonly memory: string;
    readonly pods: number;
    readonly persistentVolumeClaims: number;
  };
}

/** One namespace in which only restricted pods run, isolated, and none opens a way past the load balancer. */
export class Namespace extends pulumi.ComponentResource {
  /** Resolves when quota and policies exist, so that no pod is ever without them. */
  readonly name: pulumi.Output<string>;

  constructor(name: string, args: NamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:workload:Namespace", name, {}, opts);
    const { stamp, quota } = args;
    const child = { parent: this };
    const labels = { ...stamp };
    const namespace = new core.v1.Namespace(
      name,
      { metadata: { name, labels: { ...labels, ...podSecurity(args.version), ...args.labels } } },
      child,
    );
    const inside = namespace.metadata.name;
    const limits = new core.v1.ResourceQuota(
      `${name}-quota`,
      {
        metadata: { name: `${name}-quota`, namespace: inside, labels },
        spec: {
          hard: {
            "requests.cpu": quota.cpu,
            "requests.memory": quota.memory,
            pods: String(quota.pods),
            persistentvolumeclaims: String(quota.persistentVolumeClaims),
            "services.loadbalancers": "0",
            "services.nodeports": "0",
          },
        },
      },
      child,
    );
    const policies = isolation(
      name,
      {
        namespace: inside,
        labels,
        ...(args.serviceCidr !== undefined && { serviceCidr: args.serviceCidr }),
      },
      child,
    );
    // URNs, unlike ids, are known to a preview: a new policy must not look like a new namespace.
    const ready = [...args.after, limits, ...policies].map(({ urn }) => urn);
    this.name = pulumi.all(ready).apply(() => inside);
    this.registerOutputs({ name: this.name });
  }
}

/** The strictest standard there is, for pods that would run and for those that somebody tries out. */
function podSecurity(version: string | undefined): Record<string, string> {
  return Object.fromEntries(
    ["enforce", "audit", "warn"].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, "restricted"],
      [
        `pod-security.kubernetes.io/${mode}-version`,
        version === undefined ? "latest" : `v${version}`,
      ],
    ]),
  );
}

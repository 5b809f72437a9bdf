import { eks } from "@pulumi/aws";
import type { Provider } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import type { Cluster as ClusterSettings } from "../../config/ground";
import type { Guard } from "../shared/guard";
import { logGroup } from "../shared/log-group";
import type { Stamp } from "../shared/stamp";
import { autoMode } from "./auto-mode";
import type { Cluster } from "./cluster";
import { accessOf, type Pipelines } from "./eks-access";
import { eksRole } from "./eks-roles";
import { kubeconfig } from "./kubeconfig";
import { clusterProvider } from "./provider";

export interface EksClusterArgs {
  /** Decisions, already validated: plain values, so branching on them is safe. */
  readonly settings: Extract<ClusterSettings, { kind: "eks" }>;
  readonly accountId: string;
  /** Whether objects that a killed run left behind are taken over. */
  readonly recovers: boolean;
  readonly region: string;
  /** Of the nodes, in at least two zones. */
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Key for Kubernetes Secrets. */
  readonly keyArn: pulumi.Input<string>;
  /** A key that serves `logs`. */
  readonly logKeyArn: pulumi.Input<string>;
  readonly logDays: number;
  readonly pipelines: Pipelines;
  readonly lifecycle: "durable" | "disposable";
  readonly guard: Guard;
  readonly stamp: Stamp;
}

const ON = { enabled: true };

/** One Kubernetes cluster whose nodes, volumes and network AWS looks after (EKS Auto Mode). */
export class EksCluster extends pulumi.ComponentResource implements Cluster {
  /** Usable by every administrator: nothing lies in the cluster before they may change it. */
  readonly provider: Provider;
  readonly ready: readonly pulumi.Resource[];
  readonly eks: NonNullable<Cluster["eks"]>;

  constructor(name: string, args: EksClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:cluster:EksCluster", name, {}, opts);
    const { settings, region, accountId, stamp } = args;
    const child = { parent: this };
    const keep = args.guard.keep(`${name}-eks`, args.lifecycle);
    const arn = `arn:aws:eks:${region}:${accountId}:cluster/${settings.name}`;

    // EKS would create it otherwise, without a key and without an end.
    const logs = logGroup(
      `${name}-logs`,
      {
        name: `/aws/eks/${settings.name}/cluster`,
        days: args.logDays,
        keyArn: args.logKeyArn,
        stamp,
      },
      child,
    );
    const role = (kind: "controller" | "node") =>
      eksRole(name, kind, { eksName: settings.name, eksArn: arn, accountId, stamp }, child);
    const [controller, node] = [role("controller"), role("node")];
    const cluster = new eks.Cluster(
      `${name}-eks`,
      {
        name: settings.name,
        version: settings.version,
        roleArn: controller.arn,
        // Auto Mode is all of these or none.
        computeConfig: {
          ...ON,
          nodePools: ["general-purpose", "system"],
          nodeRoleArn: node.arn,
        },
        kubernetesNetworkConfig: {
          serviceIpv4Cidr: settings.serviceCidr,
          elasticLoadBalancing: ON,
        },
        storageConfig: { blockStorage: ON },
        bootstrapSelfManagedAddons: false,
        accessConfig: {
          authenticationMode: "API",
          bootstrapClusterCreatorAdminPermissions: false,
        },
        vpcConfig: {
          subnetIds: args.subnetIds,
          endpointPrivateAccess: true,
          // A public endpoint without ranges would answer everybody.
          endpointPublicAccess: settings.apiCidrs.length > 0,
          ...(settings.apiCidrs.length > 0 && { publicAccessCidrs: [...settings.apiCidrs] }),
        },
        encryptionConfig: { provider: { keyArn: args.keyArn }, resources: ["secrets"] },
        enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
        upgradePolicy: { supportType: "STANDARD" },
        zonalShiftConfig: ON,
        deletionProtection: keep.protected,
        tags: stamp,
      },
      {
        ...child,
        ...keep.options,
        dependsOn: [logs, ...controller.policies, ...node.policies],
      },
    );
    const { admins } = settings;
    const { pipelines } = args;
    const access = accessOf(name, cluster.name, { admins, pipelines }, stamp, child);

    this.provider = clusterProvider(
      name,
      {
        kubeconfig: kubeconfig(cluster, settings.name, region),
        identifier: arn,
        recovers: args.recovers,
      },
      { ...child, dependsOn: access },
    );
    this.ready = autoMode(name, stamp, { ...child, provider: this.provider });
    this.eks = {
      name: cluster.name,
      securityGroupId: cluster.vpcConfig.clusterSecurityGroupId,
      targetGroupBinding: "eks.amazonaws.com/v1",
      readinessGateLabel: "eks.amazonaws.com/pod-readiness-gate-inject",
    };
    this.registerOutputs({ eksName: this.eks.name });
  }
}

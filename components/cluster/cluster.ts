import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** What pods run on, whoever made it. */
export interface Cluster {
  readonly provider: kubernetes.Provider;
  /** What must be there before the first pod. */
  readonly ready: readonly pulumi.Resource[];
  /** Absent outside EKS: workloads then have no AWS roles. */
  readonly eks?: {
    readonly name: pulumi.Input<string>;
    /** Of its nodes and pods: what data stores and load balancers see. */
    readonly securityGroupId: pulumi.Input<string>;
    /** API of the TargetGroupBinding its controller reads. */
    readonly targetGroupBinding: "eks.amazonaws.com/v1" | "elbv2.k8s.aws/v1beta1";
    /** Namespace label that makes pods wait until the load balancer sees them healthy. */
    readonly readinessGateLabel: string;
  };
}

import * as pulumi from "@pulumi/pulumi";

import { EksCluster, type EksClusterArgs } from "../../../components/cluster/eks";
import { Guard } from "../../../components/shared/guard";
import { record, type Recording } from "../../support/recorder";

export const stamp = { app: "platform", environment: "test", stack: "test", owner: "ops" };

export const ARN = "arn:aws:eks:eu-central-1:333333333333:cluster/platform-prod";

/** A cluster as production has it, but for what a test changes. */
export async function declaredEks(
  settings: Partial<EksClusterArgs["settings"]> = {},
  lifecycle: EksClusterArgs["lifecycle"] = "durable",
): Promise<{ readonly recording: Recording; readonly eks: unknown }> {
  let eks: unknown;
  const recording = await record(() => {
    const cluster = new EksCluster("cluster", {
      settings: {
        kind: "eks",
        name: "platform-prod",
        version: "1.34",
        serviceCidr: "172.20.0.0/16",
        apiCidrs: ["203.0.113.0/24"],
        admins: ["arn:aws:iam::333333333333:role/platform-prod"],
        ...settings,
      },
      accountId: "333333333333",
      recovers: false,
      region: "eu-central-1",
      subnetIds: ["subnet-1", "subnet-2"],
      keyArn: "arn:key",
      logKeyArn: "arn:log-key",
      logDays: 365,
      pipelines: { plan: "arn:plan", apply: "arn:apply" },
      lifecycle,
      guard: new Guard(() => false),
      stamp,
    });
    pulumi.output(cluster.eks).apply((known) => {
      eks = known;
    });
  });
  return { recording, eks };
}

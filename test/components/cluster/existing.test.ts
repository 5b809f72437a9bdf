import * as pulumi from "@pulumi/pulumi";

import type { Cluster } from "../../../components/cluster/cluster";
import { existingCluster, type ExistingClusterArgs } from "../../../components/cluster/existing";
import { record } from "../../support/recorder";

const settings = { kind: "existing", kubeconfig: "~/.kube/config", context: "dev" } as const;
const OPTIONS = {
  context: "dev",
  clusterIdentifier: "111111111111/dev",
  enableServerSideApply: "true",
  enablePatchForce: "false",
  enableConfigMapMutable: "false",
  enableSecretMutable: "false",
  upsertExistingObjects: "false",
  deleteUnreachable: "false",
  skipUpdateUnreachable: "false",
};

describe("existingCluster", () => {
  it("is reached through the file that the settings name, as they name it", async () => {
    const { recording } = await declared({ settings });

    expect(recording.names()).toEqual(["pulumi:providers:kubernetes cluster"]);
    expect(recording.one("providers:kubernetes")).toMatchObject({
      name: "cluster",
      inputs: { ...OPTIONS, kubeconfig: "~/.kube/config" },
    });
  });

  it("is reached with a kubeconfig that nobody sees, where that is a secret", async () => {
    const { recording } = await declared({
      settings: { ...settings, kubeconfig: "secret" },
      kubeconfigSecret: pulumi.secret("kind: Config"),
    });

    const { inputs, secrets } = recording.one("providers:kubernetes");
    expect(inputs).toEqual({ ...OPTIONS, kubeconfig: "kind: Config" });
    expect(secrets).toEqual(["kubeconfig"]);
  });

  it("takes over what exists only while a killed run is recovered from", async () => {
    const { recording } = await declared({ settings }, true);

    expect(recording.one("providers:kubernetes").inputs).toEqual({
      ...{ ...OPTIONS, kubeconfig: "~/.kube/config" },
      upsertExistingObjects: "true",
    });
  });

  it("gives no AWS roles outside EKS", async () => {
    expect((await declared({ settings })).cluster.eks).toBeUndefined();
  });

  it("names what the controller reads that somebody installed in an EKS cluster", async () => {
    const eks = { name: "shared", securityGroupId: "sg-0123456789abcdef0" };

    expect((await declared({ settings: { ...settings, eks } })).cluster.eks).toEqual({
      ...eks,
      targetGroupBinding: "elbv2.k8s.aws/v1beta1",
      readinessGateLabel: "elbv2.k8s.aws/pod-readiness-gate-inject",
    });
  });
});

async function declared(
  args: Omit<ExistingClusterArgs, "accountId" | "recovers">,
  recovers = false,
) {
  const made: Cluster[] = [];
  const recording = await record(() =>
    made.push(existingCluster("cluster", { ...args, accountId: "111111111111", recovers })),
  );
  const [cluster] = made;
  if (cluster === undefined) throw new Error("no cluster");
  return { recording, cluster };
}

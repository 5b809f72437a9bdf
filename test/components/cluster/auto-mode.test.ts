import { declaredEks, stamp } from "./declared-eks";

describe("autoMode", () => {
  it("makes encrypted volumes that grow, and that outlive whoever asked for them", async () => {
    const { recording } = await declaredEks();

    expect(recording.one("StorageClass").inputs).toMatchObject({
      metadata: {
        name: "gp3",
        labels: stamp,
        annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
      },
      provisioner: "ebs.csi.eks.amazonaws.com",
      parameters: { type: "gp3", encrypted: "true" },
      volumeBindingMode: "WaitForFirstConsumer",
      allowVolumeExpansion: true,
      reclaimPolicy: "Retain",
    });
  });

  it("switches network policies on, which count for nothing otherwise", async () => {
    const { recording } = await declaredEks();

    expect(recording.one("ConfigMap").inputs).toMatchObject({
      metadata: { name: "amazon-vpc-cni", namespace: "kube-system", labels: stamp },
      data: { "enable-network-policy-controller": "true" },
    });
  });
});

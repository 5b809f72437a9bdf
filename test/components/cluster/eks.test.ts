import { ARN, declaredEks, stamp } from "./declared-eks";

const CLUSTER = "eks/cluster:Cluster";
const ADMIN = "cluster-admin-333333333333-platform-prod";

describe("EksCluster", () => {
  it("is Auto Mode, whole", async () => {
    const { recording } = await declaredEks();

    expect(recording.one(CLUSTER)).toMatchObject({
      name: "cluster-eks",
      parent: "cluster",
      inputs: {
        name: "platform-prod",
        roleArn: "arn:cluster-controller",
        bootstrapSelfManagedAddons: false,
        computeConfig: {
          enabled: true,
          nodePools: ["general-purpose", "system"],
          nodeRoleArn: "arn:cluster-node",
        },
        kubernetesNetworkConfig: {
          serviceIpv4Cidr: "172.20.0.0/16",
          elasticLoadBalancing: { enabled: true },
        },
        storageConfig: { blockStorage: { enabled: true } },
        zonalShiftConfig: { enabled: true },
        tags: stamp,
      },
    });
  });

  it.each([
    [
      "EKS.1 CKV_AWS_39",
      "answers nobody outside where no ranges are named",
      [],
      { endpointPrivateAccess: true, endpointPublicAccess: false },
    ],
    [
      "EKS.1 CKV_AWS_38",
      "answers the named ranges alone",
      ["203.0.113.0/24"],
      {
        endpointPrivateAccess: true,
        endpointPublicAccess: true,
        publicAccessCidrs: ["203.0.113.0/24"],
      },
    ],
  ])("%s %s", async (_rules, _promise, apiCidrs, endpoint) => {
    const { recording } = await declaredEks({ apiCidrs });

    expect(recording.one(CLUSTER).inputs["vpcConfig"]).toEqual({
      subnetIds: ["subnet-1", "subnet-2"],
      ...endpoint,
    });
  });

  it.each([
    [
      "EKS.2 CKV_AWS_339",
      "runs the version of the settings and never pays to keep an old one",
      { version: "1.34", upgradePolicy: { supportType: "STANDARD" } },
    ],
    [
      "EKS.3 CKV_AWS_58",
      "encrypts Kubernetes Secrets under a key of ours",
      { encryptionConfig: { provider: { keyArn: "arn:key" }, resources: ["secrets"] } },
    ],
    [
      "EKS.8 CKV_AWS_37",
      "logs everything its control plane does",
      {
        enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
      },
    ],
  ])("%s %s", async (_rules, _promise, expected) => {
    const { recording } = await declaredEks();

    expect(recording.one(CLUSTER).inputs).toMatchObject(expected);
  });

  it("CKV_AWS_158 CKV_AWS_338 encrypts its logs and ends them", async () => {
    const { recording } = await declaredEks();

    expect(recording.one("LogGroup").inputs).toEqual({
      name: "/aws/eks/platform-prod/cluster",
      retentionInDays: 365,
      kmsKeyId: "arn:log-key",
      tags: stamp,
    });
  });

  it.each([
    ["durable", true, ["refuse-destruction"]],
    ["disposable", false, []],
  ] as const)("that is %s is protected accordingly", async (lifecycle, kept, hooks) => {
    const { recording } = await declaredEks({}, lifecycle);
    const cluster = recording.one(CLUSTER);

    expect(cluster.inputs["deletionProtection"]).toBe(kept);
    expect(cluster).toMatchObject({ protect: kept, beforeDelete: hooks });
  });

  it("has its log group and its permissions first, and is used only by who may", async () => {
    const { recording } = await declaredEks();

    expect(recording.waitsFor("cluster-eks").sort()).toEqual([
      "cluster-controller",
      "cluster-controller-AmazonEKSBlockStoragePolicy",
      "cluster-controller-AmazonEKSClusterPolicy",
      "cluster-controller-AmazonEKSComputePolicy",
      "cluster-controller-AmazonEKSLoadBalancingPolicy",
      "cluster-controller-AmazonEKSNetworkingPolicy",
      "cluster-logs",
      "cluster-node",
      "cluster-node-AmazonEC2ContainerRegistryPullOnly",
      "cluster-node-AmazonEKSWorkerNodeMinimalPolicy",
    ]);
    expect(recording.waitsFor(ADMIN)).toContain("cluster-eks");
    expect(recording.waitsFor("cluster")).toEqual(
      expect.arrayContaining([ADMIN, "cluster-eks", "cluster-logs"]),
    );
  });

  it("tells workloads its name, its group, and what its own controllers read", async () => {
    expect((await declaredEks()).eks).toEqual({
      name: "platform-prod",
      securityGroupId: "sg-cluster",
      targetGroupBinding: "eks.amazonaws.com/v1",
      readinessGateLabel: "eks.amazonaws.com/pod-readiness-gate-inject",
    });
  });

  it("is reached as its literal self, by whoever asks AWS for a token", async () => {
    const { recording } = await declaredEks();
    const { name, inputs, secrets } = recording.one("providers:kubernetes");
    const { kubeconfig, ...options } = inputs;

    expect(name).toBe("cluster");
    expect(secrets).toEqual([]);
    expect(options).toEqual({
      clusterIdentifier: ARN,
      enableServerSideApply: "true",
      enablePatchForce: "false",
      enableConfigMapMutable: "false",
      enableSecretMutable: "false",
      upsertExistingObjects: "false",
      deleteUnreachable: "false",
      skipUpdateUnreachable: "false",
    });
    expect(JSON.parse(String(kubeconfig))).toEqual({
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        {
          name: "platform-prod",
          cluster: { server: "https://cluster.test", "certificate-authority-data": "Y2E=" },
        },
      ],
      users: [{ name: "platform-prod", user: { exec: TOKEN } }],
      contexts: [
        { name: "platform-prod", context: { cluster: "platform-prod", user: "platform-prod" } },
      ],
      "current-context": "platform-prod",
    });
  });
});

const TOKEN = {
  apiVersion: "client.authentication.k8s.io/v1beta1",
  command: "aws",
  args: [
    "--region",
    "eu-central-1",
    "eks",
    "get-token",
    "--cluster-name",
    "platform-prod",
    "--output",
    "json",
  ],
};

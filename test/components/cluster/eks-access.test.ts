import { declaredEks, stamp } from "./declared-eks";

describe("administrators of an EKS cluster", () => {
  it("are known by access entries alone, and whoever made the cluster is none", async () => {
    const { recording } = await declaredEks();

    expect(recording.one("eks/cluster:Cluster").inputs["accessConfig"]).toEqual({
      authenticationMode: "API",
      bootstrapClusterCreatorAdminPermissions: false,
    });
  });

  it("are exactly the roles of the settings and of the pipeline, each under a name of its own", async () => {
    const admins = [
      "arn:aws:iam::333333333333:role/platform-prod",
      "arn:aws:iam::333333333333:role/ops/breakglass",
      "arn:aws:iam::111111111111:role/platform-prod",
    ];
    const { recording } = await declaredEks({ admins });

    expect(recording.of("AccessEntry").map(({ name, inputs }) => [name, inputs])).toEqual([
      ["cluster-admin-111111111111-platform-prod", entry(admins[2])],
      ["cluster-admin-333333333333-ops-breakglass", entry(admins[1])],
      ["cluster-admin-333333333333-platform-prod", entry(admins[0])],
      ["cluster-pipeline-apply", entry("arn:apply")],
      ["cluster-pipeline-plan", entry("arn:plan")],
    ]);
  });

  it.each([
    ["admin-333333333333-platform-prod", "role/platform-prod", "AmazonEKSClusterAdminPolicy"],
    ["pipeline-apply", "arn:apply", "AmazonEKSClusterAdminPolicy"],
    ["pipeline-plan", "arn:plan", "AmazonEKSAdminViewPolicy"],
  ])("may do everything in the cluster, and previews look alone: %s", async (who, role, policy) => {
    const { recording } = await declaredEks();

    expect(recording.named(`cluster-${who}`, "AccessPolicyAssociation").inputs).toEqual({
      clusterName: "platform-prod",
      principalArn: expect.stringContaining(role) as string,
      policyArn: `arn:aws:eks::aws:cluster-access-policy/${policy}`,
      accessScope: { type: "cluster" },
    });
  });
});

function entry(principalArn: string | undefined) {
  return { clusterName: "platform-prod", principalArn, type: "STANDARD", tags: stamp };
}

import type { Recording } from "../../support/recorder";
import { ARN, declaredEks, stamp } from "./declared-eks";

describe("roles of an EKS cluster", () => {
  it("let EKS act for this cluster alone", async () => {
    const { recording } = await declaredEks();

    expect(role(recording, "cluster-controller")).toEqual({
      name: "platform-prod-controller",
      description: "Makes nodes, volumes and network interfaces (platform-prod)",
      tags: stamp,
      trust: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "eks.amazonaws.com" },
            Action: ["sts:AssumeRole", "sts:TagSession"],
            Condition: {
              StringEquals: { "aws:SourceAccount": "333333333333" },
              ArnLike: { "aws:SourceArn": ARN },
            },
          },
        ],
      },
    });
  });

  it("let EC2 make nodes that join and pull, and nothing else", async () => {
    const { recording } = await declaredEks();

    expect(role(recording, "cluster-node")).toEqual({
      name: "platform-prod-node",
      description: "Joins nodes to the cluster and pulls images (platform-prod)",
      tags: stamp,
      trust: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "ec2.amazonaws.com" },
            Action: ["sts:AssumeRole"],
          },
        ],
      },
    });
  });

  it("have the policies that Auto Mode asks for", async () => {
    const { recording } = await declaredEks();
    const attached = (wanted: string) =>
      recording
        .of("RolePolicyAttachment")
        .filter(({ inputs }) => inputs["role"] === wanted)
        .map(({ inputs }) => String(inputs["policyArn"]).replace("arn:aws:iam::aws:policy/", ""));

    expect(attached("platform-prod-controller")).toEqual([
      "AmazonEKSBlockStoragePolicy",
      "AmazonEKSClusterPolicy",
      "AmazonEKSComputePolicy",
      "AmazonEKSLoadBalancingPolicy",
      "AmazonEKSNetworkingPolicy",
    ]);
    expect(attached("platform-prod-node")).toEqual([
      "AmazonEC2ContainerRegistryPullOnly",
      "AmazonEKSWorkerNodeMinimalPolicy",
    ]);
  });
});

function role(recording: Recording, name: string) {
  const { assumeRolePolicy, ...inputs } = recording.named(name, "Role").inputs;
  return { ...inputs, trust: JSON.parse(String(assumeRolePolicy)) as unknown };
}

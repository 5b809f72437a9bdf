import type { Props } from "../../../sandbox/provider/values";
import { contains, Unknown } from "../../../sandbox/provider/values";
import {
  ADMIN,
  ADMIN_POLICY,
  CLUSTER,
  closedShop,
  ENTRY,
  POLICY,
  roleFor,
  shop,
  subnetsIn,
} from "./eks-cluster";
import { plugin, type Plugin } from "./plugin";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const AUTO = {
  computeConfig: { enabled: true },
  kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: true } },
  storageConfig: { blockStorage: { enabled: true } },
  bootstrapSelfManagedAddons: false,
};

describe("EKS in the simulated cloud", () => {
  let aws: Plugin;
  beforeEach(async () => {
    aws = await plugin("aws");
  });
  const create = async (more: Props) =>
    aws.create(CLUSTER, "eks", { ...(await shop(aws)), ...more });

  it.each<[string, Props, string]>([
    ["a version with a patch", { version: "1.34.2" }, "unsupported Kubernetes version"],
    [
      "Service addresses that others may have",
      { kubernetesNetworkConfig: { serviceIpv4Cidr: "203.0.113.0/24" } },
      "must be a private network between /12 and /24",
    ],
    [
      "Service addresses beyond its reach",
      { kubernetesNetworkConfig: { serviceIpv4Cidr: "10.0.0.0/8" } },
      "must be a private network between /12 and /24",
    ],
    ["a name with a dot", { name: "shop.prod" }, "takes 1 to 100 letters"],
    [
      "Auto Mode without its volumes",
      { ...AUTO, storageConfig: { blockStorage: { enabled: false } } },
      "are all either fully enabled or fully disabled",
    ],
    [
      "Auto Mode beside add-ons of its own",
      { ...AUTO, bootstrapSelfManagedAddons: true },
      "bootstrapSelfManagedAddons must be false",
    ],
    [
      "a role for nodes that does not exist",
      {
        ...AUTO,
        computeConfig: { enabled: true, nodeRoleArn: "arn:aws:iam::333333333333:role/n" },
      },
      "The role with name n cannot be found",
    ],
    [
      "a key that does not exist",
      {
        encryptionConfig: {
          provider: { keyArn: "arn:aws:kms:eu-central-1:333333333333:key/k" },
          resources: [],
        },
      },
      "KeyArn in encryptionConfig provider 'k' does not exist",
    ],
  ])("has no cluster with %s", async (_what, more, words) => {
    await expect(create(more)).rejects.toThrow(words);
  });

  it("lets nobody through a public endpoint from an address that only a network knows", async () => {
    const { vpcConfig, ...rest } = await shop(aws);
    const from = (cidr: string) => ({
      ...rest,
      vpcConfig: { ...(vpcConfig as Props), publicAccessCidrs: [cidr] },
    });

    await expect(aws.create(CLUSTER, "eks", from("10.0.0.0/8"))).rejects.toThrow(
      "The following CIDRs are invalid in publicAccessCidrs",
    );
    await expect(aws.create(CLUSTER, "eks", from("203.0.113.0/24"))).resolves.toBeDefined();
  });

  it("opens a public endpoint to everybody unless told otherwise", async () => {
    const { properties } = await create({});

    expect(properties["vpcConfig"]).toMatchObject({ publicAccessCidrs: ["0.0.0.0/0"] });
  });

  it("puts a control plane into two zones", async () => {
    const subnetIds = await subnetsIn(aws, "euc1-az1", "euc1-az1");
    const roleArn = await roleFor(aws);

    await expect(
      aws.create(CLUSTER, "eks", { name: "shop", roleArn, vpcConfig: { subnetIds } }),
    ).rejects.toThrow("Subnets specified must be in at least two different AZs");
  });

  it.each([
    [
      "trusts somebody else",
      { trust: '{"Principal":{"Service":"ec2.amazonaws.com"}}' },
      "trusted entity is not correct",
    ],
    ["may do nothing", { policies: [] }, "doesn't have the Amazon EKS Managed Policies"],
  ])("takes no role that %s", async (_what, role, words) => {
    const subnetIds = await subnetsIn(aws, "euc1-az1", "euc1-az2");
    const roleArn = await roleFor(aws, role);

    await expect(
      aws.create(CLUSTER, "eks", { name: "shop", roleArn, vpcConfig: { subnetIds } }),
    ).rejects.toThrow(words);
  });

  it("goes from one version to the next, and never back", async () => {
    const inputs = await shop(aws);
    const cluster = await aws.create(CLUSTER, "eks", inputs);
    const to = (version: string) => aws.update(CLUSTER, "eks", cluster, { ...inputs, version });

    await expect(to("1.36")).rejects.toThrow("minor version update from 1.34 to 1.36");
    await expect(to("1.33")).rejects.toThrow("minor version update from 1.34 to 1.33");
    await expect(to("1.35")).resolves.toBeDefined();
  });

  it("makes a security group with a cluster, which a preview does not know yet", async () => {
    const inputs = await shop(aws);
    const planned = (await aws.previewCreate(CLUSTER, "eks", inputs))["vpcConfig"] as Props;
    const { properties } = await aws.create(CLUSTER, "eks", inputs);
    const { clusterSecurityGroupId: id } = properties["vpcConfig"] as {
      clusterSecurityGroupId: string;
    };
    const rule = { securityGroupId: id, ipProtocol: "tcp", cidrIpv4: "10.0.0.0/24" };

    expect(contains(planned["clusterSecurityGroupId"] ?? null, Unknown)).toBe(true);
    expect(planned["subnetIds"]).toEqual((inputs["vpcConfig"] as Props)["subnetIds"]);
    expect(id).toMatch(/^sg-[0-9a-f]{17}$/);
    await expect(aws.create(INGRESS, "rule", rule)).resolves.toBeDefined();
    expect((await aws.read(GROUP, "g", { id, inputs: {}, properties: {} })).inputs).toMatchObject({
      tags: { "aws:eks:cluster-name": "shop" },
    });
  });

  it("takes everything of a cluster away with it", async () => {
    const cluster = await closedShop(aws);
    const entry = await aws.create(ENTRY, "admin", ADMIN);
    const policy = await aws.create(POLICY, "admin", ADMIN_POLICY);
    const { clusterSecurityGroupId: id } = cluster.properties["vpcConfig"] as {
      clusterSecurityGroupId: string;
    };
    await aws.delete(CLUSTER, "eks", cluster);

    const group = { id, inputs: {}, properties: {} };
    expect((await aws.read(ENTRY, "admin", entry)).id).toBe("");
    expect((await aws.read(POLICY, "admin", policy)).id).toBe("");
    expect((await aws.read(GROUP, "g", group)).id).toBe("");
  });
});

import type { Props } from "../../../sandbox/provider/values";
import type { Plugin, Remembered } from "./plugin";

export const CLUSTER = "aws:eks/cluster:Cluster";
export const ENTRY = "aws:eks/accessEntry:AccessEntry";
export const POLICY = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
export const SUBNET = "aws:ec2/subnet:Subnet";
const POLICIES = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy";
const TRUST = '{"Principal":{"Service":"eks.amazonaws.com"}}';

/** Somebody who may administer it. */
export const ADMIN = {
  clusterName: "shop",
  principalArn: "arn:aws:iam::333333333333:role/platform-prod",
};
export const ADMIN_POLICY = {
  ...ADMIN,
  policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
  accessScope: { type: "cluster" },
};

/** A role for a control plane, unless its trust or its policy says otherwise. */
export async function roleFor(
  aws: Plugin,
  { trust = TRUST, policies = [POLICIES] }: { trust?: string; policies?: string[] } = {},
): Promise<string> {
  const assumeRolePolicy = trust;
  const role = await aws.create("aws:iam/role:Role", "role", { name: "shop", assumeRolePolicy });
  for (const policyArn of policies) {
    await aws.create("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "policy", {
      role: "shop",
      policyArn,
    });
  }
  return role.properties["arn"] as string;
}

/** One subnet per zone. */
export async function subnetsIn(aws: Plugin, ...zones: string[]): Promise<string[]> {
  const { id: vpcId } = await aws.create("aws:ec2/vpc:Vpc", "net", { cidrBlock: "10.0.0.0/16" });
  const subnets = [];
  for (const availabilityZoneId of zones)
    subnets.push(await aws.create(SUBNET, "a", { vpcId, availabilityZoneId }));
  return subnets.map(({ id }) => id);
}

/** Inputs of a cluster of which nothing is missing. */
export async function shop(aws: Plugin): Promise<Props> {
  const subnetIds = await subnetsIn(aws, "euc1-az1", "euc1-az2");
  return { name: "shop", version: "1.34", roleArn: await roleFor(aws), vpcConfig: { subnetIds } };
}

/** A cluster that admits nobody until somebody is let in. */
export async function closedShop(aws: Plugin): Promise<Remembered> {
  return aws.create(CLUSTER, "eks", {
    ...(await shop(aws)),
    accessConfig: {
      authenticationMode: "API",
      bootstrapClusterCreatorAdminPermissions: false,
    },
  });
}

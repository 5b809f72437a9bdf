import type { Props } from "../../../sandbox/provider/values";
import { plugin, type Plugin } from "./plugin";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const FLOW_LOG = "aws:ec2/flowLog:FlowLog";

describe("networks of the simulated AWS", () => {
  let aws: Plugin;
  let vpcId: string;
  const make = async (type: string, inputs: Props) => (await aws.create(type, "it", inputs)).id;
  const network = (inputs: Props = {}) => make(VPC, { cidrBlock: "10.0.0.0/16", ...inputs });
  beforeEach(async () => {
    aws = await plugin("aws");
    vpcId = await network({ enableDnsHostnames: true });
  });

  it.each([
    ["the same", "10.0.16.0/20"],
    ["a larger one", "10.0.0.0/18"],
    ["a smaller one", "10.0.31.0/24"],
  ])("have no two subnets with one address: %s", async (_which, cidrBlock) => {
    await make(SUBNET, { vpcId, cidrBlock: "10.0.16.0/20" });

    await expect(make(SUBNET, { vpcId, cidrBlock })).rejects.toThrow(
      `InvalidSubnet.Conflict: The CIDR '${cidrBlock}' conflicts with another subnet`,
    );
  });

  it("have subnets side by side, and an address again in another network", async () => {
    const subnet = { vpcId, cidrBlock: "10.0.16.0/20" };
    const first = await aws.create(SUBNET, "it", subnet);

    await make(SUBNET, { vpcId, cidrBlock: "10.0.32.0/20" });
    await make(SUBNET, { ...subnet, vpcId: await network() });
    await expect(
      aws.update(SUBNET, "it", first, { ...subnet, mapPublicIpOnLaunch: false }),
    ).resolves.toBeDefined();
  });

  it("take a NAT gateway once they are connected, a private one at any time", async () => {
    const nat = { subnetId: await make(SUBNET, { vpcId }) };
    const type = "aws:ec2/natGateway:NatGateway";

    await expect(make(type, nat)).rejects.toThrow(
      `Gateway.NotAttached: Network ${vpcId} has no Internet gateway attached`,
    );
    await make(type, { ...nat, connectivityType: "private" });
    await make("aws:ec2/internetGateway:InternetGateway", { vpcId });
    await expect(make(type, nat)).resolves.toMatch(/^nat-/);
  });

  it("have one way to a service in each route table", async () => {
    const table = () => make("aws:ec2/routeTable:RouteTable", { vpcId });
    const [a, b] = [await table(), await table()];
    const s3 = { vpcId, serviceName: "com.amazonaws.eu-central-1.s3" };
    await make(ENDPOINT, { ...s3, routeTableIds: [a] });

    await expect(make(ENDPOINT, { ...s3, routeTableIds: [b, a] })).rejects.toThrow(
      `RouteAlreadyExists: route table ${a} already has a route`,
    );
    await make(ENDPOINT, { ...s3, routeTableIds: [b] });
    await make(ENDPOINT, { ...s3, serviceName: "com.amazonaws.eu-central-1.dynamodb" });
  });

  it("have one private name for each service, and only where they resolve names", async () => {
    const api = { serviceName: "com.amazonaws.eu-central-1.ecr.api", privateDnsEnabled: true };
    await make(ENDPOINT, { ...api, vpcId });

    await expect(make(ENDPOINT, { ...api, vpcId })).rejects.toThrow(
      `conflicting DNS domain for api.ecr.eu-central-1.amazonaws.com in the VPC ${vpcId}`,
    );
    await make(ENDPOINT, { ...api, vpcId, privateDnsEnabled: false });
    await expect(make(ENDPOINT, { ...api, vpcId: await network() })).rejects.toThrow(
      "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames",
    );
  });

  it("are recorded in one place once, by a role that exists", async () => {
    const role = await aws.create("aws:iam/role:Role", "r", { assumeRolePolicy: "{}" });
    const iamRoleArn = role.properties["arn"] ?? "";
    const log = { vpcId, trafficType: "ALL", logDestination: "arn:logs:a", iamRoleArn };
    await make(FLOW_LOG, log);

    await expect(make(FLOW_LOG, log)).rejects.toThrow("FlowLogAlreadyExists");
    await make(FLOW_LOG, { ...log, logDestination: "arn:logs:b" });
    const nobody = "arn:aws:iam::333333333333:role/nobody";
    await expect(
      make(FLOW_LOG, { ...log, logDestination: "arn:logs:c", iamRoleArn: nobody }),
    ).rejects.toThrow("InvalidParameter: Unable to assume given IAM role: 'nobody'");
  });

  it("know the groups that their rules name, those of clusters among them", async () => {
    const rule = { securityGroupId: await make(GROUP, { vpcId }), ipProtocol: "tcp" };
    const cluster = (await aws.read("aws:eks/cluster:Cluster", "it", { id: "prod" })).properties;
    const { clusterSecurityGroupId = "" } = cluster["vpcConfig"] as Props;

    await expect(make(INGRESS, { ...rule, referencedSecurityGroupId: "sg-none" })).rejects.toThrow(
      "InvalidGroup.NotFound: The security group 'sg-none' does not exist",
    );
    for (const id of [rule.securityGroupId, clusterSecurityGroupId])
      await make(INGRESS, { ...rule, referencedSecurityGroupId: id });
  });

  it("hold each rule once", async () => {
    const rule = {
      securityGroupId: await make(GROUP, { vpcId }),
      cidrIpv4: "10.0.0.0/20",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    };
    const first = await aws.create(INGRESS, "it", rule);

    await expect(make(INGRESS, rule)).rejects.toThrow("InvalidPermission.Duplicate");
    await make(INGRESS, { ...rule, cidrIpv4: "10.0.16.0/20" });
    await aws.update(INGRESS, "it", first, { ...rule, description: "HTTPS" });
  });
});

import type { Recording } from "../../support/recorder";
import { network, ZONES } from "./declared-network";

const GATEWAYS = ["dynamodb", "s3"];
const APIS = [
  "ec2",
  "ecr.api",
  "ecr.dkr",
  "eks-auth",
  "elasticache",
  "kms",
  "logs",
  "rds",
  "secretsmanager",
  "sts",
];

describe("the endpoints of a network", () => {
  it.each([
    ["gateway", GATEWAYS, []],
    ["private", GATEWAYS, APIS],
  ] as const)(
    "in mode %s are routes to %j and addresses of %j",
    async (mode, routes, addresses) => {
      const recording = await network({ endpoints: mode });

      expect(servicesOf(recording, "Gateway")).toEqual(named(routes));
      expect(servicesOf(recording, "Interface")).toEqual(named(addresses));
      expect(recording.of("VpcEndpoint")).toHaveLength(routes.length + addresses.length);
    },
  );

  it("lead out of the private tier, and out of no other", async () => {
    const recording = await network();

    for (const { inputs } of recording.of("VpcEndpoint")) {
      expect(inputs).toMatchObject({
        vpcId: "net-vpc-id",
        routeTableIds: ZONES.map((zone) => `net-private-${zone}-id`),
      });
      expect(inputs).not.toHaveProperty("policy");
    }
  });

  it("answer in every zone under the public names, behind one group", async () => {
    const recording = await network({ endpoints: "private" });

    for (const { inputs } of recording.of("VpcEndpoint").filter(isInterface)) {
      expect(inputs).toMatchObject({
        vpcId: "net-vpc-id",
        privateDnsEnabled: true,
        subnetIds: ZONES.map((zone) => `net-private-${zone}-id`),
        securityGroupIds: ["net-endpoint-clients-id"],
      });
    }
  });

  it("answer HTTPS from the private tier, and call nobody", async () => {
    const recording = await network({ endpoints: "private" });

    expect(recording.of("SecurityGroupIngressRule").map(({ inputs }) => inputs)).toEqual(
      [
        ["euc1-az1", "10.9.0.0/20"],
        ["euc1-az2", "10.9.16.0/20"],
        ["euc1-az3", "10.9.32.0/20"],
      ].map(
        ([zone = "", cidrIpv4]) =>
          expect.objectContaining({
            securityGroupId: "net-endpoint-clients-id",
            description: `HTTPS from the private tier in ${zone}`,
            cidrIpv4,
            ipProtocol: "tcp",
            fromPort: 443,
            toPort: 443,
          }) as unknown,
      ),
    );
    expect(recording.of("SecurityGroupEgressRule")).toEqual([]);
    expect(recording.one("ec2/securityGroup:SecurityGroup").inputs).not.toHaveProperty("egress");
  });

  it("leave no group behind where nothing needs one", async () => {
    const recording = await network({ endpoints: "gateway" });

    expect(recording.of("SecurityGroup")).toEqual([]);
  });
});

function servicesOf(recording: Recording, kind: string): unknown[] {
  return recording
    .of("VpcEndpoint")
    .filter(({ inputs }) => inputs["vpcEndpointType"] === kind)
    .map(({ inputs }) => inputs["serviceName"]);
}

function isInterface({ inputs }: Recording["all"][number]): boolean {
  return inputs["vpcEndpointType"] === "Interface";
}

function named(services: readonly string[]): string[] {
  return services.map((service) => `com.amazonaws.eu-central-1.${service}`);
}

import { ec2, vpc } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Network } from "../../config/ground";
import type { Stamp } from "../shared/stamp";

export interface EndpointsArgs {
  readonly vpcId: pulumi.Input<string>;
  readonly region: string;
  readonly kind: Network["endpoints"];
  /** The private tier, zone by zone: from there AWS is called. */
  readonly clients: readonly {
    readonly zone: string;
    readonly cidr: string;
    readonly subnetId: pulumi.Input<string>;
    readonly routeTableId: pulumi.Input<string>;
  }[];
  readonly stamp: Stamp;
}

/** Free of charge: a route each. */
const GATEWAYS = ["s3", "dynamodb"];

/** AWS APIs that the platform and its workloads call; each costs money by the hour and zone. */
const INTERFACES = [
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

/** Ways to AWS APIs that never leave the AWS network. */
export function endpoints(
  name: string,
  args: EndpointsArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const { vpcId, clients, stamp } = args;
  const endpoint = (service: string, how: Partial<ec2.VpcEndpointArgs>) =>
    new ec2.VpcEndpoint(
      `${name}-${service}`,
      {
        vpcId,
        serviceName: `com.amazonaws.${args.region}.${service}`,
        tags: { ...stamp, Name: `${name}-${service}` },
        ...how,
      },
      opts,
    );
  for (const service of GATEWAYS) {
    const routeTableIds = clients.map(({ routeTableId }) => routeTableId);
    endpoint(service, { vpcEndpointType: "Gateway", routeTableIds });
  }
  if (args.kind === "gateway") return;
  const group = clientGroup(name, args, opts);
  for (const service of INTERFACES) {
    endpoint(service, {
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: clients.map(({ subnetId }) => subnetId),
      securityGroupIds: [group.id],
    });
  }
}

/** The group of all interface endpoints: they answer HTTPS from the private tier and call nobody. */
function clientGroup(
  name: string,
  { vpcId, clients, stamp }: EndpointsArgs,
  opts: pulumi.CustomResourceOptions,
): ec2.SecurityGroup {
  const group = new ec2.SecurityGroup(
    `${name}-clients`,
    { vpcId, description: "Who may call AWS APIs", tags: { ...stamp, Name: `${name}-clients` } },
    opts,
  );
  for (const { zone, cidr } of clients) {
    new vpc.SecurityGroupIngressRule(
      `${name}-clients-${zone}`,
      {
        securityGroupId: group.id,
        description: `HTTPS from the private tier in ${zone}`,
        cidrIpv4: cidr,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        tags: stamp,
      },
      opts,
    );
  }
  return group;
}

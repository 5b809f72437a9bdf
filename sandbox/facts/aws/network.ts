import type { Facts, Parent } from "../fact";
import { like, text } from "../paths";
import { digits } from "../templates";
import { subnetConflict, unconnected } from "./network-conflicts";

/** The network that something lies in, and the words in which EC2 misses it. */
export const VPC: Parent = {
  type: "aws:ec2/vpc:Vpc",
  id: "{vpcId}",
  text: "InvalidVpcID.NotFound: The vpc ID '{}' does not exist",
};

/** A route table. */
export const ROUTE_TABLE: Parent = {
  type: "aws:ec2/routeTable:RouteTable",
  id: "{routeTableId}",
  text: "InvalidRouteTableID.NotFound: The routeTable ID '{}' does not exist",
};

/** A subnet, named by the given property. */
export function subnet(property: string): Parent {
  return {
    type: "aws:ec2/subnet:Subnet",
    id: `{${property}}`,
    text: "InvalidSubnetID.NotFound: The subnet ID '{}' does not exist",
  };
}

/** Every network brings one. */
export const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
/** Networks and what lies in them. */
export const network: Facts = {
  "aws:ec2/vpc:Vpc": {
    id: "vpc-{hash}",
    arn: "ec2:{region}:{account}:vpc/{id}",
    replaceOn: ["cidrBlock", "instanceTenancy", "ipv4IpamPoolId", "ipv4NetmaskLength"],
    limits: [
      {
        path: "cidrBlock",
        text: "must be an IPv4 block between /16 and /28",
        holds: like(/^\d+\.\d+\.\d+\.\d+\/(1[6-9]|2[0-8])$/),
      },
    ],
    computed: ({ scope, inputs, id, hash }) => ({
      defaultSecurityGroupId: `sg-${digits(DEFAULT_GROUP, scope, inputs, [id]).slice(0, 17)}`,
      mainRouteTableId: `rtb-${hash(17, "routes")}`,
      defaultRouteTableId: `rtb-${hash(17, "routes")}`,
      defaultNetworkAclId: `acl-${hash(17, "acl")}`,
      instanceTenancy: "default",
      ownerId: scope.owner,
    }),
  },
  "aws:ec2/subnet:Subnet": {
    id: "subnet-{hash}",
    arn: "ec2:{region}:{account}:subnet/{id}",
    replaceOn: [
      "vpcId",
      "cidrBlock",
      "availabilityZone",
      "availabilityZoneId",
      "outpostArn",
      "ipv6Native",
    ],
    parents: [VPC],
    forbids: subnetConflict,
    computed: ({ scope, inputs }) => {
      const zones = Object.entries(scope.world.regions[text(inputs, "region")]?.zones ?? {});
      const [name, zoneId] =
        zones.find((zone) =>
          zone.includes(text(inputs, "availabilityZone") || text(inputs, "availabilityZoneId")),
        ) ??
        zones[0] ??
        [];
      return {
        availabilityZone: name ?? "",
        availabilityZoneId: zoneId ?? "",
        ownerId: scope.owner,
      };
    },
  },
  "aws:ec2/internetGateway:InternetGateway": {
    id: "igw-{hash}",
    arn: "ec2:{region}:{account}:internet-gateway/{id}",
    parents: [VPC],
  },
  "aws:ec2/eip:Eip": {
    id: "eipalloc-{hash}",
    arn: "ec2:{region}:{account}:elastic-ip/{id}",
    replaceOn: ["domain", "networkBorderGroup", "publicIpv4Pool", "address", "ipamPoolId"],
    computed: ({ id, hash }) => {
      const publicIp = `198.51.100.${Number.parseInt(hash(2), 16)}`;
      return { allocationId: id, publicIp, domain: "vpc" };
    },
  },
  "aws:ec2/natGateway:NatGateway": {
    id: "nat-{hash}",
    replaceOn: [
      "allocationId",
      "availabilityMode",
      "connectivityType",
      "privateIp",
      "subnetId",
      "vpcId",
    ],
    parents: [
      subnet("subnetId"),
      {
        type: "aws:ec2/eip:Eip",
        id: "{allocationId}",
        text: "InvalidAllocationID.NotFound: The allocation ID '{}' does not exist",
      },
    ],
    forbids: unconnected,
  },
  "aws:ec2/routeTable:RouteTable": {
    id: "rtb-{hash}",
    arn: "ec2:{region}:{account}:route-table/{id}",
    replaceOn: ["vpcId"],
    parents: [VPC],
  },
  "aws:ec2/route:Route": {
    id: "r-{routeTableId}{number}",
    key: [
      "routeTableId",
      "destinationCidrBlock",
      "destinationIpv6CidrBlock",
      "destinationPrefixListId",
    ],
    exists: "RouteAlreadyExists: The route identified by {destinationCidrBlock} already exists.",
    replaceOn: [
      "routeTableId",
      "destinationCidrBlock",
      "destinationIpv6CidrBlock",
      "destinationPrefixListId",
    ],
    parents: [
      ROUTE_TABLE,
      {
        type: "aws:ec2/internetGateway:InternetGateway",
        id: "{gatewayId}",
        skip: /^(local|vgw-)/,
        text: "InvalidGatewayID.NotFound: The gateway ID '{}' does not exist",
      },
      {
        type: "aws:ec2/natGateway:NatGateway",
        id: "{natGatewayId}",
        text: "InvalidNatGatewayID.NotFound: The natGateway ID '{}' does not exist",
      },
    ],
    computed: () => ({ origin: "CreateRoute", state: "active" }),
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    id: "rtbassoc-{hash}",
    key: ["subnetId", "gatewayId"],
    exists:
      "Resource.AlreadyAssociated: the specified association for route table {routeTableId} conflicts with an existing association",
    replaceOn: ["subnetId", "gatewayId"],
    parents: [ROUTE_TABLE, subnet("subnetId")],
  },
};

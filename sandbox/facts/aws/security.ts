import { find, list, type Place } from "../../cloud/objects";
import type { Props } from "../../provider/values";
import type { Fact, Facts, Parent } from "../fact";
import { like, text } from "../paths";
import { role } from "./iam";
import { DEFAULT_GROUP, ROUTE_TABLE, subnet, VPC } from "./network";
import { endpointConflict, flowLogConflict } from "./network-conflicts";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";

/** A security group, named by the given property. */
export function securityGroup(property: string): Parent {
  return {
    type: GROUP,
    id: `{${property}}`,
    text: "InvalidGroup.NotFound: The security group '{}' does not exist",
  };
}

const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

function rule(type: string): Fact {
  return {
    id: "sgr-{hash}",
    arn: "ec2:{region}:{account}:security-group-rule/{id}",
    replaceOn: ["securityGroupId"],
    parents: [securityGroup("securityGroupId")],
    forbids: (inputs, place, creating) =>
      unknownPeer(inputs, place) ?? (creating ? duplicate(type, inputs, place) : undefined),
    computed: ({ id }) => ({ securityGroupRuleId: id }),
  };
}

/** Who may talk to whom, and what records it. */
export const security: Facts = {
  [GROUP]: {
    id: "sg-{hash}",
    key: ["vpcId", "name"],
    arn: "ec2:{region}:{account}:security-group/{id}",
    exists: "InvalidGroup.Duplicate: The security group '{name}' already exists for VPC '{vpcId}'",
    replaceOn: ["name", "namePrefix", "description", "vpcId"],
    parents: [VPC],
    limits: [
      {
        path: "name",
        text: "cannot begin with sg-",
        holds: like(/^(?!sg-)/),
      },
      {
        path: "description",
        text: "takes letters, digits, spaces and ._-:/()#,@[]+=&;{}!$* up to 255",
        holds: like(/^[\w .\-:/()#,@[\]+=&;{}!$*]{0,255}$/),
      },
    ],
  },
  [DEFAULT_GROUP]: {
    auto: false,
    id: "sg-{hash}",
    key: ["vpcId"],
    upsert: true,
    arn: "ec2:{region}:{account}:security-group/{id}",
    replaceOn: ["vpcId"],
    parents: [VPC],
    computed: () => ({ name: "default", description: "default VPC security group" }),
  },
  [INGRESS]: rule(INGRESS),
  [EGRESS]: rule(EGRESS),
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    id: "vpce-{hash}",
    arn: "ec2:{region}:{account}:vpc-endpoint/{id}",
    replaceOn: [
      "serviceName",
      "serviceRegion",
      "vpcId",
      "vpcEndpointType",
      "resourceConfigurationArn",
    ],
    parents: [
      VPC,
      subnet("subnetIds"),
      securityGroup("securityGroupIds"),
      { ...ROUTE_TABLE, id: "{routeTableIds}" },
    ],
    forbids: endpointConflict,
    computed: () => ({ state: "available" }),
  },
  "aws:ec2/flowLog:FlowLog": {
    id: "fl-{hash}",
    arn: "ec2:{region}:{account}:vpc-flow-log/{id}",
    replaceOn: [
      "destinationOptions",
      "eniId",
      "iamRoleArn",
      "logDestination",
      "logDestinationType",
      "logFormat",
      "maxAggregationInterval",
      "subnetId",
      "trafficType",
      "vpcId",
    ],
    parents: [
      VPC,
      subnet("subnetId"),
      role("iamRoleArn", "InvalidParameter: Unable to assume given IAM role: '{}'"),
    ],
    forbids: flowLogConflict,
  },
};

/** A rule names a group that somebody made, one that came with a network, or a cluster's. */
function unknownPeer(inputs: Props, place: Place): string | undefined {
  const id = text(inputs, "referencedSecurityGroupId");
  const known =
    id === "" ||
    [GROUP, DEFAULT_GROUP].some((type) => find(place, type, id) !== undefined) ||
    list(place, "aws:eks/cluster:Cluster").some(
      ({ object }) => text(object.outputs, "vpcConfig.clusterSecurityGroupId") === id,
    );
  return known ? undefined : `InvalidGroup.NotFound: The security group '${id}' does not exist`;
}

/** What makes a rule what it is. */
const TERMS = [
  "securityGroupId",
  "ipProtocol",
  "fromPort",
  "toPort",
  "cidrIpv4",
  "cidrIpv6",
  "prefixListId",
  "referencedSecurityGroupId",
];

function duplicate(type: string, inputs: Props, place: Place): string | undefined {
  const twin = list(place, type).some(({ object }) =>
    TERMS.every((path) => text(object.inputs, path) === text(inputs, path)),
  );
  return twin ? "InvalidPermission.Duplicate: the specified rule already exists" : undefined;
}

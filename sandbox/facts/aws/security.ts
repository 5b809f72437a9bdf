import type { Facts, Made, Parent } from "../fact";
import { like } from "../paths";
import { DEFAULT_GROUP, ROUTE_TABLE, subnet, VPC } from "./network";

/** A security group, named by the given property. */
export function securityGroup(property: string): Parent {
  return {
    type: "aws:ec2/securityGroup:SecurityGroup",
    id: `{${property}}`,
    text: "InvalidGroup.NotFound: The security group '{}' does not exist",
  };
}

const RULE = {
  id: "sgr-{hash}",
  arn: "ec2:{region}:{account}:security-group-rule/{id}",
  replaceOn: ["securityGroupId"],
  parents: [securityGroup("securityGroupId")],
  computed: ({ id }: Made) => ({ securityGroupRuleId: id }),
};

/** Who may talk to whom, and what records it. */
export const security: Facts = {
  "aws:ec2/securityGroup:SecurityGroup": {
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
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": RULE,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": RULE,
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
    parents: [VPC, subnet("subnetId")],
  },
};

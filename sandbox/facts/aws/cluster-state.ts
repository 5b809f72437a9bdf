import { find, placeAt } from "../../cloud/objects";
import type { Props } from "../../provider/values";
import type { Fact, Made } from "../fact";
import { at, text, texts } from "../paths";
import { regionOf } from "../templates";

/** The tag by which AWS knows what belongs to a cluster. */
export const CLUSTER_TAG = "aws:eks:cluster-name";

/** What EKS says about a cluster. */
export function clusterState(made: Made): Props {
  const { inputs, hash, createdAt } = made;
  const region = regionOf(made);
  const host = `${hash(32).toUpperCase()}.gr7.${region}.eks.amazonaws.com`;
  const issuer = `https://oidc.eks.${region}.amazonaws.com/id/${hash(32).toUpperCase()}`;
  const open = at(inputs, "vpcConfig.endpointPublicAccess") ?? true;
  return {
    endpoint: `https://${host}`,
    certificateAuthority: { data: Buffer.from(host).toString("base64") },
    identities: [{ oidcs: [{ issuer }] }],
    vpcConfig: {
      clusterSecurityGroupId: groupId(made),
      vpcId: vpcOf(made),
      publicAccessCidrs: open === true ? ["0.0.0.0/0"] : [],
    },
    platformVersion: "eks.1",
    status: "ACTIVE",
    version: "1.34",
    createdAt,
  };
}

/** The security group of its nodes and pods, which EKS makes and takes away. */
export function clusterGroup(made: Made): ReturnType<NonNullable<Fact["companions"]>>[number] {
  const { scope, hash, name: cluster } = made;
  const name = `eks-cluster-sg-${cluster}-${hash(8)}`;
  const id = groupId(made);
  const region = regionOf(made);
  return {
    type: "aws:ec2/securityGroup:SecurityGroup",
    id,
    name,
    inputs: { name, region, vpcId: vpcOf(made), tags: { Name: name, [CLUSTER_TAG]: cluster } },
    outputs: {
      arn: `arn:aws:ec2:${region}:${scope.owner}:security-group/${id}`,
      ownerId: scope.owner,
    },
  };
}

function groupId({ hash }: Made): string {
  return `sg-${hash(17)}`;
}

function vpcOf(made: Made): string {
  const place = placeAt(made.scope.sandbox, "aws", made.scope.owner, regionOf(made));
  const [id = ""] = texts(made.inputs, "vpcConfig.subnetIds");
  return text(find(place, "aws:ec2/subnet:Subnet", id)?.inputs ?? {}, "vpcId");
}

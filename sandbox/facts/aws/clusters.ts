import type { Facts } from "../fact";
import { at, text } from "../paths";
import { regionOf } from "../templates";
import { role } from "./iam";

/** Kubernetes clusters, seen from AWS. */
export const clusters: Facts = {
  "aws:eks/cluster:Cluster": {
    arn: "eks:{region}:{account}:cluster/{name}",
    exists: "ResourceInUseException: Cluster already exists with name: {name}",
    replaceOn: [
      "accessConfig.bootstrapClusterCreatorAdminPermissions",
      "bootstrapSelfManagedAddons",
      "kubernetesNetworkConfig.ipFamily",
      "kubernetesNetworkConfig.serviceIpv4Cidr",
      "name",
      "outpostConfig",
      "roleArn",
    ],
    parents: [
      role("roleArn", "InvalidParameterException: The role with name {} cannot be found."),
      {
        type: "aws:ec2/subnet:Subnet",
        id: "{vpcConfig.subnetIds}",
        text: "InvalidParameterException: The subnet ID '{}' does not exist",
      },
    ],
    limits: [
      {
        path: "computeConfig.enabled",
        api: true,
        text: "InvalidParameterException: For EKS Auto Mode, please ensure that all required configs, including computeConfig, kubernetesNetworkConfig, and blockStorage are all either fully enabled or fully disabled.",
        holds: (value, inputs) =>
          [
            "kubernetesNetworkConfig.elasticLoadBalancing.enabled",
            "storageConfig.blockStorage.enabled",
          ].every((path) => (at(inputs, path) ?? false) === value),
      },
      {
        path: "computeConfig.enabled",
        api: true,
        text: "InvalidParameterException: bootstrapSelfManagedAddons must be false if EKS Auto Mode is enabled",
        holds: (value, inputs) => value !== true || inputs["bootstrapSelfManagedAddons"] === false,
      },
    ],
    computed: ({ inputs, scope, hash, createdAt }) => {
      const region = regionOf({ inputs, scope });
      const host = `${hash(32).toUpperCase()}.gr7.${region}.eks.amazonaws.com`;
      return {
        endpoint: `https://${host}`,
        certificateAuthority: { data: Buffer.from(host).toString("base64") },
        identities: [
          {
            oidcs: [
              { issuer: `https://oidc.eks.${region}.amazonaws.com/id/${hash(32).toUpperCase()}` },
            ],
          },
        ],
        vpcConfig: { clusterSecurityGroupId: `sg-${hash(17)}` },
        platformVersion: "eks.1",
        status: "ACTIVE",
        version: "1.34",
        createdAt,
      };
    },
    refusesDelete: (live) =>
      live["deletionProtection"] === true
        ? "InvalidRequestException: The cluster has deletion protection enabled and cannot be deleted."
        : undefined,
  },
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
    id: "a-{hash}",
    key: ["clusterName", "namespace", "serviceAccount"],
    exists: "ResourceInUseException: Association already exists: {namespace}/{serviceAccount}",
    replaceOn: ["clusterName", "namespace", "serviceAccount"],
    parents: [
      role("roleArn", "InvalidParameterException: Role provided in the request does not exist: {}"),
      {
        type: "aws:eks/cluster:Cluster",
        id: "{clusterName}",
        text: "ResourceNotFoundException: No cluster found for name: {}.",
      },
    ],
    computed: ({ id, inputs, scope }) => ({
      associationId: id,
      associationArn: `arn:aws:eks:${regionOf({ inputs, scope })}:${scope.owner}:podidentityassociation/${text(inputs, "clusterName")}/${id}`,
    }),
  },
};

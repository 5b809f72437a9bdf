import { find } from "../../cloud/objects";
import { Unknown } from "../../provider/values";
import type { Facts, Parent } from "../fact";
import { at, like, text, texts } from "../paths";
import { regionOf } from "../templates";
import { missingStep, oneZone, untrusted } from "./cluster-conflicts";
import { CLUSTER_TAG, clusterGroup, clusterState } from "./cluster-state";
import { role } from "./iam";
import { key } from "./keys";
import { subnet } from "./network";

const CLUSTER = "aws:eks/cluster:Cluster";
const ENTRY = "aws:eks/accessEntry:AccessEntry";
const OF_CLUSTER: Parent = {
  type: CLUSTER,
  id: "{clusterName}",
  text: "ResourceNotFoundException: No cluster found for name: {}.",
};

/** Of these no packet ever arrives at a public endpoint. */
const PRIVATE = /^(10\.|172\.(1[6-9]|2\d|3[01])\.|192\.168\.)/;

/** Kubernetes clusters, seen from AWS. */
export const clusters: Facts = {
  [CLUSTER]: {
    arn: "eks:{region}:{account}:cluster/{name}",
    exists: "ResourceInUseException: Cluster already exists with name: {name}",
    replaceOn: [
      "accessConfig.bootstrapClusterCreatorAdminPermissions",
      "bootstrapSelfManagedAddons",
      "computeConfig.nodeRoleArn",
      "kubernetesNetworkConfig.ipFamily",
      "kubernetesNetworkConfig.serviceIpv4Cidr",
      "name",
      "outpostConfig",
      "roleArn",
    ],
    parents: [
      role("roleArn", "InvalidParameterException: The role with name {} cannot be found."),
      role(
        "computeConfig.nodeRoleArn",
        "InvalidParameterException: The role with name {} cannot be found.",
      ),
      {
        ...subnet("vpcConfig.subnetIds"),
        text: "InvalidParameterException: The subnet ID '{}' does not exist",
      },
      {
        ...key("encryptionConfig.provider.keyArn"),
        text: "InvalidParameterException: KeyArn in encryptionConfig provider '{}' does not exist",
      },
    ],
    limits: [
      {
        path: "name",
        text: "takes 1 to 100 letters, digits, dashes and underscores, first a letter or digit",
        holds: like(/^[0-9A-Za-z][\w-]{0,99}$/),
      },
      {
        path: "kubernetesNetworkConfig.serviceIpv4Cidr",
        text: "must be a private network between /12 and /24",
        holds: (value) =>
          typeof value === "string" && PRIVATE.test(value) && /\/(1[2-9]|2[0-4])$/.test(value),
      },
      {
        path: "version",
        api: true,
        text: "InvalidParameterException: unsupported Kubernetes version",
        holds: like(/^1\.\d{2}$/),
      },
      {
        path: "vpcConfig.publicAccessCidrs",
        api: true,
        text: "InvalidParameterException: The following CIDRs are invalid in publicAccessCidrs",
        holds: (value) => !texts(value, "").some((cidr) => PRIVATE.test(cidr)),
      },
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
    forbids: (inputs, place, creating) =>
      creating ? (untrusted(inputs, place) ?? oneZone(inputs, place)) : missingStep(inputs, place),
    computed: clusterState,
    unknown: { vpcConfig: { clusterSecurityGroupId: new Unknown(), vpcId: new Unknown() } },
    companions: (made) => [clusterGroup(made)],
    owns: [{ clusterName: "{name}" }, { [`tags.${CLUSTER_TAG}`]: "{name}" }],
    holds: "kubernetes/{name}",
    refusesDelete: (live) =>
      live["deletionProtection"] === true
        ? "InvalidRequestException: The cluster has deletion protection enabled and cannot be deleted."
        : undefined,
  },
  [ENTRY]: {
    id: "{clusterName}:{principalArn}",
    exists:
      "ResourceInUseException: The specified access entry resource is already in use on this cluster.",
    replaceOn: ["clusterName", "principalArn", "type"],
    parents: [OF_CLUSTER],
    forbids: (inputs, place) => {
      const live = find(place, CLUSTER, text(inputs, "clusterName"))?.inputs ?? {};
      return text(live, "accessConfig.authenticationMode") === "CONFIG_MAP"
        ? "InvalidRequestException: The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation."
        : undefined;
    },
    computed: ({ inputs, scope, hash, createdAt, now }) => ({
      accessEntryArn: `arn:aws:eks:${regionOf({ inputs, scope })}:${scope.owner}:access-entry/${text(inputs, "clusterName")}/${hash(8)}`,
      type: "STANDARD",
      userName: text(inputs, "principalArn"),
      createdAt,
      modifiedAt: now,
    }),
    owns: { clusterName: "{clusterName}", principalArn: "{principalArn}" },
  },
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": {
    id: "{clusterName}#{principalArn}#{policyArn}",
    upsert: true,
    replaceOn: ["accessScope", "clusterName", "policyArn", "principalArn"],
    parents: [
      OF_CLUSTER,
      {
        type: ENTRY,
        id: "{clusterName}:{principalArn}",
        text: "ResourceNotFoundException: The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'.",
      },
    ],
    limits: [
      {
        path: "policyArn",
        api: true,
        text: "InvalidParameterException: The specified policyArn could not be found.",
        holds: like(/^arn:aws:eks::aws:cluster-access-policy\/Amazon\w+Policy$/),
      },
    ],
    computed: ({ createdAt, now }) => ({ associatedAt: createdAt, modifiedAt: now }),
  },
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
    id: "a-{hash}",
    key: ["clusterName", "namespace", "serviceAccount"],
    exists: "ResourceInUseException: Association already exists: {namespace}/{serviceAccount}",
    replaceOn: ["clusterName", "namespace", "serviceAccount"],
    parents: [
      role("roleArn", "InvalidParameterException: Role provided in the request does not exist: {}"),
      OF_CLUSTER,
    ],
    computed: ({ id, inputs, scope }) => ({
      associationId: id,
      associationArn: `arn:aws:eks:${regionOf({ inputs, scope })}:${scope.owner}:podidentityassociation/${text(inputs, "clusterName")}/${id}`,
    }),
  },
};

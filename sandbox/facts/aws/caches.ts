import type { Facts, Made, Parent } from "../fact";
import { at, between, items, like, text, texts } from "../paths";
import { regionOf } from "../templates";
import { key } from "./keys";
import { subnet } from "./network";
import { securityGroup } from "./security";
import { topic } from "./topics";
import { windows } from "./windows";

/** Caches. */
export const caches: Facts = {
  "aws:elasticache/subnetGroup:SubnetGroup": {
    arn: "elasticache:{region}:{account}:subnetgroup:{name}",
    exists: "CacheSubnetGroupAlreadyExists: Cache subnet group {name} already exists.",
    replaceOn: ["name"],
    parents: [subnet("subnetIds")],
  },
  "aws:elasticache/parameterGroup:ParameterGroup": {
    arn: "elasticache:{region}:{account}:parametergroup:{name}",
    exists: "CacheParameterGroupAlreadyExists: Cache parameter group {name} already exists.",
    replaceOn: ["name", "family", "description"],
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    name: "replicationGroupId",
    arn: "elasticache:{region}:{account}:replicationgroup:{replicationGroupId}",
    exists:
      "ReplicationGroupAlreadyExists: Replication group with specified ID {replicationGroupId} already exists.",
    replaceOn: [
      "atRestEncryptionEnabled",
      "dataTieringEnabled",
      "kmsKeyId",
      "networkType",
      "port",
      "replicationGroupId",
      "securityGroupNames",
      "snapshotArns",
      "snapshotName",
      "subnetGroupName",
    ],
    parents: [
      cache(
        "subnetGroup:SubnetGroup",
        "subnetGroupName",
        "CacheSubnetGroupNotFoundFault: Cache Subnet Group {} does not exist.",
      ),
      {
        ...cache(
          "parameterGroup:ParameterGroup",
          "parameterGroupName",
          "CacheParameterGroupNotFound: CacheParameterGroup {} not found.",
        ),
        skip: /^default\./,
      },
      cache(
        "userGroup:UserGroup",
        "userGroupIds",
        "UserGroupNotFoundFault: User group {} not found.",
      ),
      securityGroup("securityGroupIds"),
      topic(
        "notificationTopicArn",
        "InvalidParameterValue: SNS topic is either invalid or it doesn't belong to the customer account",
      ),
      { ...key("kmsKeyId"), text: "InvalidParameterValue: Invalid KMS key id: {}" },
    ],
    limits: [
      {
        path: "replicationGroupId",
        text: "takes 1 to 40 lower-case letters, digits and single hyphens, first a letter, last no hyphen",
        holds: like(/^(?!.*--)[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/),
      },
      {
        path: "multiAzEnabled",
        text: "needs automaticFailoverEnabled",
        holds: (value, inputs) => value !== true || inputs["automaticFailoverEnabled"] !== false,
      },
      {
        path: "numCacheClusters",
        text: "must be at least 2 if automaticFailoverEnabled is true",
        holds: (value, inputs) => value !== 1 || inputs["automaticFailoverEnabled"] !== true,
      },
      {
        path: "snapshotRetentionLimit",
        text: "must be at most 35",
        holds: (value) => between(value, 0, 35),
      },
      {
        path: "logDeliveryConfigurations",
        text: "takes one slow-log and one engine-log",
        holds: (value) => {
          const types = texts(value, "logType");
          const known = types.every((type) => ["slow-log", "engine-log"].includes(type));
          return known && new Set(types).size === types.length;
        },
      },
      ...windows("snapshotWindow", 60, {
        daily: "InvalidParameterValue: Snapshot window must be at least 60 minutes.",
        weekly: "InvalidParameterValue: Maintenance window must be at least 60 minutes.",
        overlap:
          "InvalidParameterValue: The snapshot window and maintenance window must not overlap.",
      }),
      {
        path: "userGroupIds",
        api: true,
        text: "InvalidParameterCombination: User group based access control requires encryption-in-transit to be enabled.",
        holds: (_value, inputs) => inputs["transitEncryptionEnabled"] === true,
      },
    ],
    computed: replicationGroup,
  },
  "aws:elasticache/user:User": {
    name: "userId",
    arn: "elasticache:{region}:{account}:user:{userId}",
    exists: "UserAlreadyExists: User {userId} already exists.",
    replaceOn: ["userId", "userName"],
    limits: [
      {
        path: "passwords",
        api: true,
        text: "InvalidParameterValue: Passwords length must be between 16-128 characters.",
        holds: (value) => texts(value, "").every((each) => between(each.length, 16, 128)),
      },
    ],
  },
  "aws:elasticache/userGroup:UserGroup": {
    name: "userGroupId",
    arn: "elasticache:{region}:{account}:usergroup:{userGroupId}",
    exists: "UserGroupAlreadyExistsFault: User Group {userGroupId} already exists.",
    replaceOn: ["userGroupId"],
    parents: [cache("user:User", "userIds", "UserNotFound: User {} not found.")],
  },
};

function cache(type: string, property: string, words: string): Parent {
  return { type: `aws:elasticache/${type}`, id: `{${property}}`, text: words };
}

function replicationGroup({ inputs, scope, name, hash }: Made) {
  const region = regionOf({ inputs, scope }).replace(/-(\w)\w*-/, "$1");
  const host = `${name}.${hash(6)}.${region}.cache.amazonaws.com`;
  const nodes =
    Number(at(inputs, "numCacheClusters") ?? items(inputs, "preferredCacheClusterAzs").length) || 1;
  const version = text(inputs, "engineVersion") || "7.1";
  return {
    primaryEndpointAddress: `master.${host}`,
    readerEndpointAddress: `replica.${host}`,
    configurationEndpointAddress: "",
    engineVersion: version,
    engineVersionActual: version.includes(".") ? version : `${version}.1`,
    memberClusters: Array.from({ length: nodes }, (_, index) => `${name}-00${index + 1}`),
    numCacheClusters: nodes,
    port: 6379,
  };
}

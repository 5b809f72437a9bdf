import { isProps } from "../../provider/values";
import type { Facts, Made } from "../fact";
import { at, between, items, like, text } from "../paths";
import { regionOf } from "../templates";
import { conflictsOfDatabases } from "./database-conflicts";
import { INSIGHTS, STORAGE, WINDOWS } from "./database-limits";
import { key } from "./keys";
import { subnet } from "./network";
import { securityGroup } from "./security";

const KEY_FOR_RDS = {
  ...key("kmsKeyId"),
  text: "KMSKeyNotAccessibleFault: The specified KMS key [{}] does not exist, is not enabled or you do not have permissions to access it.",
};
const NEWEST_MINOR: Readonly<Record<string, string>> = {
  "14": "19",
  "15": "14",
  "16": "10",
  "17": "6",
  "18": "1",
};
/** Parameters that a server reads only when it starts. */
const STATIC = ["max_connections", "rds.logical_replication", "shared_preload_libraries"];
const PORTS: Readonly<Record<string, number>> = { postgres: 5432, mysql: 3306, mariadb: 3306 };

/** Databases. */
export const databases: Facts = {
  "aws:rds/subnetGroup:SubnetGroup": {
    arn: "rds:{region}:{account}:subgrp:{name}",
    exists: "DBSubnetGroupAlreadyExists: The DB subnet group '{name}' already exists.",
    replaceOn: ["name", "namePrefix"],
    parents: [subnet("subnetIds")],
    limits: [
      {
        path: "subnetIds",
        api: true,
        text: "DBSubnetGroupDoesNotCoverEnoughAZs: The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Add subnets to cover at least 2 AZs.",
        holds: (value) => Array.isArray(value) && value.length >= 2,
      },
    ],
  },
  "aws:rds/parameterGroup:ParameterGroup": {
    arn: "rds:{region}:{account}:pg:{name}",
    exists: "DBParameterGroupAlreadyExists: Parameter group {name} already exists",
    replaceOn: ["name", "namePrefix", "family", "description"],
    limits: [
      {
        path: "parameters",
        api: true,
        text: "InvalidParameterCombination: cannot use immediate apply method for static parameter",
        holds: (_value, inputs) =>
          items(inputs, "parameters")
            .filter(isProps)
            .every(
              (each) =>
                !STATIC.includes(text(each, "name")) || each["applyMethod"] === "pending-reboot",
            ),
      },
    ],
  },
  "aws:rds/instance:Instance": {
    name: "identifier",
    id: "db-{hash}",
    key: ["identifier"],
    arn: "rds:{region}:{account}:db:{identifier}",
    exists: "DBInstanceAlreadyExists: DB instance already exists",
    replaceOn: [
      "availabilityZone",
      "backupTarget",
      "characterSetName",
      "customIamInstanceProfile",
      "dbName",
      "engine",
      "kmsKeyId",
      "ncharCharacterSetName",
      "restoreToPointInTime",
      "snapshotIdentifier",
      "storageEncrypted",
      "timezone",
      "username",
    ],
    parents: [
      {
        type: "aws:rds/subnetGroup:SubnetGroup",
        id: "{dbSubnetGroupName}",
        text: "DBSubnetGroupNotFoundFault: DB subnet group '{}' does not exist.",
      },
      {
        type: "aws:rds/parameterGroup:ParameterGroup",
        id: "{parameterGroupName}",
        skip: /^default\./,
        text: "DBParameterGroupNotFound: DBParameterGroup not found: {}",
      },
      securityGroup("vpcSecurityGroupIds"),
      KEY_FOR_RDS,
      {
        type: "aws:iam/role:Role",
        id: "{monitoringRoleArn}",
        tail: true,
        text: "InvalidParameterValue: IAM role ARN value is invalid or does not include the required permissions for: ENHANCED_MONITORING",
      },
    ],
    limits: [
      {
        path: "backupRetentionPeriod",
        text: "must be between 0 and 35",
        holds: (value) => between(value, 0, 35),
      },
      {
        path: "identifier",
        text: "takes 1 to 63 lower-case letters, digits and single hyphens, first a letter, last no hyphen",
        holds: like(/^(?!.*--)[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/),
      },
      {
        path: "manageMasterUserPassword",
        text: "conflicts with password",
        holds: (value, inputs) => value !== true || (inputs["password"] ?? null) === null,
      },
      {
        path: "username",
        api: true,
        text: "InvalidParameterValue: MasterUsername admin cannot be used as it is a reserved word used by the engine",
        holds: (value, inputs) => value !== "admin" || inputs["engine"] !== "postgres",
      },
      {
        path: "monitoringInterval",
        api: true,
        text: "InvalidParameterCombination: A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.",
        holds: (value, inputs) => value === 0 || text(inputs, "monitoringRoleArn") !== "",
      },
      ...STORAGE,
      ...INSIGHTS,
      ...WINDOWS,
    ],
    forbids: conflictsOfDatabases,
    computed: instance,
    refusesDelete: (live) => {
      if (live["deletionProtection"] === true) {
        return "InvalidParameterCombination: Cannot delete protected DB Instance, please disable deletion protection and try again.";
      }
      if (live["skipFinalSnapshot"] === true || text(live, "finalSnapshotIdentifier") !== "")
        return undefined;
      return "final_snapshot_identifier is required when skip_final_snapshot is false";
    },
  },
};

function instance({ inputs, scope, name, hash, id }: Made) {
  const engine = text(inputs, "engine") || "postgres";
  const region = regionOf({ inputs, scope });
  const version = text(inputs, "engineVersion") || "17";
  const address = `${name}.${hash(12)}.${region}.rds.amazonaws.com`;
  const port = Number(at(inputs, "port") ?? PORTS[engine] ?? 1433);
  const uuid = `${hash(8, "secret")}-${hash(4, "secret")}`;
  const secretArn = `arn:aws:secretsmanager:${region}:${scope.owner}:secret:rds!db-${uuid}-${hash(6)}`;
  const minor = NEWEST_MINOR[version];
  return {
    address,
    port,
    endpoint: `${address}:${port}`,
    engine,
    engineVersion: version,
    engineVersionActual: minor === undefined ? version : `${version}.${minor}`,
    status: "available",
    resourceId: id,
    masterUserSecrets:
      inputs["manageMasterUserPassword"] === true
        ? [
            {
              secretArn,
              secretStatus: "active",
              kmsKeyId: text(inputs, "masterUserSecretKmsKeyId"),
            },
          ]
        : [],
  };
}

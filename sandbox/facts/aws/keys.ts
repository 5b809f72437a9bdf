import type { Facts, Made, Parent } from "../fact";
import { like, text } from "../paths";
import { regionOf } from "../templates";

/** A key of KMS, named by id, ARN or alias. */
export function key(property: string): Parent {
  return {
    type: "aws:kms/key:Key",
    id: `{${property}}`,
    tail: true,
    skip: /alias\//,
    text: "NotFoundException: Key '{}' does not exist",
  };
}

const DAYS_7_TO_30 = (value: unknown) => typeof value === "number" && value >= 7 && value <= 30;

/** Keys, and secrets under them. */
export const keys: Facts = {
  "aws:kms/key:Key": {
    id: "{uuid}",
    arn: "kms:{region}:{account}:key/{id}",
    replaceOn: ["customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"],
    scheduled: ["deletionWindowInDays", 30],
    limits: [
      { path: "deletionWindowInDays", text: "must be between 7 and 30", holds: DAYS_7_TO_30 },
    ],
    computed: ({ id }) => ({ keyId: id }),
  },
  "aws:kms/alias:Alias": {
    auto: false,
    arn: "kms:{region}:{account}:{name}",
    exists: "AlreadyExistsException: An alias with the name {name} already exists",
    replaceOn: ["name", "namePrefix"],
    parents: [key("targetKeyId")],
    limits: [
      {
        path: "name",
        text: "must begin with alias/ and not with alias/aws/",
        holds: like(/^alias\/(?!aws\/)[\w/-]+$/),
      },
    ],
    computed: ({ inputs, scope }: Made) => {
      const key = text(inputs, "targetKeyId");
      const region = regionOf({ inputs, scope });
      return {
        targetKeyArn: key.startsWith("arn:")
          ? key
          : `arn:aws:kms:${region}:${scope.owner}:key/${key}`,
      };
    },
  },
  "aws:secretsmanager/secret:Secret": {
    id: "arn:aws:secretsmanager:{region}:{account}:secret:{name}-{short}",
    key: ["name"],
    exists:
      "ResourceExistsException: The operation failed because the secret {name} already exists.",
    replaceOn: ["name", "namePrefix"],
    parents: [key("kmsKeyId")],
    scheduled: ["recoveryWindowInDays", 30],
    limits: [
      {
        path: "recoveryWindowInDays",
        text: "must be 0 or between 7 and 30",
        holds: (value) => value === 0 || DAYS_7_TO_30(value),
      },
    ],
    computed: ({ id }) => ({ arn: id }),
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    id: "{secretId}|{uuid}",
    key: [],
    replaceOn: ["secretId", "secretString", "secretBinary"],
    parents: [
      {
        type: "aws:secretsmanager/secret:Secret",
        id: "{secretId}",
        text: "ResourceNotFoundException: Secrets Manager can't find the specified secret.",
      },
    ],
    computed: ({ inputs, id }) => ({
      arn: text(inputs, "secretId"),
      secretArn: text(inputs, "secretId"),
      versionId: id.slice(id.lastIndexOf("|") + 1),
    }),
  },
  "aws:ssm/parameter:Parameter": {
    exists:
      "ParameterAlreadyExists: The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
    upsert: (inputs) => inputs["overwrite"] === true,
    replaceOn: ["name"],
    parents: [key("keyId")],
    computed: ({ inputs, scope, old, name }) => ({
      arn: `arn:aws:ssm:${regionOf({ inputs, scope })}:${scope.owner}:parameter/${name.replace(/^\//, "")}`,
      version: Number(old["version"] ?? 0) + 1,
      dataType: "text",
      tier: "Standard",
    }),
  },
};

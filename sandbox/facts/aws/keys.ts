import { find, type Place } from "../../cloud/objects";
import { isProps, type Props, type Value } from "../../provider/values";
import type { Facts, Made, Parent } from "../fact";
import { between, like, text } from "../paths";
import { regionOf } from "../templates";
import { forbidsStrangers } from "./service-roles";

const KEY = "aws:kms/key:Key";

/** A key of KMS, named by id, ARN or alias. */
export function key(property: string): Parent {
  return {
    type: KEY,
    id: `{${property}}`,
    tail: true,
    skip: /alias\//,
    text: "NotFoundException: Key '{}' does not exist",
  };
}

const DAYS_7_TO_30 = (value: Value) => between(value, 7, 30);

/** Keys, and secrets under them. */
export const keys: Facts = {
  [KEY]: {
    id: "{uuid}",
    arn: "kms:{region}:{account}:key/{id}",
    replaceOn: ["customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"],
    scheduled: ["deletionWindowInDays", 30],
    forbids: forbidsStrangers(
      "MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.",
    ),
    limits: [
      { path: "deletionWindowInDays", text: "must be between 7 and 30", holds: DAYS_7_TO_30 },
      {
        path: "rotationPeriodInDays",
        text: "must be between 90 and 2560",
        holds: (value) => between(value, 90, 2560),
      },
      {
        path: "policy",
        api: true,
        text: "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.",
        holds: (value, inputs) =>
          inputs["bypassPolicyLockoutSafetyCheck"] === true || isAdministered(value),
      },
    ],
    normalize: (inputs) => ({ multiRegion: false, ...inputs }),
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

/** Somebody of the account must be able to change the policy again. */
function isAdministered(policy: Value): boolean {
  if (typeof policy !== "string") return false;
  const { Statement = [] } = JSON.parse(policy) as { readonly Statement?: Props | Props[] };
  return [Statement]
    .flat()
    .some(
      ({ Effect, Principal, Action }) =>
        Effect === "Allow" &&
        isProps(Principal) &&
        "AWS" in Principal &&
        [Action].flat().some((action) => action === "kms:*" || action === "kms:PutKeyPolicy"),
    );
}

/** CloudWatch Logs uses a key as itself: the key's own policy must say so. */
export function forbidsLogs(inputs: Props, place: Place): string | undefined {
  const keyId = text(inputs, "kmsKeyId");
  const found = find(place, KEY, keyId.slice(keyId.lastIndexOf("/") + 1));
  const service = `"logs.${text(inputs, "region")}.amazonaws.com"`;
  if (found === undefined || text(found.inputs, "policy").includes(service)) return undefined;
  const [, , , region = "", account = ""] = text(found.outputs, "arn").split(":");
  const arn = `arn:aws:logs:${region}:${account}:log-group:${text(inputs, "name")}`;
  return `AccessDeniedException: The specified KMS key does not exist or is not allowed to be used with Arn '${arn}'`;
}

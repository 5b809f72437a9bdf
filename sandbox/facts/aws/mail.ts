import { createHmac } from "node:crypto";

import { list } from "../../cloud/objects";
import { Unknown } from "../../provider/values";
import type { Fact, Facts, Made, Parent } from "../fact";
import { like, text } from "../paths";
import { regionOf } from "../templates";
import { isJson } from "./iam";

const KEY = "aws:iam/accessKey:AccessKey";

const userOf = (property: string): Parent => ({
  type: "aws:iam/user:User",
  id: `{${property}}`,
  text: "NoSuchEntity: The user with name {} cannot be found.",
});
const GROUP: Parent = {
  type: "aws:iam/group:Group",
  id: "{group}",
  text: "NoSuchEntity: The group with name {} cannot be found.",
};

/** A name in IAM, below a path that is no part of it. */
const named = (kind: "user" | "group", prefix: string): Fact => ({
  exists: `EntityAlreadyExists: ${kind === "user" ? "User" : "Group"} with name {name} already exists.`,
  limits: [
    {
      path: "name",
      text: `takes 1 to ${kind === "user" ? 64 : 128} letters, digits and +=,.@_-`,
      holds: like(kind === "user" ? /^[\w+=,.@-]{1,64}$/ : /^[\w+=,.@-]{1,128}$/),
    },
    { path: "path", text: "must begin and end with /", holds: like(/^\/(.*\/)?$/) },
  ],
  computed: ({ inputs, scope, name, hash }) => ({
    arn: `arn:aws:iam::${scope.owner}:${kind}${text(inputs, "path") || "/"}${name}`,
    path: "/",
    uniqueId: `${prefix}${hash(17).toUpperCase()}`,
  }),
});

/** Mail of SES, and the users whose keys its SMTP interface takes. */
export const mail: Facts = {
  "aws:sesv2/configurationSet:ConfigurationSet": {
    name: "configurationSetName",
    auto: false,
    arn: "ses:{region}:{account}:configuration-set/{configurationSetName}",
    exists: "AlreadyExistsException: Configuration set <{configurationSetName}> already exists.",
    replaceOn: ["configurationSetName"],
    limits: [
      {
        path: "configurationSetName",
        text: "takes 1 to 64 letters, digits, hyphens and underscores",
        holds: like(/^[\w-]{1,64}$/),
      },
    ],
  },
  "aws:sesv2/emailIdentity:EmailIdentity": {
    name: "emailIdentity",
    auto: false,
    arn: "ses:{region}:{account}:identity/{emailIdentity}",
    exists: "AlreadyExistsException: Email identity {emailIdentity} already exist.",
    replaceOn: ["emailIdentity"],
    parents: [
      {
        type: "aws:sesv2/configurationSet:ConfigurationSet",
        id: "{configurationSetName}",
        text: "NotFoundException: Configuration set <{}> does not exist.",
      },
    ],
    computed: identity,
    unknown: { dkimSigningAttributes: { tokens: new Unknown() } },
  },
  "aws:iam/user:User": named("user", "AIDA"),
  "aws:iam/group:Group": named("group", "AGPA"),
  "aws:iam/groupPolicy:GroupPolicy": {
    id: "{group}:{name}",
    upsert: true,
    replaceOn: ["group", "name", "namePrefix"],
    parents: [GROUP],
    limits: [{ path: "policy", text: "must be JSON", holds: isJson }],
  },
  "aws:iam/groupMembership:GroupMembership": {
    upsert: true,
    replaceOn: ["group", "name"],
    parents: [GROUP, userOf("users")],
  },
  [KEY]: {
    id: "AKIA{capitals}",
    key: [],
    replaceOn: ["pgpKey", "user"],
    parents: [userOf("user")],
    forbids: (inputs, place, creating) => {
      const own = list(place, KEY).filter(
        ({ object }) => text(object.inputs, "user") === text(inputs, "user"),
      );
      return creating && own.length >= 2
        ? "LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2"
        : undefined;
    },
    computed: accessKey,
  },
};

function identity({ inputs, name, hash, createdAt }: Made) {
  const length = text(inputs, "dkimSigningAttributes.nextSigningKeyLength") || "RSA_2048_BIT";
  return {
    dkimSigningAttributes: {
      currentSigningKeyLength: length,
      lastKeyGenerationTimestamp: createdAt,
      nextSigningKeyLength: length,
      signingAttributesOrigin: "AWS_SES",
      status: "PENDING",
      tokens: ["one", "two", "three"].map((salt) => hash(32, salt)),
    },
    identityType: name.includes("@") ? "EMAIL_ADDRESS" : "DOMAIN",
    verificationStatus: "PENDING",
    verifiedForSendingStatus: false,
  };
}

/** SES derives the password of its SMTP interface from the key and the region, as its guide says. */
function accessKey({ inputs, scope, createdAt, hash }: Made) {
  const secret = hash(40);
  const steps = ["11111111", regionOf({ inputs, scope }), "ses", "aws4_request", "SendRawEmail"];
  const signature = steps.reduce<Buffer>(
    (key, step) => createHmac("sha256", key).update(step).digest(),
    Buffer.from(`AWS4${secret}`),
  );
  return {
    createDate: createdAt,
    secret,
    sesSmtpPasswordV4: Buffer.concat([Buffer.from([4]), signature]).toString("base64"),
    status: "Active",
  };
}

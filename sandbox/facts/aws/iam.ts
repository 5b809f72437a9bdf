import type { Value } from "../../provider/values";
import type { Facts, Parent } from "../fact";
import { like, text } from "../paths";

/** A role, by name or ARN. */
export function role(property: string, words: string): Parent {
  return { type: "aws:iam/role:Role", id: `{${property}}`, tail: true, text: words };
}

const ROLE = role("role", "NoSuchEntity: The role with name {} cannot be found.");
/** Says whether a value is a document, as policies are. */
export const isJson = (value: Value) => {
  try {
    return typeof value === "string" && typeof JSON.parse(value) === "object";
  } catch {
    return false;
  }
};

/** Identities and what they may do. */
export const iam: Facts = {
  "aws:iam/role:Role": {
    exists: "EntityAlreadyExists: Role with name {name} already exists.",
    replaceOn: ["name", "namePrefix", "path"],
    limits: [
      {
        path: "name",
        text: "takes at most 64 characters",
        holds: like(/^.{0,64}$/),
      },
      {
        path: "maxSessionDuration",
        text: "must be between 3600 and 43200",
        holds: (value) => typeof value === "number" && value >= 3600 && value <= 43_200,
      },
      { path: "assumeRolePolicy", text: "must be JSON", holds: isJson },
    ],
    computed: (made) => ({
      arn: `arn:aws:iam::${made.scope.owner}:role${text(made.inputs, "path") || "/"}${made.name}`,
      uniqueId: `AROA${made.hash(17).toUpperCase()}`,
      createDate: made.createdAt,
      maxSessionDuration: 3600,
      path: "/",
    }),
  },
  "aws:iam/rolePolicy:RolePolicy": {
    id: "{role}:{name}",
    upsert: true,
    replaceOn: ["role", "name", "namePrefix"],
    parents: [ROLE],
    limits: [{ path: "policy", text: "must be JSON", holds: isJson }],
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    id: "{role}/{policyArn}",
    upsert: true,
    replaceOn: ["role", "policyArn"],
    parents: [
      ROLE,
      {
        type: "aws:iam/policy:Policy",
        id: "{policyArn}",
        skip: /^arn:aws:iam::aws:/,
        text: "NoSuchEntity: Policy {} does not exist or is not attachable.",
      },
    ],
  },
  "aws:iam/policy:Policy": {
    id: "arn:aws:iam::{account}:policy/{name}",
    key: ["name"],
    arn: "iam::{account}:policy/{name}",
    exists:
      "EntityAlreadyExists: A policy called {name} already exists. Duplicate names are not allowed.",
    replaceOn: ["name", "namePrefix", "path", "description"],
    limits: [{ path: "policy", text: "must be JSON", holds: isJson }],
    computed: ({ hash }) => ({ policyId: `ANPA${hash(17).toUpperCase()}`, path: "/" }),
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    id: "arn:aws:iam::{account}:oidc-provider/{url|host}",
    key: ["url"],
    arn: "iam::{account}:oidc-provider/{url|host}",
    exists: "EntityAlreadyExists: Provider with url {url} already exists.",
    replaceOn: ["url"],
  },
};

import { digest } from "../cloud/seal";
import { items, text, texts } from "../facts/paths";
import { Refusal } from "../provider/refusal";
import { isProps, type Props, type Value } from "../provider/values";
import type { WorldFunction } from "./invoke";

/** Renders a policy as the real function does: a list of one is its text, longer ones are sorted downwards. */
export const policyDocument: WorldFunction = (args) => {
  for (const property of ["overridePolicyDocuments", "overrideJson", "sourceJson"]) {
    if (items(args, property).length > 0 || text(args, property) !== "") {
      throw new Refusal(
        `the sandbox does not simulate ${property} of aws:iam/getPolicyDocument:getPolicyDocument`,
      );
    }
  }
  const sourced = texts(args, "sourcePolicyDocuments").flatMap((source) => {
    const document = JSON.parse(source) as { Statement?: Value };
    return Array.isArray(document.Statement)
      ? (document.Statement as readonly Value[])
      : [document.Statement ?? null];
  });
  const id = text(args, "policyId");
  const document = {
    Version: text(args, "version") || "2012-10-17",
    ...(id !== "" && { Id: id }),
    Statement: [...sourced, ...items(args, "statements").filter(isProps).map(statement)],
  };
  const json = escaped(JSON.stringify(document, undefined, 2));
  return {
    id: String(Number.parseInt(digest(json, 8), 16)),
    json,
    minifiedJson: escaped(JSON.stringify(document)),
  };
};

function statement(given: Props): Props {
  const sid = text(given, "sid");
  const principals = items(given, "principals").filter(isProps);
  const notPrincipals = items(given, "notPrincipals").filter(isProps);
  const conditions = items(given, "conditions").filter(isProps);
  return {
    ...(sid !== "" && { Sid: sid }),
    Effect: text(given, "effect") || "Allow",
    ...listed("Action", given, "actions"),
    ...listed("NotAction", given, "notActions"),
    ...listed("Resource", given, "resources"),
    ...listed("NotResource", given, "notResources"),
    ...(principals.length > 0 && { Principal: parties(principals) }),
    ...(notPrincipals.length > 0 && { NotPrincipal: parties(notPrincipals) }),
    ...(conditions.length > 0 && { Condition: tests(conditions) }),
  };
}

/** In a template `&{` stands for the start of a policy variable. */
function variables(value: string): string {
  return value.replaceAll("&{", "${");
}

function listed(key: string, given: Props, property: string): Props {
  const values = texts(given, property);
  return values.length === 0 ? {} : { [key]: oneOrMany(values) };
}

function oneOrMany(values: readonly string[]): Value {
  const [only = "", ...others] = values.map(variables).sort();
  return others.length === 0 ? only : [only, ...others].reverse();
}

function parties(principals: readonly Props[]): Value {
  if (principals.some((principal) => principal["type"] === "*")) return "*";
  const types = [...new Set(principals.map((principal) => text(principal, "type")))];
  const named = (type: string) =>
    principals.filter((principal) => text(principal, "type") === type);
  return Object.fromEntries(
    types.map((type) => [
      type,
      oneOrMany(named(type).flatMap((principal) => texts(principal, "identifiers"))),
    ]),
  );
}

/** Values of a condition keep their order. */
function tests(conditions: readonly Props[]): Props {
  const result: Record<string, Record<string, Value>> = {};
  for (const condition of conditions) {
    const values = texts(condition, "values").map(variables);
    const test = (result[text(condition, "test")] ??= {});
    test[text(condition, "variable")] = values.length === 1 ? (values[0] ?? "") : values;
  }
  return result;
}

/** The real function's encoder keeps JSON safe inside HTML. */
function escaped(json: string): string {
  return json.replaceAll("&", "\\u0026").replaceAll("<", "\\u003c").replaceAll(">", "\\u003e");
}

import { randomUUID } from "node:crypto";

import { now } from "../cloud/clock";
import { digest } from "../cloud/seal";
import type { Made, Scope } from "../facts/fact";
import { text } from "../facts/paths";
import { digits, fill, inventions, regionOf } from "../facts/templates";
import type { TypeRef } from "../schema/model";
import type { Rules } from "./rules";
import { isProps, Secret, Unknown, type Props, type Value } from "./values";

/** The id of an object that is about to exist. */
export function identify(rules: Rules, scope: Scope, inputs: Props): string {
  const key = rules.key.length > 0 ? rules.key.map((path) => text(inputs, path)) : [randomUUID()];
  const invented = inventions(digits(rules.type, scope, inputs, key));
  return fill(rules.id, { ...inputs, ...provenance(scope, inputs), ...invented });
}

/** Everything that facts may ask about an object. */
export function made(scope: Scope, { uid, ...object }: Omit<Made, "scope" | "now" | "hash">): Made {
  const hash: Made["hash"] = (length, salt = "") => digest(`${uid}\n${salt}`, length);
  return { scope, uid, ...object, now: now(scope.sandbox), hash };
}

/** What the cloud adds to the inputs: facts first, then something plausible for what must be there. */
export function computed(rules: Rules, object: Made): Props {
  const { inputs, id, name, scope } = object;
  const values = { ...inputs, ...provenance(scope, inputs), id, name };
  const arn = rules.arn === undefined ? {} : { arn: `arn:aws:${fill(rules.arn, values)}` };
  return { ...invented(rules, object), ...arn, ...rules.computed?.(object) };
}

/** What a preview of a creation shows: computed outputs are not known yet. */
export function planned(rules: Rules, inputs: Props): Props {
  const required = Object.entries(rules.schema.outputs).filter(([, { required }]) => required);
  const unknown = Object.fromEntries(required.map(([key]) => [key, new Unknown()]));
  return merge({ ...unknown, ...rules.unknown }, inputs);
}

/** Outputs with inputs laid over them, object by object. */
export function merge(below: Props, above: Props): Props {
  const merged = Object.entries(above).map(([key, value]): [string, Value] => {
    const under = below[key];
    return [key, isProps(value) && isProps(under) ? merge(under, value) : value];
  });
  return { ...below, ...Object.fromEntries(merged) };
}

/** The same properties with those that the SDK or the tables call secret wrapped as such. */
export function guarded(rules: Rules, props: Props): Props {
  const secret = new Set([...rules.schema.secretOutputs, ...(rules.secrets ?? [])]);
  return Object.fromEntries(
    Object.entries(props).map(([key, value]) => [
      key,
      secret.has(key) && value !== null && !(value instanceof Secret) ? new Secret(value) : value,
    ]),
  );
}

function provenance(scope: Scope, inputs: Props): Props {
  return { account: scope.owner, region: regionOf({ inputs, scope }) };
}

/** An input that nobody gave is empty; what only the cloud can know is made up. */
function invented({ schema }: Rules, object: Made): Props {
  const required = Object.entries(schema.outputs).filter(([, field]) => field.required);
  const value = (key: string, type: TypeRef) =>
    type.kind === "string" && key in schema.inputs ? "" : plausible(type, key, object);
  return Object.fromEntries(required.map(([key, { type }]) => [key, value(key, type)]));
}

function plausible(type: TypeRef, key: string, object: Made): Value {
  const { scope, id, hash } = object;
  switch (type.kind) {
    case "string":
    case "json":
      return key === "arn" || key.endsWith("Arn")
        ? `arn:aws:sandbox:${scope.region}:${scope.owner}:${key}/${id}`
        : `${key}-${hash(8, key)}`;
    case "number":
      return 0;
    case "boolean":
      return false;
    case "array":
      return [];
    case "enum":
      return type.values[0] ?? "";
    case "union":
      return type.of[0] === undefined ? "" : plausible(type.of[0], key, object);
    case "any":
    case "asset":
    case "map":
    case "ref":
      return {};
  }
}

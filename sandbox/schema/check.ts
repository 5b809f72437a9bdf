import { isProps, Secret, Unknown, type Props, type Value } from "../provider/values";
import { closest } from "./closest";
import { SHAPES, type Field, type ObjectType, type PackageSchema, type TypeRef } from "./model";

type Problems = Generator<Problem, void>;

/** What is wrong with one property. Neither part ever quotes a value: it may be secret. */
export interface Problem {
  readonly path: string;
  readonly reason: string;
}

/** Holds inputs against what the SDK declares; finds everything at once, ordered by path. */
export function checkInputs(
  schema: PackageSchema,
  token: string,
  inputs: Props,
): readonly Problem[] {
  const fields = schema.resources[token]?.inputs ?? customResource(schema, token, inputs);
  if (fields === undefined) {
    return [{ path: "", reason: `${schema.package} ${schema.version} has no type ${token}` }];
  }
  return [...checkFields(schema, fields, inputs, "")].sort((a, b) => ORDER.compare(a.path, b.path));
}

const ORDER = new Intl.Collator("en", { numeric: true });

/** What marks an object as an asset or an archive. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** Objects of a group that the SDK does not know are declared by some custom resource definition. */
function customResource(
  schema: PackageSchema,
  token: string,
  inputs: Props,
): ObjectType | undefined {
  const [, group] = /^(kubernetes:[^/:]+\/)[^:]+:\w+$/.exec(token) ?? [];
  if (group === undefined || schema.package !== "kubernetes") return undefined;
  const builtIn = Object.keys(schema.resources).some((type) => type.startsWith(group));
  const open = Object.fromEntries(Object.keys(inputs).map((key) => [key, ANYTHING]));
  return builtIn ? undefined : { ...open, ...EVERY_OBJECT };
}

const ANYTHING: Field = { type: { kind: "any" }, required: false };
const EVERY_OBJECT: ObjectType = {
  apiVersion: { type: { kind: "string" }, required: true },
  kind: { type: { kind: "string" }, required: true },
  metadata: { type: { kind: "ref", name: "inputs.meta.v1.ObjectMeta" }, required: false },
};

function* checkFields(
  schema: PackageSchema,
  fields: ObjectType,
  props: Props,
  path: string,
): Problems {
  for (const [name, { type, required }] of Object.entries(fields)) {
    const value = props[name] ?? null;
    if (value !== null) yield* checkValue(schema, type, value, at(path, name));
    else if (required) yield { path: at(path, name), reason: "is required" };
  }
  for (const name of Object.keys(props)) {
    if (Object.hasOwn(fields, name)) continue;
    const meant = closest(name, Object.keys(fields));
    yield {
      path: at(path, name),
      reason: `is not a known property${meant === undefined ? "" : `, did you mean ${meant}?`}`,
    };
  }
}

function* checkValue(schema: PackageSchema, type: TypeRef, value: Value, path: string): Problems {
  if (value instanceof Secret) return yield* checkValue(schema, type, value.value, path);
  if (value instanceof Unknown || type.kind === "any") return;
  const members = type.kind === "union" ? type.of : [type];
  const shape = shapeOf(value);
  const member = members.find(({ kind }) => SHAPES[kind] === shape);
  if (member === undefined) {
    const expected = members.map(({ kind }) => SHAPES[kind]).join(" or ");
    yield { path, reason: `must be ${expected}, not ${shape}` };
  } else if (typeof value === "string") {
    yield* checkText(schema, member, value, path);
  } else if (Array.isArray(value) && member.kind === "array") {
    for (const [i, item] of (value as readonly Value[]).entries()) {
      yield* checkValue(schema, member.of, item, `${path}[${i}]`);
    }
  } else if (isProps(value) && member.kind === "map") {
    for (const [key, item] of Object.entries(value)) {
      yield* checkValue(schema, member.of, item, at(path, key));
    }
  } else if (isProps(value) && member.kind === "ref") {
    yield* checkFields(schema, schema.types[member.name] ?? {}, value, path);
  }
}

function* checkText(schema: PackageSchema, type: TypeRef, text: string, path: string): Problems {
  if (type.kind === "enum" && !type.values.includes(text)) {
    yield { path, reason: `must be ${type.values.map((value) => `"${value}"`).join(" or ")}` };
  }
  if (type.kind === "json") {
    const value = parsed(text);
    if (value === undefined) yield { path, reason: "must be JSON" };
    else yield* checkValue(schema, type.of, value, path);
  }
}

/** The parser's own message would quote the text. */
function parsed(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

function shapeOf(value: Value): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return SHAPES.array;
  if (!isProps(value)) return `a ${typeof value}`;
  return Object.hasOwn(value, SIGNATURE) ? SHAPES.asset : SHAPES.map;
}

function at(path: string, key: string): string {
  if (!/^[\w$-]+$/.test(key)) return `${path}["${key}"]`;
  return path === "" ? key : `${path}.${key}`;
}

import { resolve } from "node:path";

import { aws } from "../../../sandbox/facts/aws";
import type { Fact, Facts } from "../../../sandbox/facts/fact";
import { github } from "../../../sandbox/facts/github";
import { random } from "../../../sandbox/facts/random";
import { placeholders } from "../../../sandbox/facts/templates";
import { loadSchema } from "../../../sandbox/schema/build";
import type { PackageSchema, TypeRef } from "../../../sandbox/schema/model";

const CACHE = resolve(__dirname, "../../../.cache");
const INVENTED_TYPES = ["github:index/user:User"];

describe.each<[string, Facts]>([
  ["aws", aws],
  ["github", github],
  ["random", random],
])("the table of %s", (pkg, table) => {
  let schema: PackageSchema;
  beforeAll(async () => {
    schema = await loadSchema(pkg, CACHE);
  });

  it("only names types that the SDK has", () => {
    const types = Object.entries(table).flatMap(([type, { parents = [] }]) => [
      type,
      ...parents.map((each) => each.type),
    ]);

    expect(
      types.filter((type) => !(type in schema.resources) && !INVENTED_TYPES.includes(type)),
    ).toEqual([]);
  });

  it("only names properties that its types have", () => {
    const wrong = Object.entries(table).flatMap(([type, fact]) =>
      inputsNamedBy(fact)
        .filter((path) => !exists(schema, schema.resources[type]?.inputs ?? {}, path.split(".")))
        .map((path) => `${type} ${path}`),
    );

    expect(wrong).toEqual([]);
  });
});

function inputsNamedBy(fact: Fact): readonly string[] {
  const templates = [fact.id ?? "", fact.exists ?? "", ...(fact.parents ?? []).map(({ id }) => id)];
  const named = [
    ...templates.flatMap(placeholders).filter((path) => !["account", "region"].includes(path)),
    ...(fact.name === undefined ? [] : [fact.name]),
    ...(fact.key ?? []),
    ...(fact.replaceOn ?? []),
    ...(fact.limits ?? []).map(({ path }) => path),
    ...(fact.scheduled === undefined ? [] : [fact.scheduled[0]]),
  ];
  return [...new Set(named)];
}

function exists(
  schema: PackageSchema,
  fields: PackageSchema["types"][string],
  [first = "", ...rest]: string[],
): boolean {
  const field = fields[first];
  if (field === undefined || rest.length === 0) return field !== undefined;
  return exists(schema, schema.types[named(field.type)] ?? {}, rest);
}

function named(type: TypeRef): string {
  if (type.kind === "ref") return type.name;
  return type.kind === "array" || type.kind === "map" ? named(type.of) : "";
}

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { declarationsOf } from "./declarations";
import type { Field, Manifest, ObjectType, PackageSchema, ResourceSchema } from "./model";
import { readFields, type Sdk } from "./types";

/** Reads an installed SDK: types from its declarations, tokens and secrets from its JavaScript. */
export function readPackage(packageDir: string): PackageSchema {
  const { pulumi } = JSON.parse(readFileSync(join(packageDir, "package.json"), "utf8")) as Manifest;
  const inputs = declarationsOf(join(packageDir, "types", "input.d.ts"), "inputs.");
  const outputs = declarationsOf(join(packageDir, "types", "output.d.ts"), "outputs.");
  const sdk: Sdk = { packageDir, nested: new Map([...inputs, ...outputs]), types: {} };
  const resources = readdirSync(packageDir, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".js"))
    .flatMap((file) => readModule(sdk, join(packageDir, file)));
  return {
    package: pulumi.name,
    version: pulumi.version,
    resources: Object.fromEntries(resources),
    types: sdk.types,
  };
}

/** Components are left out: a provider only ever sees the resources that they are made of. */
const RESOURCE =
  /class (\w+) extends pulumi\.(Custom|Provider)Resource \{.*? __pulumiType = ["'](.+?)["']/s;
const SECRET_OUTPUTS = /additionalSecretOutputs: (\[.*?\])/;
const SENT_AS_JSON = /resourceInputs\["(.+?)"\] = .*JSON\.stringify/g;

function readModule(sdk: Sdk, file: string): [token: string, ResourceSchema][] {
  const js = readFileSync(file, "utf8");
  const [, name, base, type] = RESOURCE.exec(js) ?? [];
  if (name === undefined || type === undefined) return [];
  const declarations = declarationsOf(file.replace(/js$/, "d.ts"));
  const declared = readFields(sdk, declarations, `${name}Args`);
  const inputs = base === "Provider" ? configuration(declared, js) : declared;
  const outputs = readFields(sdk, declarations, name, inputs);
  const secretOutputs = JSON.parse(SECRET_OUTPUTS.exec(js)?.[1] ?? "[]") as string[];
  return [
    [base === "Provider" ? `pulumi:providers:${type}` : type, { inputs, outputs, secretOutputs }],
  ];
}

/** The engine adds the version of the package; the SDK makes text of what is not text. */
function configuration(inputs: ObjectType, js: string): ObjectType {
  const asJson = new Set([...js.matchAll(SENT_AS_JSON)].map(([, key]) => key));
  const sent = Object.entries(inputs).map(([key, field]): [string, Field] => [
    key,
    asJson.has(key) ? { ...field, type: { kind: "json", of: field.type } } : field,
  ]);
  return { ...Object.fromEntries(sent), version: { type: { kind: "string" }, required: false } };
}

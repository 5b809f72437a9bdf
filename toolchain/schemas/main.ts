/** `schemas.js <pins> <to>`: the schemas of every kind that a stack may register, for kubeconform. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { strict, strictEach, type OpenApi } from "./convert";
import { fetched } from "./sources";

interface Kind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

interface CustomResourceDefinition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly schema: { readonly openAPIV3Schema: OpenApi };
    }[];
  };
}

const [pins = "", to = ""] = process.argv.slice(2);
const META = "definitions.json#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
/** How the API server reads a quantity, where the specification says no more than "string". */
const QUANTITY = {
  type: ["number", "string"],
  pattern: "^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$",
};

mkdirSync(to, { recursive: true });
builtIn(join(fetched(pins, "k8s.io/kubernetes"), "api/openapi-spec/swagger.json"));
custom(
  join(
    fetched(pins, "sigs.k8s.io/gateway-api"),
    "config/crd/standard/gateway.networking.k8s.io_httproutes.yaml",
  ),
);
custom(join(pins, "target-group-binding.yaml"));

function builtIn(file: string): void {
  const { definitions } = JSON.parse(readFileSync(file, "utf8")) as {
    definitions: Record<string, OpenApi>;
  };
  write("definitions.json", {
    definitions: {
      ...strictEach(definitions),
      "io.k8s.apimachinery.pkg.api.resource.Quantity": QUANTITY,
    },
  });
  for (const [name, definition] of Object.entries(definitions)) {
    const [kind, ...more] = (definition["x-kubernetes-group-version-kind"] ?? []) as Kind[];
    // Definitions with several kinds are options of requests, not objects.
    if (kind === undefined || more.length > 0) continue;
    write(fileOf(kind), { $ref: `definitions.json#/definitions/${name}` });
  }
}

function custom(file: string): void {
  const content = parse(readFileSync(file, "utf8")) as
    CustomResourceDefinition | { items: readonly CustomResourceDefinition[] };
  for (const { spec } of "items" in content ? content.items : [content]) {
    for (const { name: version, schema } of spec.versions) {
      const { properties, ...open } = schema.openAPIV3Schema;
      write(
        fileOf({ group: spec.group, version, kind: spec.names.kind }),
        strict({ ...open, properties: { ...properties, metadata: { $ref: META } } }),
      );
    }
  }
}

/** kubeconform's `{{.ResourceKind}}{{.KindSuffix}}.json`, which takes the first word of the group. */
function fileOf({ group, version, kind }: Kind): string {
  const words = group === "" ? [kind, version] : [kind, group.replace(/\..*/, ""), version];
  return `${words.join("-").toLowerCase()}.json`;
}

function write(file: string, schema: object): void {
  writeFileSync(join(to, file), JSON.stringify(schema));
}

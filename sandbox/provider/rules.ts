import { placeAt, type Place } from "../cloud/objects";
import { aws } from "../facts/aws";
import type { Fact, Facts, Scope } from "../facts/fact";
import { github } from "../facts/github";
import { kubernetesFact } from "../facts/kubernetes";
import { random } from "../facts/random";
import { placeholders } from "../facts/templates";
import type { PackageSchema, ResourceSchema } from "../schema/model";
import type { Props } from "./values";

/** Everything known about a type: declarations, facts, and what follows from both. */
export interface Rules extends Fact {
  readonly package: string;
  readonly type: string;
  readonly schema: ResourceSchema;
  readonly nameProperty: string | undefined;
  readonly id: string;
  readonly key: readonly string[];
  readonly replaceOn: readonly string[];
}

const TABLES: Readonly<Record<string, Facts>> = { aws, github, random };
const UNDECLARED: ResourceSchema = { inputs: {}, outputs: {}, secretOutputs: [] };

/** The rules of a type; one without a row in the tables works by its declarations alone. */
export function rulesOf(schema: PackageSchema, type: string, config: Props): Rules {
  const kubernetes = schema.package === "kubernetes";
  const declared = schema.resources[type] ?? UNDECLARED;
  // The declarations call every field of an object an output; the API server only returns what is set.
  const resource = kubernetes ? { ...declared, outputs: {} } : declared;
  const fact = kubernetes ? kubernetesFact(type, config) : (TABLES[schema.package]?.[type] ?? {});
  const nameProperty = fact.name ?? (resource.inputs["name"] === undefined ? undefined : "name");
  const kind = type.slice(type.lastIndexOf(":") + 1).toLowerCase();
  const id = fact.id ?? (nameProperty === undefined ? `${kind}-{hash}` : `{${nameProperty}}`);
  return {
    ...fact,
    package: schema.package,
    type,
    schema: resource,
    nameProperty,
    id,
    key: fact.key ?? placeholders(id).filter((path) => !["account", "region"].includes(path)),
    replaceOn: [...(fact.replaceOn ?? []), "region"],
  };
}

/** Where an object with these properties lives. */
export function placeOf(scope: Scope, schema: PackageSchema, type: string, props: Props): Place {
  if (schema.package !== "aws") return placeAt(scope.sandbox, schema.package, scope.owner);
  const regional = schema.resources[type]?.inputs["region"] !== undefined;
  const region = typeof props["region"] === "string" ? props["region"] : scope.region;
  return placeAt(scope.sandbox, "aws", scope.owner, regional ? region : "global");
}

import { z } from "zod";

import { Properties, resourcesIn } from "../exported";
import { member } from "../paths";
import { named } from "../resource";

const Resource = z.object({
  urn: z.string(),
  id: z.string().default(""),
  inputs: Properties,
  protect: z.boolean().default(false),
  retainOnDelete: z.boolean().default(false),
});

/** A stack's resources by type and name, without what differs between any two environments. */
export type Comparable = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** The words by which an environment calls itself. */
const WORDS: Readonly<Record<string, readonly string[]>> = { prod: ["production", "prod"] };

/** What an exported state (already redacted) declares, in words that fit every environment. */
export function comparable(stack: string, state: unknown): Comparable {
  const resources = resourcesIn(Resource, state);
  const neutral = neutralizer(stack, resources);
  const found = new Map<string, Readonly<Record<string, unknown>>>();
  for (const { urn, inputs, protect, retainOnDelete } of resources) {
    const { type, name } = named(urn);
    if (/^pulumi:(?:pulumi:Stack|providers:)/.test(type)) continue;
    const key = free(found, `${type} ${String(neutral(name))}`);
    found.set(key, { ...(neutral(inputs) as object), options: { protect, retainOnDelete } });
  }
  return found;
}

/** Of several rollouts that are kept, each is one of its own. */
function free(taken: ReadonlyMap<string, unknown>, key: string): string {
  let [name, number] = [key, 1];
  while (taken.has(name)) name = `${key}-${++number}`;
  return name;
}

/** Replaces the environment's name, its account, ids that the cloud gave, and ids of rollouts. */
function neutralizer(
  stack: string,
  resources: readonly z.infer<typeof Resource>[],
): (value: unknown) => unknown {
  const words = (WORDS[stack] ?? [stack]).join("|");
  const environment = new RegExp(`(?<![A-Za-z])(?:${words})(?![A-Za-z])`, "gi");
  const names = new Map(
    resources.map(({ id, urn }) => [id, named(urn).name.replace(environment, "<environment>")]),
  );
  const text = (original: string) =>
    original
      .replace(GIVEN, (id) => `<${names.get(id) ?? "id"}>`)
      .replace(/(?<![\w.])\d{12}(?!\w)/g, "<account>")
      .replace(environment, "<environment>")
      .replace(/(?<!\w)[0-9a-f]{12}(?!\w)/g, "<rollout>")
      .replace(/-[0-9a-f]{7,10}(?!\w)/g, "-<suffix>");
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return text(value);
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return byName(value.map(walk));
    return Object.fromEntries(
      Object.entries(value)
        // The provider says everything about tags twice
        .filter(([key]) => key !== "tagsAll")
        .map(([key, inner]) => [text(key), walk(inner)]),
    );
  };
  return walk;
}

/** What a cloud gives by chance: ids, the ends of ARNs, fingerprints. */
const GIVEN =
  /(?<![\w-])(?:(?:acl|eipalloc|eni|fl|igw|nat|rtb|sg|sgr|subnet|vpc|vpce)-[0-9a-f]{8,17}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|rds![\w-]+|[0-9a-f]{16,17}|[0-9a-f]{32}|E[0-9A-Z]{12,16}|d[0-9a-z]{13}(?=\.cloudfront\.net))(?!\w)/g;

/** In a list whose elements have names, or are plain, the order says nothing: one more shifts no other. */
function byName(list: readonly unknown[]): unknown {
  if (list.every((item) => typeof item === "string" || typeof item === "number")) {
    return Object.fromEntries(list.map((item) => [String(item), true]));
  }
  const ids = list.map((item) =>
    NAMES.map((key) => member(item, key)).find((id) => id !== undefined),
  );
  const unique = new Set(ids).size === list.length && ids.every((id) => typeof id === "string");
  return unique ? Object.fromEntries(list.map((item, index) => [ids[index], item])) : list;
}

const NAMES = ["name", "ruleName", "id", "Sid", "key"];

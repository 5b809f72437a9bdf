import { z } from "zod";

import { Properties, resourcesIn } from "./exported";
import { parseJson } from "./json";
import { isEngineSecret, SHORTEST_SECRET } from "./redact";

const Resource = z.object({
  inputs: Properties,
  outputs: Properties,
  additionalSecretOutputs: z.array(z.string()).default([]),
});

/**
 * Every secret that `pulumi stack export --show-secrets` holds, with the parts that may turn up
 * alone. What is too short to redact is left to the engine's own masks.
 */
export function secretsInState(state: unknown): readonly string[] {
  const resources = resourcesIn(Resource, state);
  const additional = resources.flatMap(({ inputs, outputs, additionalSecretOutputs }) =>
    additionalSecretOutputs.flatMap((key) => [inputs[key], outputs[key]]),
  );
  // Such an output is marked as a whole; what stands in the open beside a marked input stays open.
  const open = new Set(
    resources.flatMap(({ inputs, additionalSecretOutputs }) =>
      additionalSecretOutputs
        .map((key) => inputs[key])
        .filter((value) => marked(value).length > 0)
        .flatMap(plain),
    ),
  );
  return unique([...marked(state), ...parts(additional)]).filter((secret) => !open.has(secret));
}

/** The texts in a value that no secret encloses. */
function plain(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null || isEngineSecret(value)) return [];
  return Object.values(value).flatMap(plain);
}

const Config = z.record(
  z.string(),
  z.object({ secret: z.boolean(), value: z.string().default("") }),
);

/** Every secret that `pulumi config --show-secrets --json` holds, however short, and its parts. */
export function secretsInConfig(config: unknown): readonly string[] {
  const secrets = Object.values(Config.parse(config)).filter(({ secret }) => secret);
  return unique(secrets.flatMap(({ value }) => [value, ...parts(value)]));
}

/** The secrets that the engine marks, at any depth. */
function marked(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (!isEngineSecret(value)) return Object.values(value).flatMap(marked);
  if (typeof value.plaintext !== "string") {
    throw new Error("the state was exported without --show-secrets");
  }
  return parts(parseJson("a secret in the state", value.plaintext));
}

/** A secret and what stands inside it: the leaves of an object or of JSON, the password of a URL. */
function parts(value: unknown): string[] {
  if (typeof value === "object" && value !== null) {
    return isEngineSecret(value) ? marked(value) : Object.values(value).flatMap(parts);
  }
  if (typeof value !== "string" && typeof value !== "number") return [];
  const text = String(value).trim();
  return [text, ...(attempt(() => inJson(text)) ?? []), ...passwords(text)].filter(
    (part) => part.length >= SHORTEST_SECRET,
  );
}

function inJson(text: string): string[] {
  return /^[[{"]/.test(text) ? parts(JSON.parse(text)) : [];
}

function passwords(url: string): string[] {
  const password = /^[^/\s]+:\/\/[^/@]*?:([^/]+)@/.exec(url)?.[1];
  if (password === undefined) return [];
  return [password, ...(attempt(() => [decodeURIComponent(password)]) ?? [])];
}

/** Secrets are text of any kind: one that does not parse has no parts. */
function attempt(parse: () => string[]): string[] | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

function unique(secrets: readonly string[]): readonly string[] {
  return [...new Set(secrets)].sort();
}

import { digest } from "../cloud/seal";
import type { Props } from "../provider/values";
import type { Made, Scope } from "./fact";
import { text } from "./paths";

/** What an id template may contain besides properties. */
const INVENTED = ["capitals", "hash", "number", "short", "uuid"];

/** The properties that a template names. */
export function placeholders(template: string): readonly string[] {
  return [...template.matchAll(/\{([^}|]+)/g)]
    .map(([, path = ""]) => path)
    .filter((path) => !INVENTED.includes(path));
}

/** Fills a template with values; `{url|host}` leaves the scheme out. */
export function fill(template: string, values: Props): string {
  return template.replaceAll(/\{([^}|]+)(\|host)?\}/g, (_match, path: string, host?: string) =>
    host === undefined ? text(values, path) : text(values, path).replace(/^https:\/\//, ""),
  );
}

/** Digits that are the same whenever type, place and key are. */
export function digits(type: string, scope: Scope, inputs: Props, key: readonly string[]): string {
  return digest([type, scope.owner, regionOf({ inputs, scope }), ...key].join("\n"));
}

/** The invented parts of an id. */
export function inventions(hash: string): Props {
  const uuid = [8, 4, 4, 4, 12]
    .map((length, part) => hash.slice(part * 13, part * 13 + length))
    .join("-");
  return {
    capitals: hash.slice(0, 16).toUpperCase(),
    hash: hash.slice(0, 17),
    number: Number.parseInt(hash.slice(0, 7), 16),
    short: hash.slice(0, 6),
    uuid,
  };
}

/** The region that an object lies in: its own, or the provider's. */
export function regionOf({ inputs, scope }: Pick<Made, "inputs" | "scope">): string {
  return text(inputs, "region") || scope.region;
}

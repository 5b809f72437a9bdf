import { specs } from "../../../apps";
import type { AppSpec } from "../../../apps/spec";
import { type Environment } from "../../../config/schema";
import type { SecretSource } from "../../../config/secrets";
import { allSecrets, settingsOf } from "../../support/environment";

export type Json = Record<string, unknown>;
type Specs = Readonly<Record<string, AppSpec>>;

/** One mistake in an environment that is otherwise the committed one, and what an operator reads. */
export interface BadSetting {
  readonly title: string;
  readonly stack: Environment;
  readonly settings: Json;
  readonly specs: Specs;
  readonly config: SecretSource;
  /** Where the settings were changed, dotted. */
  readonly changed: string;
  readonly problems: readonly Problem[];
}

export type Problem = readonly [message: string, path: string];

/** A value of one setting (`undefined` leaves it out), and where its problem stands if not there. */
type Row = readonly [title: string, value: unknown, message: string, path?: string];

export function bad(
  stack: Environment,
  title: string,
  mistake: Partial<Pick<BadSetting, "settings" | "specs" | "config" | "changed">>,
  ...problems: readonly Problem[]
): BadSetting {
  const committed = { settings: settingsOf(stack), specs, config: allSecrets, changed: "" };
  return { ...committed, ...mistake, title, stack, problems };
}

/** Bad values of one setting. */
export function at(stack: Environment, changed: string, ...rows: readonly Row[]): BadSetting[] {
  return rows.map(([title, value, message, path = changed]) =>
    bad(stack, title, { settings: withValue(stack, changed, value), changed }, [message, path]),
  );
}

/** The committed settings of one application. */
export function applicationOf(stack: Environment, name: string): Json {
  return (settingsOf(stack)["applications"] as Record<string, Json>)[name] ?? {};
}

/** The committed settings with one value changed. */
export function withValue(stack: Environment, path: string, value: unknown): Json {
  return withValues(stack, { [path]: value });
}

/** The committed settings with the values at some dotted paths changed; `undefined` leaves one out. */
export function withValues(stack: Environment, values: Json): Json {
  const settings = settingsOf(stack);
  for (const [path, value] of Object.entries(values)) {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    const parent = keys.reduce((node, key) => node[key] as Json, settings);
    if (value === undefined) Reflect.deleteProperty(parent, last);
    else parent[last] = value;
  }
  return settings;
}

/** Configuration that knows every secret but one. */
export function without(key: string): SecretSource {
  return {
    ...allSecrets,
    getSecret: (asked) => (asked === key ? undefined : allSecrets.getSecret(asked)),
  };
}

/** What zod says of a value of another type. */
export function expected(type: string, received: string): string {
  return `Invalid input: expected ${type}, received ${received}`;
}

export function oneOf(...options: readonly string[]): string {
  return `Invalid option: expected one of ${options.map((o) => `"${o}"`).join("|")}`;
}

export function unknownKey(key: string): string {
  return `Unrecognized key: "${key}"`;
}

export const NAME = "use 2-31 lower-case letters, digits or dashes, starting with a letter";
export const EMPTY = "Too small: expected string to have >=1 characters";
export const TWICE = "name each of them only once";
export const NO_RANGE = "name an IPv4 range, for example 203.0.113.0/24";

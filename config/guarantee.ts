import type { Problem } from "./problem";

/** One promise that some environments make of a part of their settings. */
export interface Guarantee<Part> {
  readonly environments: readonly string[];
  /** Of the setting that may break it, within the part. */
  readonly path: string;
  /** What the operator reads. */
  readonly text: string;
  /** What stands in the way, as text, or nothing when the promise holds. */
  readonly broken: (part: Part) => string | undefined;
}

export const PROD = ["prod"];
export const SHARED = ["staging", "prod"];

/** Every promise that a part breaks; `at` is the path of the part. */
export function brokenOf<Part>(
  guarantees: readonly Guarantee<Part>[],
  environment: string,
  part: Part,
  at = "",
): Problem[] {
  return guarantees.flatMap(({ environments, path, text, broken }) => {
    const found = environments.includes(environment) ? broken(part) : undefined;
    return found === undefined ? [] : [{ path: `${at}${path}`, message: `${text}; got ${found}` }];
  });
}

/** What was found, where the promise does not hold. */
export function unless(holds: boolean, found: string | number): string | undefined {
  return holds ? undefined : String(found);
}

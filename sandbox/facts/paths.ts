import type { Props, Value } from "../provider/values";

/** The value at a path such as `metadata.name`. */
export function at(props: Props, path: string): Value | undefined {
  return path
    .split(".")
    .reduce<Value | undefined>(
      (value, key) =>
        typeof value === "object" && value !== null ? (value as Props)[key] : undefined,
      props,
    );
}

/** The text at a path; empty when there is none. */
export function text(props: Props, path: string): string {
  const value = at(props, path);
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** Every text at a path that may lead through lists: `reviewers.teams`. */
export function texts(value: Value | undefined, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: Value) => texts(item, path));
  if (path === "")
    return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
  const [, key = "", rest = ""] = /^([^.]+)\.?(.*)$/.exec(path) ?? [];
  return typeof value === "object" && value !== null ? texts((value as Props)[key], rest) : [];
}

/** The list at a path; empty when there is none. */
export function items(props: Props, path: string): readonly Value[] {
  const value = at(props, path);
  return Array.isArray(value) ? (value as readonly Value[]) : [];
}

/** Says whether a value is a number in this range. */
export function between(value: Value, low: number, high: number): boolean {
  return typeof value === "number" && value >= low && value <= high;
}

/** A test for texts of this form. */
export function like(form: RegExp): (value: Value) => boolean {
  return (value) => typeof value === "string" && form.test(value);
}

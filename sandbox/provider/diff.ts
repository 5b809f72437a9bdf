import { isProps, Unknown, type Value } from "./values";

/** One difference between old and new inputs. */
export interface Change {
  readonly path: readonly (string | number)[];
  readonly kind: "add" | "delete" | "update";
}

/** What differs, as deep as both sides have the same shape; null is the same as absent. */
export function differences(
  before: Value,
  after: Value,
  path: Change["path"] = [],
): readonly Change[] {
  if (before === null && after === null) return [];
  if (after instanceof Unknown) return [{ path, kind: before === null ? "add" : "update" }];
  if (before === null) return [{ path, kind: "add" }];
  if (after === null) return [{ path, kind: "delete" }];
  if (isProps(before) && isProps(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) =>
      differences(before[key] ?? null, after[key] ?? null, [...path, key]),
    );
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const [olds, news]: readonly (readonly Value[])[] = [before, after];
    return Array.from(
      { length: Math.max(before.length, after.length) },
      (_, index) => index,
    ).flatMap((index) =>
      differences(olds?.[index] ?? null, news?.[index] ?? null, [...path, index]),
    );
  }
  return before === after ? [] : [{ path, kind: "update" }];
}

/** A path as the engine writes it: `spec.template.spec.containers[0].image`, `tags["a.b"]`. */
export function showPath(path: Change["path"]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    if (/[."[\]]/.test(part)) return `${text}["${part.replaceAll('"', '\\"')}"]`;
    return text === "" ? part : `${text}.${part}`;
  }, "");
}

/** Says whether a change touches a path of the tables, whose lists have no indices: `ingress.fromPort`. */
export function touches({ path }: Change, pattern: string): boolean {
  const changed = path.filter((part) => typeof part === "string");
  return pattern
    .split(".")
    .every((part, index) => index >= changed.length || part === changed[index]);
}

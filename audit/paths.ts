/** The keys of a property path such as `a.b[0]` or `tags["k.with.dot"]`. */
export function keysOf(path: string): readonly string[] {
  const keys = path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[([^\]]*)\]|([^.[\]]+)/g);
  return [...keys].map(
    ([, quoted, index, name]) => quoted?.replace(/\\(.)/g, "$1") ?? index ?? name ?? "",
  );
}

/** The path of a child, spelt as the engine does. */
export function child(path: string, key: string | number): string {
  if (typeof key === "number") return `${path}[${key}]`;
  if (!/^[^.[\]"]+$/.test(key)) return `${path}["${key.replace(/["\\]/g, "\\$&")}"]`;
  return path === "" ? key : `${path}.${key}`;
}

/** What stands at a path; `undefined` where nothing does. */
export function at(value: unknown, path: string): unknown {
  return keysOf(path).reduce(member, value);
}

/** A property of an object or an element of an array. */
export function member(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}

/** An entry of a table, never what every object inherits: keys may be anybody's. */
export function entry<Value>(
  table: Readonly<Record<string, Value>>,
  key: string,
): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

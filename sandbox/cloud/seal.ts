import { createHash } from "node:crypto";

import { isProps, mapValue, plain, Secret, type Props, type Value } from "../provider/values";

const SEAL = "$secret";
const CHANGED = "changed outside of Pulumi";

/** The first hexadecimal digits of a text's hash. */
export function digest(text: string, length = 64): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}

/** The form in which a value may lie on disk: a secret is its hash. */
export function seal(value: Value): Value {
  return value instanceof Secret
    ? { [SEAL]: digest(canonical(plain(value.value))) }
    : mapValue(value, seal);
}

/** Puts back those secrets that `known` still holds at the same place. */
export function unseal(value: Value, known: Value): Value {
  const candidate = known instanceof Secret ? known.value : known;
  if (isProps(value) && typeof value[SEAL] === "string") {
    const held = digest(canonical(plain(candidate))) === value[SEAL];
    return new Secret(held ? candidate : CHANGED);
  }
  if (Array.isArray(value)) {
    const items: readonly Value[] = Array.isArray(candidate) ? candidate : [];
    return value.map((item: Value, index) => unseal(item, items[index] ?? null));
  }
  return isProps(value) ? unsealProps(value, isProps(candidate) ? candidate : {}) : value;
}

/** The same for properties. */
export function unsealProps(sealed: Props, known: Props): Props {
  return Object.fromEntries(
    Object.entries(sealed).map(([key, value]) => [key, unseal(value, known[key] ?? null)]),
  );
}

/** One text for equal values, whatever the order of their keys. */
function canonical(value: Value): string {
  return JSON.stringify(value, (_key, item: Value) =>
    isProps(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}

import type { CloudObject } from "../cloud/objects";
import { unsealProps } from "../cloud/seal";
import { differences } from "./diff";
import { guarded, merge } from "./outputs";
import { InitFailure, Refusal } from "./refusal";
import type { Rules } from "./rules";
import { lookUp, type Target } from "./target";
import { isProps, plain, plainProps, Secret, type Props, type Value } from "./values";
import type { Outcome } from "./written";

/** Reads what exists; `undefined` when it is gone. Without inputs it is an import. */
export function read(
  target: Target,
  id: string,
  state: Props,
  inputs: Props,
): (Outcome & { inputs: Props }) | undefined {
  const { rules, schema } = target;
  const known = merge(state, inputs);
  if (rules.stateOnly === true) {
    if (Object.keys(state).length === 0)
      throw new Refusal(`${rules.type} lives in the state alone: it cannot be imported`);
    return { id, properties: state, inputs };
  }
  const object = lookUp(target, id, plainProps(known));
  if (object === undefined) return undefined;
  const live = merge(object.outputs, object.inputs);
  const unread = (rules.unread?.(live) ?? []).filter((key) => key in known);
  const stale = Object.fromEntries(unread.map((key) => [key, known[key] ?? null]));
  const properties = guarded(rules, { ...unsealProps(live, known), ...stale });
  const imported = Object.keys(inputs).length === 0;
  const found = imported
    ? given(rules, object, properties)
    : Object.fromEntries(
        Object.entries(inputs).flatMap(([key, value]) =>
          properties[key] === undefined
            ? []
            : [[key, shaped(properties[key], value, isMap(rules, key))]],
        ),
      );
  if (object.failure !== undefined && schema.package === "kubernetes") {
    throw new InitFailure(
      `"${object.name}" is not ready: ${object.failure}`,
      object.id,
      properties,
      found,
    );
  }
  return { id: object.id, properties, inputs: found };
}

/** On import: what its creator gave. */
function given({ schema }: Rules, object: CloudObject, live: Props): Props {
  const declared = Object.keys(schema.inputs);
  const keys = Object.keys(object.inputs).filter(
    (key) => declared.length === 0 || declared.includes(key),
  );
  return Object.fromEntries(keys.map((key) => [key, live[key] ?? null]));
}

/** Keys of a map are data: one that the program never named is drift, unlike a property the cloud filled in. */
function isMap(rules: Rules, key: string): boolean {
  return rules.package !== "kubernetes" && rules.schema.inputs[key]?.type.kind === "map";
}

/** Live values in the shape that the program declared. */
function shaped(live: Value, declared: Value, whole: boolean): Value {
  if (differences(plain(live), plain(declared)).length === 0) return declared;
  if (live instanceof Secret || declared instanceof Secret || whole) return live;
  if (isProps(live) && isProps(declared)) {
    const common = Object.keys(declared).filter((key) => live[key] !== undefined);
    return Object.fromEntries(
      common.map((key) => [key, shaped(live[key] ?? null, declared[key] ?? null, false)]),
    );
  }
  if (Array.isArray(live) && Array.isArray(declared) && live.length === declared.length) {
    const items: readonly Value[] = declared;
    return live.map((item: Value, index) => shaped(item, items[index] ?? null, false));
  }
  return live;
}

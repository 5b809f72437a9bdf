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
  const found = imported ? given(rules, object, properties) : declared(rules, inputs, properties);
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

/** What the program declared, as it is now. */
export function declared(rules: Rules, inputs: Props, live: Props): Props {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([key, value]) =>
      live[key] === undefined ? [] : [[key, shaped(live[key], value, isMap(rules, key))]],
    ),
  );
}

/** On import: what its creator gave. */
function given({ schema }: Rules, object: CloudObject, live: Props): Props {
  const known = Object.keys(schema.inputs);
  const keys = Object.keys(object.inputs).filter(
    (key) => known.length === 0 || known.includes(key),
  );
  return Object.fromEntries(keys.map((key) => [key, live[key] ?? null]));
}

/** Keys of a map are data: one that the program never named is drift, unlike a property the cloud filled in. */
function isMap(rules: Rules, key: string): boolean {
  return rules.package !== "kubernetes" && rules.schema.inputs[key]?.type.kind === "map";
}

/** Live values in the shape that the program declared. */
function shaped(live: Value, given: Value, whole: boolean): Value {
  if (differences(plain(live), plain(given)).length === 0) return given;
  if (live instanceof Secret || given instanceof Secret || whole) return live;
  if (isProps(live) && isProps(given)) {
    const common = Object.keys(given).filter((key) => live[key] !== undefined);
    return Object.fromEntries(
      common.map((key) => [key, shaped(live[key] ?? null, given[key] ?? null, false)]),
    );
  }
  if (Array.isArray(live) && Array.isArray(given) && live.length === given.length) {
    const items: readonly Value[] = given;
    return live.map((item: Value, index) => shaped(item, items[index] ?? null, false));
  }
  return live;
}

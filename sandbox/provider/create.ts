import { randomUUID } from "node:crypto";

import { now } from "../cloud/clock";
import { journal } from "../cloud/journal";
import { find, insert, replace, type CloudObject, type Place } from "../cloud/objects";
import { computed, guarded, identify, made, merge, planned } from "./outputs";
import { Refusal } from "./refusal";
import { placeOf } from "./rules";
import { admit, filled, physicalName, refusal, type Target } from "./target";
import { plainProps, type Props } from "./values";
import { keptOf, ready, stored, struck, type Outcome } from "./written";

/** What the engine asks to be created. */
export interface Creation {
  readonly news: Props;
  readonly preview: boolean;
  readonly timeoutSeconds: number;
}

/** Creates the object, or shows what a creation would show. */
export async function create(target: Target, creation: Creation): Promise<Outcome> {
  const { rules, scope, session, schema, logicalName } = target;
  const { news, timeoutSeconds } = creation;
  if (creation.preview) return { id: "", properties: guarded(rules, planned(rules, news)) };
  const inputs = guarded(rules, rules.normalize?.(news) ?? news);
  const open = plainProps(inputs);
  const name = physicalName(rules, inputs, logicalName);
  const id = identify(rules, scope, open);
  const fresh = { id, uid: randomUUID(), name, createdAt: now(scope.sandbox) };
  if (rules.stateOnly === true) return stateOnly(target, inputs, fresh);

  const fault = struck(target, "create", inputs, name);
  admit(target, "creating", inputs);
  const place = placeOf(scope, schema, rules.type, open);
  const overwrites = typeof rules.upsert === "function" ? rules.upsert(open) : rules.upsert;
  const adopted = overwrites === true ? find(place, rules.type, id) : undefined;
  const { uid, createdAt } = adopted ?? fresh;
  const identity = { ...fresh, uid, createdAt };
  const failure = adopted?.failure ?? (fault?.mode === "notReady" ? fault.message : undefined);
  const old = plainProps(adopted?.outputs ?? {});
  const facts = made(scope, { ...identity, inputs: open, old, failure });
  const outputs = guarded(rules, computed(rules, facts));
  const named = { ...identity, type: rules.type, logicalName };
  const object = stored(named, keptOf(target, inputs), outputs, failure);
  if (adopted !== undefined) replace(place, object);
  else if (!insert(place, object)) throw occupied(target, place, id, inputs);
  for (const companion of rules.companions?.(facts) ?? [])
    insert(place, { ...companion, uid: randomUUID(), createdAt });
  journal(session.sandbox, { op: "create", type: rules.type, name, id });
  const properties = merge(outputs, inputs);
  return ready(target, {
    op: "create",
    id,
    name,
    news,
    properties,
    fault,
    timeoutSeconds,
    failure,
  });
}

const SCHEDULED =
  "InvalidRequestException: You can't create this because one with this name is already scheduled for deletion.";

function occupied(target: Target, place: Place, id: string, inputs: Props): Refusal {
  const { rules, logicalName } = target;
  const words = rules.exists ?? 'AlreadyExists: "{name}" already exists';
  const reason =
    find(place, rules.type, id)?.deletionDate === undefined
      ? filled(words, inputs, physicalName(rules, inputs, logicalName))
      : SCHEDULED;
  return refusal(target, "creating", inputs, reason);
}

function stateOnly(
  { rules, scope }: Target,
  inputs: Props,
  identity: Pick<CloudObject, "id" | "uid" | "name" | "createdAt">,
): Outcome {
  const facts = { ...identity, inputs: plainProps(inputs), old: {}, failure: undefined };
  const outputs = computed(rules, made(scope, facts));
  const { id = identity.id } = outputs;
  if (typeof id !== "string") throw new Refusal(`${rules.type} has no id`);
  return { id, properties: guarded(rules, { ...outputs, ...inputs }) };
}

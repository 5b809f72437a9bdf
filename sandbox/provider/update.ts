import { strike, type Fault } from "../cloud/faults";
import { journal } from "../cloud/journal";
import { replace } from "../cloud/objects";
import { unsealProps } from "../cloud/seal";
import { differences, showPath, touches } from "./diff";
import { computed, guarded, made, merge } from "./outputs";
import { placeOf } from "./rules";
import { admit, lookUp, physicalName, refusal, type Target } from "./target";
import { plainProps, type Props } from "./values";
import { keptOf, ready, stored, struck, type Outcome } from "./written";

/** What the engine asks to be changed. */
export interface Revision {
  readonly id: string;
  readonly olds: Props;
  readonly oldInputs: Props;
  readonly news: Props;
  readonly preview: boolean;
  readonly timeoutSeconds: number;
}

/** Changes the object, or shows what a change would show. */
export async function update(target: Target, revision: Revision): Promise<Outcome> {
  const { rules, scope, session, schema, logicalName } = target;
  const { id, olds, news, timeoutSeconds } = revision;
  const inputs = guarded(rules, rules.normalize?.(news) ?? news);
  const object = lookUp(target, id, plainProps(olds));
  if (revision.preview) {
    const below = object === undefined ? olds : unsealProps(object.outputs, olds);
    return { id, properties: guarded(rules, merge(below, inputs)) };
  }
  const name = physicalName(rules, inputs, logicalName);
  const hit = struck(target, "update", inputs, name);
  if (object === undefined)
    throw refusal(target, "updating", inputs, `NotFound: "${name}" not found`);
  refuseFrozen(target, revision, inputs);
  admit(target, "updating", inputs);

  const fault = hit ?? (object.failure === undefined ? undefined : stillUnready(target, name));
  const hopeless = rules.failsForever === undefined ? undefined : object.failure;
  const failure = hopeless ?? (fault?.mode === "notReady" ? fault.message : undefined);
  const identity = { id, uid: object.uid, name, createdAt: object.createdAt };
  const old = plainProps(object.outputs);
  const facts = made(scope, { ...identity, inputs: plainProps(inputs), old, failure });
  const outputs = guarded(rules, computed(rules, facts));
  const named = { ...identity, type: rules.type, logicalName };
  const next = stored(named, keptOf(target, inputs), outputs, failure);
  replace(placeOf(scope, schema, rules.type, plainProps(olds)), next);
  journal(session.sandbox, { op: "update", type: rules.type, name, id });
  const properties = merge(outputs, inputs);
  return ready(target, {
    op: "update",
    id,
    name,
    news,
    properties,
    fault,
    timeoutSeconds,
    failure,
  });
}

/** The provider sends these changes and the API refuses them. */
function refuseFrozen(target: Target, { oldInputs, news }: Revision, inputs: Props): void {
  const patterns = target.rules.immutable ?? [];
  const frozen = differences(plainProps(oldInputs), plainProps(news)).find((change) =>
    patterns.some((pattern) => touches(change, pattern)),
  );
  if (frozen === undefined) return;
  throw refusal(target, "updating", inputs, `${showPath(frozen.path)}: field is immutable`);
}

/** A fault on creation keeps an object unready until it is used up or cleared. */
function stillUnready(target: Target, name: string): Fault | undefined {
  const { session, rules, logicalName } = target;
  const subject = { type: rules.type, names: [logicalName, name] };
  const fault = strike(session.sandbox, "create", subject);
  return fault?.mode === "notReady" ? fault : undefined;
}

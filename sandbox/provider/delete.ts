import { now } from "../cloud/clock";
import { journal } from "../cloud/journal";
import {
  clear,
  list,
  placeAt,
  remove,
  replace,
  type CloudObject,
  type Place,
} from "../cloud/objects";
import type { Fact } from "../facts/fact";
import { at, text } from "../facts/paths";
import { merge } from "./outputs";
import { placeOf } from "./rules";
import { filled, lookUp, refusal, type Target } from "./target";
import { plainProps, type Props } from "./values";
import { ready, struck } from "./written";

/** Removes the object with all that goes with it; removing what is gone succeeds. */
export async function destroy(target: Target, id: string, state: Props): Promise<void> {
  const { rules, scope, schema, session } = target;
  const object = lookUp(target, id, plainProps(state));
  if (object === undefined) return;
  const live = merge(object.outputs, object.inputs);
  const fault = struck(target, "delete", live, object.name);
  const objection = rules.refusesDelete?.(live);
  if (objection !== undefined) throw refusal(target, "deleting", live, objection);
  const place = placeOf(scope, schema, rules.type, plainProps(state));
  const deletionDate = endOf(target, live);
  if (deletionDate === undefined) remove(place, rules.type, object.id);
  else replace(place, { ...object, deletionDate });
  for (const owned of [object, ...ownedBy(rules, object, place)]) {
    if (owned !== object) remove(place, owned.type, owned.id);
    journal(session.sandbox, { op: "delete", type: owned.type, name: owned.name, id: owned.id });
  }
  if (rules.holds !== undefined)
    clear(placeAt(scope.sandbox, filled(rules.holds, object.inputs, object.name)));
  if (fault === undefined) return;
  await ready(target, { ...NOTHING_LEFT, id, name: object.name, fault });
}

const NOTHING_LEFT = {
  op: "delete",
  properties: {},
  news: {},
  failure: undefined,
  timeoutSeconds: 0,
} as const;

/** What disappears with the object. */
export function ownedBy(
  { owns }: Pick<Fact, "owns">,
  owner: CloudObject,
  place: Place,
): readonly CloudObject[] {
  if (owns === undefined) return [];
  return list(place)
    .map(({ object }) => object)
    .filter((object) =>
      [owns]
        .flat()
        .some((ownership) =>
          Object.entries(ownership).every(
            ([path, template]) =>
              text(object.inputs, path) === filled(template, owner.inputs, owner.name),
          ),
        ),
    );
}

/** The day on which something that is only scheduled for deletion ends. */
function endOf({ rules, scope }: Target, live: Props): string | undefined {
  if (rules.scheduled === undefined) return undefined;
  const [property, standard] = rules.scheduled;
  const days = at(live, property) ?? standard;
  const end = new Date(now(scope.sandbox));
  end.setUTCDate(end.getUTCDate() + Number(days));
  return Number(days) === 0 ? undefined : end.toISOString();
}

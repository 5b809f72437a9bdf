import { isAutonamed } from "../facts/kubernetes";
import { text } from "../facts/paths";
import { backendOf } from "./backend";
import { differences, touches, type Change } from "./diff";
import type { Target } from "./target";
import { plainProps, type Props } from "./values";

/** What an update would do. */
export interface Plan {
  readonly changes: readonly (Change & { readonly replaces: boolean })[];
  /** True where old and new would have the same name. */
  readonly deleteBeforeReplace: boolean;
}

/** Compares old with new inputs. */
export async function plan(
  target: Target,
  id: string,
  oldInputs: Props,
  newInputs: Props,
): Promise<Plan> {
  const { rules } = target;
  const normalize = (inputs: Props) => plainProps(rules.normalize?.(inputs) ?? inputs);
  const [olds, news] = [normalize(oldInputs), normalize(newInputs)];
  const changes = differences(olds, news).map((change) => ({
    ...change,
    replaces:
      rules.stateOnly === true || rules.replaceOn.some((pattern) => touches(change, pattern)),
  }));
  const failed = await failedForGood(target, id, news);
  const all = failed === undefined ? changes : [...changes, failed];
  const sameKey = rules.key.every((path) => text(olds, path) === text(news, path));
  return {
    changes: all,
    deleteBeforeReplace:
      all.some(({ replaces }) => replaces) &&
      rules.key.length > 0 &&
      sameKey &&
      !inventedName(target, news),
  };
}

/** A failed Job never becomes ready; its annotation may ask for another one. */
async function failedForGood(
  target: Target,
  id: string,
  news: Props,
): Promise<Plan["changes"][number] | undefined> {
  const annotation = target.rules.failsForever?.replacedWith;
  if (annotation === undefined) return undefined;
  const annotations = (news["metadata"] as Props | undefined)?.["annotations"] as Props | undefined;
  if (annotations?.[annotation] !== "true") return undefined;
  const { failed } = await backendOf(target);
  if (!(await failed(target, id, news))) return undefined;
  return { path: ["metadata", "annotations", annotation], kind: "update", replaces: true };
}

/** The replacement of an object with an invented name gets another name. */
function inventedName({ rules, logicalName }: Target, news: Props): boolean {
  const name = rules.nameProperty === undefined ? "" : text(news, rules.nameProperty);
  return (
    isAutonamed(news) ||
    (name.startsWith(`${logicalName}-`) && /^[0-9a-f]{7}$/.test(name.slice(logicalName.length + 1)))
  );
}

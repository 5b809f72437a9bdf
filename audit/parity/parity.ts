import { differences } from "../changes";
import { parseJson } from "../json";
import type { Run } from "../pulumi";
import { redactor } from "../redact";
import { oneLine } from "../report/report";
import { showChange } from "../show";
import { visible } from "../visible";
import { comparable, type Comparable } from "./comparable";
import { matches, type Place } from "./reasons";

/** One difference between two stacks; without a property, the resource is in one alone. */
interface Difference {
  readonly type: string;
  readonly name: string;
  readonly property: string;
  readonly words: string;
}

/**
 * Says how two stacks differ and why. The exit code is 1 where a difference has no valid reason on
 * record, and where a reason explains nothing. `today` is a date (`YYYY-MM-DD`, UTC).
 */
export async function parity(
  stacks: readonly [string, string],
  places: readonly Place[],
  today: string,
  pulumi: (args: readonly string[]) => Promise<Run>,
): Promise<Run> {
  const sides: Comparable[] = [];
  for (const stack of stacks) {
    const run = await pulumi(["stack", "export", "--stack", stack]);
    if (run.code !== 0) return { ...run, stdout: "", stderr: visible(run.stderr) };
    const state = parseJson(`the state of ${stack}`, run.stdout);
    sides.push(comparable(stack, redactor([])(state)));
  }
  const [one, other] = sides;
  if (one === undefined || other === undefined) throw new Error("two stacks are compared");
  const found = [...new Set([...one.keys(), ...other.keys()])]
    .sort()
    .flatMap((key) => between(key, one.get(key), other.get(key), stacks));
  return judged(stacks, found, places, today);
}

function between(
  key: string,
  one: unknown,
  other: unknown,
  [first, second]: readonly [string, string],
): readonly Difference[] {
  const space = key.indexOf(" ");
  const place = { type: key.slice(0, space), name: key.slice(space + 1) };
  if (one === undefined || other === undefined) {
    const words = `only in ${other === undefined ? first : second}`;
    return [{ ...place, property: "", words }];
  }
  // Secrets are hidden on both sides, and have a comparison of their own
  return differences("", one, other)
    .filter(({ known }) => known === "seen")
    .map((each) => ({
      ...place,
      property: each.path,
      words: showChange({ ...each, forcesReplacement: false }),
    }));
}

function judged(
  stacks: readonly string[],
  found: readonly Difference[],
  places: readonly Place[],
  today: string,
): Run {
  const is =
    (place: Place) =>
    ({ type, name, property }: Difference) =>
      matches(place, type, name, property);
  const valid = places.filter(({ expires }) => today <= expires);
  const reasonOf = (difference: Difference) => valid.find((place) => is(place)(difference));
  const unexplained = found.filter((difference) => reasonOf(difference) === undefined);
  const idle = places.filter((place) => !found.some(is(place)));
  const counts = new Map<string, number>();
  for (const place of found.map(reasonOf).filter((each) => each !== undefined)) {
    counts.set(why(place), (counts.get(why(place)) ?? 0) + 1);
  }
  const bad = unexplained.length + idle.length;
  const lines = [
    `${bad > 0 ? "UNEXPLAINED" : "explained"} — ${stacks.join(" and ")}: ` +
      `${found.length} differences, ${unexplained.length} without a reason, ${idle.length} reasons without a difference`,
    ...unexplained.map(({ type, name, words }) => `UNEXPLAINED  ${type}  ${name}  — ${words}`),
    ...idle.map((place) => `IDLE  ${place.where}  — ${why(place)}`),
    ...[...counts].map(([reason, count]) => `${count}  ${reason}`),
    "",
  ];
  return { code: bad > 0 ? 1 : 0, stdout: lines.map(oneLine).join("\n"), stderr: "" };
}

function why({ reason, owner, expires }: Place): string {
  return `${reason} (${owner}, until ${expires})`;
}

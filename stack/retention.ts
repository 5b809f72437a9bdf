import type { AppSpec } from "../apps/spec";
import {
  isPushed,
  keptPatterns,
  movingTags,
  type TagModel,
  type TagRow,
  tagsOf,
} from "../apps/tags";
import {
  type Lifecycle,
  lifecyclePolicy,
  lifecycleProblems,
} from "../components/delivery/lifecycle";
import { threatTo } from "../components/delivery/lifecycle-simulator";
import type { Application } from "../config/application";
import type { Problem } from "../config/problem";

/** Leftovers of a build, which no environment can name by accident. */
const UNTAGGED_DAYS = 14;

/** What the registry forgets of images that are tagged like this. */
export function lifecycleOf(tags: TagModel): Lifecycle {
  const { expireDays = {} } = tags;
  return { keep: keptPatterns(tags), expireDays, untaggedDays: UNTAGGED_DAYS };
}

/**
 * Whether the registry could forget an image that an environment runs, or may go back to.
 *
 * A digest says nothing of its tags, but every image was pushed by some trigger: if none of the images
 * that a trigger pushes can ever expire, no pin of any environment can.
 */
export function retentionProblems(
  path: string,
  { name, registry, tags }: AppSpec,
  { artifacts }: Application,
): Problem[] {
  const at = (message: string) => ({ path: `${path}.artifacts`, message });
  if (registry.kind === "ghcr") {
    const asked = Object.keys(tags.expireDays ?? {});
    if (asked.length === 0) return [];
    return [
      at(
        `apps/ lets images of ${name} expire, and nothing here can tell GHCR so: leave expireDays out; got ${asked.join(", ")}`,
      ),
    ];
  }
  const lifecycle = lifecycleOf(tags);
  const wrong = lifecycleProblems(lifecycle);
  if (wrong.length > 0) return wrong.map((message) => at(`apps/ and ${name}: ${message}`));
  const pinned = Object.keys(artifacts).join(", ") || "none";
  return threats(tags, lifecyclePolicy(lifecycle)).map(({ kept, rule }) =>
    at(
      `apps/ lets images of ${name} go that environments pin: of one tagged ${kept} ${rule}; leave that pattern out; got ${pinned}`,
    ),
  );
}

/** How long images of an application stay in their registry, in words. */
export function retentionOf({ registry, tags }: AppSpec): string {
  if (registry.kind === "ghcr") return `not enforceable: ${registry.base} has rules of its own`;
  const after = ([what, days]: readonly [string, number]) => `${what} expires after ${days} days`;
  const expiring = Object.entries(tags.expireDays ?? {}).sort();
  return [...expiring, ["what nobody tagged", UNTAGGED_DAYS] as const].map(after).join(", ");
}

const COMMIT = "0".repeat(40);

/** What remains of the tags of each pushed image once the moving ones have moved on, and what takes it. */
function threats(tags: TagModel, policy: string) {
  const moving = movingTags(tags);
  const images = tags.rows.filter(isPushed).flatMap((row) =>
    commitsAgainst(tags).map((commit) => {
      const written = tagsOf(tags, { ...sample(row), commit }).tags;
      return written.filter((tag) => !moving.includes(tag));
    }),
  );
  const found = images.flatMap((lasting) => {
    const rule = threatTo(policy, lasting);
    return rule === undefined ? [] : [{ kept: lasting.join(", ") || "by nothing", rule }];
  });
  return [...new Map(found.map((threat) => [threat.rule, threat])).values()];
}

/** One commit of no note, and for every rule one that it matches, if it matches any. */
function commitsAgainst({ expireDays = {} }: TagModel): readonly string[] {
  const shas = Object.keys(expireDays).map((pattern) => {
    const missing = Math.max(0, 7 - pattern.replaceAll("*", "").length);
    return pattern.replace("*", "0".repeat(missing)).replaceAll("*", "");
  });
  const possible = shas.filter((sha) => /^[0-9a-f]{7}$/.test(sha));
  return [COMMIT, ...possible.map((sha) => sha.padEnd(40, "0"))];
}

/** An event that a row answers to. */
function sample(row: TagRow) {
  switch (row.on) {
    case "push":
      return { on: row.on, branch: row.branches[0]?.replaceAll("*", "x") ?? "" };
    case "pullRequest":
      return { on: row.on, number: 1 };
    case "release":
      return { on: row.on, tag: "v1.2.3" };
    case "deployment":
      return { on: row.on, tag: "prod-20261120" };
    case "request":
      return { on: row.on };
  }
}

import fc from "fast-check";

import { specs } from "../../apps";
import type { AppSpec } from "../../apps/spec";
import { type TagModel, tagsOf, type Trigger } from "../../apps/tags";
import { lifecyclePolicy } from "../../components/delivery/lifecycle";
import { fatesOf, type Image } from "../../components/delivery/lifecycle-simulator";
import type { Application } from "../../config/application";
import { lifecycleOf, retentionOf, retentionProblems } from "../../stack/retention";
import { settingsOf } from "../support/environment";

const { appos, "life-os": lifeOs, lifeos, salitemihret } = specs as Record<string, AppSpec>;
if (!appos || !lifeOs || !lifeos || !salitemihret) throw new Error("an application is missing");

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = new Date("2026-11-20T00:00:00Z");
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS);

describe.each([appos, lifeOs, lifeos, salitemihret])("images of $name", ({ tags }) => {
  const policy = lifecyclePolicy(lifecycleOf(tags));

  it("never expire once they were pushed, whatever else is pushed, and however long ago", () => {
    fc.assert(
      fc.property(fc.array(eventOf(tags), { maxLength: 40 }), strangers, (events, others) => {
        const repository = [...pushedBy(tags, events), ...others];
        const taken = fatesOf(policy, repository, NOW);

        expect([...taken.keys()].filter((digest) => !digest.startsWith("stranger"))).toEqual([]);
      }),
    );
  });

  it("are told from what nobody tagged, which expires after two weeks", () => {
    const untagged = (digest: string, days: number) => ({
      ...{ digest, tags: [], pushedAt: daysAgo(days) },
    });

    expect([...fatesOf(policy, [untagged("old", 15), untagged("new", 13)], NOW).keys()]).toEqual([
      "old",
    ]);
  });
});

/** Anything that makes an image of this model, on any day of two years. */
function eventOf({ rows }: TagModel): fc.Arbitrary<{ trigger: Trigger; days: number }> {
  const commit = fc.stringMatching(/^[0-9a-f]{40}$/);
  const number = fc.nat(30);
  const triggers = rows.flatMap((row): fc.Arbitrary<Trigger>[] => {
    switch (row.on) {
      case "push":
        return row.branches.map((branch) =>
          fc.record({
            commit,
            on: fc.constant(row.on),
            branch: fc.constant(branch.replace("*", "x")),
          }),
        );
      case "pullRequest":
        return [];
      case "release":
        return [
          fc.record({ commit, on: fc.constant(row.on), tag: number.map((n) => `v1.${n}.0`) }),
        ];
      case "deployment":
        return [
          fc.record({
            commit,
            on: fc.constant(row.on),
            tag: fc
              .constantFrom("staging", "prod")
              .chain((to) => number.map((n) => `${to}-20261120.${n}`)),
          }),
        ];
      case "request":
        return [fc.record({ commit, on: fc.constant(row.on) })];
    }
  });
  return fc.record({ trigger: fc.oneof(...triggers), days: fc.nat(730) });
}

/** What is in the repository after these events: a tag belongs to the last image that got it. */
function pushedBy(
  tags: TagModel,
  events: readonly { readonly trigger: Trigger; readonly days: number }[],
): readonly Image[] {
  const inOrder = [...events].sort((a, b) => b.days - a.days);
  const owner = new Map<string, string>();
  for (const { trigger } of inOrder) {
    const written = tagsOf(tags, trigger).tags;
    // An immutable tag that is taken refuses the push.
    for (const tag of written) {
      if (["main", "develop", "latest"].includes(tag) || !owner.has(tag)) {
        owner.set(tag, trigger.commit);
      }
    }
  }
  return inOrder.map(({ trigger: { commit }, days }) => ({
    digest: commit,
    tags: [...owner].filter(([, digest]) => digest === commit).map(([tag]) => tag),
    pushedAt: daysAgo(days),
  }));
}

/** Images that no pipeline made. */
const strangers: fc.Arbitrary<Image[]> = fc
  .array(fc.tuple(fc.array(fc.stringMatching(/^[\w.-]{1,8}$/), { maxLength: 3 }), fc.nat(730)))
  .map((all) =>
    all.map(([tags, days], index) => ({
      ...{ digest: `stranger-${index}`, tags, pushedAt: daysAgo(days) },
    })),
  );

describe("a preview", () => {
  const pins = Object.keys(applicationOf(appos).artifacts).join();

  it.each([appos, lifeOs, lifeos, salitemihret])("finds nothing wrong with $name", (spec) => {
    expect(problems(spec)).toEqual([]);
  });

  it.each<[string, AppSpec, Readonly<Record<string, number>>, string]>([
    [
      "every build",
      appos,
      { "*": 90 },
      `apps/ lets images of appos go that environments pin: of one tagged 0000000 * expires after 90 days; leave that pattern out; got ${pins}`,
    ],
    [
      "builds whose commit begins with a letter",
      appos,
      { "a*": 90 },
      `apps/ lets images of appos go that environments pin: of one tagged a000000 a* expires after 90 days; leave that pattern out; got ${pins}`,
    ],
    [
      "one commit",
      appos,
      { "0a1b2c3": 90 },
      `apps/ lets images of appos go that environments pin: of one tagged 0a1b2c3 0a1b2c3 expires after 90 days; leave that pattern out; got ${pins}`,
    ],
    [
      "nothing after half a day",
      appos,
      { "feature-*": 0.5 },
      "apps/ and appos: images expire after a whole number of days, at least 1; got 0.5",
    ],
    [
      "images of a registry that is not ours",
      lifeos,
      { "build-*": 90 },
      "apps/ lets images of lifeos expire, and nothing here can tell GHCR so: leave expireDays out; got build-*",
    ],
  ])("refuses to expire %s", (_what, spec, expireDays, message) => {
    expect(problems({ ...spec, tags: { ...spec.tags, expireDays } })).toEqual([
      { path: `applications.${spec.name}.artifacts`, message },
    ]);
  });

  it("lets expire what no pipeline pushes", () => {
    for (const pattern of ["feature-*", "pr-*", "0a1b2c3d", "*-*-*"]) {
      const tags = { ...salitemihret.tags, expireDays: { [pattern]: 30 } };

      expect(problems({ ...salitemihret, tags })).toEqual([]);
    }
  });

  it("says how long images stay", () => {
    const tags = { ...appos.tags, expireDays: { "feature-*": 30 } };

    expect(retentionOf(appos)).toBe("what nobody tagged expires after 14 days");
    expect(retentionOf({ ...appos, tags })).toBe(
      "feature-* expires after 30 days, what nobody tagged expires after 14 days",
    );
    expect(retentionOf(lifeos)).toBe("not enforceable: ghcr.io/org has rules of its own");
  });
});

function problems(spec: AppSpec) {
  return retentionProblems(`applications.${spec.name}`, spec, applicationOf(spec));
}

function applicationOf({ name }: AppSpec): Application {
  const { applications } = settingsOf("prod") as { applications: Record<string, Application> };
  const own = applications[name];
  if (own === undefined) throw new Error(`${name} is not in the stack file`);
  return own;
}

import type { Application } from "../../config/application";
import type { LastDatabase } from "../../config/instances";
import { restoreProblems } from "../../stack/restore-checks";
import { planOf, withInstances } from "../support/environment";
import { frozen, HOUR_AGO, original, r1 } from "../support/instances";

const NOW = "2026-11-20T12:00:00Z";

type Instances = Extract<Application["database"], { kind: "rds" }>["instances"];

/** What production may do with its instances, one update after the other. */
const MAY: readonly [string, string, Instances, Last | undefined][] = [
  ["begin", "original", { original }, undefined],
  ["stay as it is", "original", { original }, { live: "original", was: { original } }],
  [
    "restore beside what serves",
    "original",
    { original, r1 },
    { live: "original", was: { original } },
  ],
  [
    "freeze writes",
    "original",
    { original: frozen, r1 },
    { live: "original", was: { original, r1 } },
  ],
  ["promote", "r1", { original: frozen, r1 }, { live: "original", was: { original: frozen, r1 } }],
  [
    "go back",
    "original",
    { original, r1: { ...r1, mode: "readOnly" } },
    { live: "r1", was: { original, r1: { ...r1, mode: "readOnly" } } },
  ],
  ["let the first one go", "r1", { r1 }, { live: "r1", was: { original: frozen, r1 } }],
  [
    "upgrade a copy",
    "original",
    { original, r1: { ...r1, version: "17" } },
    { live: "original", was: { original, r1 } },
  ],
  [
    "begin with a snapshot elsewhere",
    "r1",
    { r1: { ...r1, from: { snapshot: "appos-final" } } },
    undefined,
  ],
  [
    "keep an instance whose point in time is long ago",
    "r1",
    { r1: { ...r1, from: { instance: "original", pointInTime: "2020-01-01T00:00:00Z" } } },
    { live: "r1", was: { r1 } },
  ],
];

/** What it may not do: what is found, where, in which words. */
const MAY_NOT: readonly [string, string, Instances, Last | undefined, string, RegExp][] = [
  [
    "restore together with promote",
    "r1",
    { original: frozen, r1 },
    { live: "original", was: { original: frozen } },
    "live",
    /restored by one update and promoted by a later one.*\(original\); got r1/,
  ],
  [
    "promote while what serves is written to",
    "r1",
    { original, r1 },
    { live: "original", was: { original, r1 } },
    "instances.original.mode",
    /would be lost: an earlier update makes it readOnly/,
  ],
  [
    "promote in the update that freezes",
    "r1",
    { original: frozen, r1 },
    { live: "original", was: { original, r1 } },
    "instances.original.mode",
    /would be lost/,
  ],
  [
    "promote and drop what served",
    "r1",
    { r1 },
    { live: "original", was: { original: frozen, r1 } },
    "instances.original.mode",
    /and it stays so/,
  ],
  [
    "upgrade what serves",
    "original",
    { original: { ...original, version: "17" } },
    { live: "original", was: { original } },
    "instances.original.version",
    /never upgraded in place.*got 17 for 16/,
  ],
  [
    "restore on another version",
    "original",
    { original, r1: { ...r1, version: "17" } },
    { live: "original", was: { original } },
    "instances.r1.version",
    /backed up \(16\).*later update; got 17/,
  ],
  [
    "restore an instance that is not there",
    "original",
    { original, r1: { ...r1, from: { instance: "r0", pointInTime: HOUR_AGO } } },
    { live: "original", was: { original } },
    "instances.r1.from.instance",
    /no instance of this database: original, r1; got r0/,
  ],
  [
    "restore a point that is too young",
    "original",
    {
      original,
      r1: { ...r1, from: { instance: "original", pointInTime: "2026-11-20T11:55:01Z" } },
    },
    undefined,
    "instances.r1.from.pointInTime",
    /from 5 minutes to 30 days/,
  ],
  [
    "restore a point that is too old",
    "original",
    {
      original,
      r1: { ...r1, from: { instance: "original", pointInTime: "2026-10-21T11:59:59Z" } },
    },
    undefined,
    "instances.r1.from.pointInTime",
    /\(pitrDays\) back; got 2026-10-21/,
  ],
  [
    "rehearse without checks",
    "original",
    { original, r1: { ...r1, mode: "rehearsal" } },
    { live: "original", was: { original } },
    "instances.r1.mode",
    /here is no check/,
  ],
];

interface Last {
  readonly live: string;
  readonly was: Instances;
}

describe("production", () => {
  it.each(MAY)("may %s", (_what, live, instances, last) => {
    expect(problems(live, instances, last)).toEqual([]);
  });

  it.each(MAY_NOT)("may not %s", (_what, live, instances, last, path, words) => {
    const found = problems(live, instances, last);

    expect(found.map((each) => each.path)).toEqual([`applications.appos.database.${path}`]);
    expect(found[0]?.message).toMatch(words);
  });
});

function problems(live: string, instances: Instances, last: Last | undefined) {
  const [app] = planOf("prod", (settings) =>
    withInstances(settings, "appos", live, instances),
  ).applications;
  if (app === undefined) throw new Error("prod lacks appos");
  const told: LastDatabase | undefined = last && { live: last.live, instances: last.was };
  return restoreProblems(app, told, NOW);
}

import { resolve } from "node:path";

import { isUnknown } from "@pulumi/pulumi";
import { unknown } from "@pulumi/pulumi/output";

import { WEAKENINGS, weakenings } from "../../config/weakening";
import type { Props } from "../../sandbox/provider/values";
import { loadSchema } from "../../sandbox/schema/build";
import { checkInputs } from "../../sandbox/schema/check";
import { INSTANCE, VERSIONING, WEAKER } from "./weaker";

describe("weakenings", () => {
  it.each(WEAKER)("say of %s that %j → %j is one", (type, before, after, words) => {
    expect(weakened(type, before, after).join()).toContain(words);
    expect(weakened(type, after, after)).toEqual([]);
  });

  it("are none on the way back", () => {
    const back = WEAKER.flatMap(([type, before, after]) => weakened(type, after, before));

    expect(back).toEqual([]);
  });

  it("are judged only when the value is known", () => {
    const known = { backupRetentionPeriod: 7, versioningConfiguration: { status: "Enabled" } };

    expect(weakened(INSTANCE, known, { backupRetentionPeriod: unknown })).toEqual([]);
    expect(weakened(VERSIONING, known, { versioningConfiguration: unknown })).toEqual([]);
  });

  it("are found by every row", () => {
    const rows = Object.entries(WEAKENINGS).flatMap(([type, each]) =>
      each.map(({ property }) => `${type} ${property}`),
    );
    const found = WEAKER.flatMap(([type, before, after]) =>
      weakened(type, before, after).map((said) => `${type} ${/\((\S+)/.exec(said)?.[1] ?? ""}`),
    );

    expect([...new Set(found)].sort()).toEqual(rows.sort());
  });

  it("are of properties that the provider has", async () => {
    const aws = await loadSchema("aws", resolve(__dirname, "../../.cache"));
    const wrong = WEAKER.flatMap(([type, ...sides]) =>
      sides.slice(0, 2).flatMap((side) => checkInputs(aws, type, side as Props)),
    );

    expect(wrong.filter(({ reason }) => reason !== "is required")).toEqual([]);
  });
});

function weakened(type: string, before: Props, after: Readonly<Record<string, unknown>>) {
  return weakenings(WEAKENINGS[type] ?? [], before, after, isUnknown);
}

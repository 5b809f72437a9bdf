import { forget, remember, soakedAt, soakedHours, type Verified } from "../../config/verified";

const DAY = (day: number) => `2026-11-${String(day).padStart(2, "0")}T10:00:00Z`;

/** An artifact that served from one day to another, or still does. */
function entry(artifactId: string, from: number, to?: number): Verified {
  const content = { images: { web: "sha256:1" }, schemaHead: "0001" };
  const replaced = to === undefined ? {} : { replacedAt: DAY(to) };
  return { artifactId, ...content, verifiedAt: DAY(from), ...replaced };
}

/** What a stack tells after serving these artifacts from these days on. */
function served(...rows: readonly (readonly [string, number])[]): readonly Verified[] {
  return rows.reduce<readonly Verified[]>(
    (history, [id, day]) => remember(history, entry(id, day)),
    [],
  );
}

describe("the history of a stack", () => {
  it("is newest first, each entry with when it began to serve and when it ended", () => {
    expect(served(["a", 1], ["b", 3], ["c", 4])).toEqual([
      entry("c", 4),
      entry("b", 3, 4),
      entry("a", 1, 3),
    ]);
  });

  it("lets an artifact soak on through later rollouts of it", () => {
    expect(served(["a", 1], ["b", 3], ["b", 5])).toEqual([entry("b", 3), entry("a", 1, 3)]);
  });

  it("forgets what somebody went back from, and starts the soak of what serves again", () => {
    expect(served(["z", 1], ["a", 2], ["b", 3], ["c", 4], ["a", 5])).toEqual([
      entry("a", 5),
      entry("z", 1, 2),
    ]);
  });

  it("forgets what served last when nothing serves any more: nobody knows how long it did", () => {
    const history = forget(served(["a", 1], ["b", 3]));

    expect(history).toEqual([entry("a", 1, 3)]);
    expect(remember(history, entry("a", 6))).toEqual([entry("a", 6)]);
  });

  it("keeps twenty", () => {
    const rows = Array.from({ length: 25 }, (_, i) => [`artifact-${i}`, i + 1] as const);

    expect(served(...rows).map(({ artifactId }) => artifactId)).toEqual(
      Array.from({ length: 20 }, (_, i) => `artifact-${24 - i}`),
    );
  });
});

describe("a soak", () => {
  it.each([
    [entry("a", 1), "2026-11-02T09:59:59.999Z", 23],
    [entry("a", 1), "2026-11-02T10:00:00.000Z", 24],
    [entry("a", 1, 3), "2026-11-30T10:00:00.000Z", 48],
  ])("is counted in whole hours of service", (one, now, hours) => {
    expect(soakedHours(one, now)).toBe(hours);
  });

  it("says when it ends", () => {
    expect(soakedAt(entry("a", 1), 24)).toBe("2026-11-02T10:00:00Z");
  });
});

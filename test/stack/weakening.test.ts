import { WEAKENINGS } from "../../config/weakening";
import { recordAll } from "../support/three-stacks";

const of = recordAll();

/** Everything with a property that an update could weaken. */
const judged = (stack: "dev" | "staging" | "prod") =>
  of(stack)
    .all.filter(({ type }) => Object.hasOwn(WEAKENINGS, type))
    .map(({ name, beforeUpdate }) => [name, beforeUpdate]);

describe("updates", () => {
  it.each(["staging", "prod"] as const)("ALL-4 of what %s keeps are judged first", (stack) => {
    const all = judged(stack);

    expect(all.length).toBeGreaterThan(10);
    expect(all).toEqual(all.map(([name]) => [name, ["refuse-weakening"]]));
  });

  it("of what dev keeps are not", () => {
    expect(judged("dev")).toEqual([["data-key", []]]);
  });
});

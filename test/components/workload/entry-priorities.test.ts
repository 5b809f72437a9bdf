import fc from "fast-check";

import { candidate, livePriority } from "../../../components/workload/entry";
import { record } from "../../support/recorder";
import { CANDIDATE, STAMP } from "./sample";

const SOME = ["/api/*", "/health"];
const ALL = ["/*"];

const app = fc.stringMatching(/^[a-z][a-z0-9-]{1,30}$/);
const rollout = fc.stringMatching(/^[0-9a-f]{12}$/);

describe("listener rules", () => {
  it("ask for any rollout before what is live, and for some paths before all", async () => {
    await fc.assert(
      fc.asyncProperty(app, app, rollout, async (one, other, rolloutId) => {
        const order = [
          ...(await previewPriorities(one, rolloutId)),
          livePriority(other, SOME),
          livePriority(one, ALL),
        ];

        expect([...new Set(order)].sort((a, b) => a - b)).toEqual(order);
        expect(order.every((p) => Number.isInteger(p) && p >= 1 && p <= 50_000)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  /** Ids and names whose hashes lie at the ends of what there is. */
  it.each([
    ["first", "0000000014ed", [1, 15_000]],
    ["last", "00000000645b", [14_000, 28_999]],
  ])("keep rollouts inside their ranges: %s", async (_title, rolloutId, expected) => {
    expect(await previewPriorities("shop", rolloutId)).toEqual(expected);
  });

  it.each([
    ["first", "app-5940", [30_000, 40_000]],
    ["last", "app-6265", [39_998, 49_998]],
  ])("keep what is live inside its ranges: %s", (_title, name, expected) => {
    expect([livePriority(name, SOME), livePriority(name, ALL)]).toEqual(expected);
  });
});

/** Of a rollout's rule for some paths, and of its rule for all. */
async function previewPriorities(name: string, rolloutId: string) {
  const args = { ...CANDIDATE, rolloutId, stamp: { ...STAMP, app: name } };
  const recording = await record(() => {
    candidate("1-some", { ...args, paths: SOME }, {});
    candidate("2-all", { ...args, paths: ALL }, {});
  });
  return recording.of("ListenerRule").map(({ inputs }) => Number(inputs["priority"]));
}

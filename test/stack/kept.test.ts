import { keptBeside, shapeOf } from "../../stack/kept";
import { rolloutIdOf } from "../../stack/rollout-id";
import { planned } from "../support/planned";

const OTHER = "fedcba987654";

describe("the rollout that served before", () => {
  const app = (change: object = {}) => planned("prod", "life-os", change);
  const shape = () => shapeOf(app());
  const past = { verified: [], rollout: OTHER, kept: "0123456789ab" };

  it("stays up beside the one that takes over", () => {
    expect(keptBeside(app(), { ...past, shape: shape() })).toBe(OTHER);
  });

  it("goes on staying up while nothing changes", () => {
    const rollout = rolloutIdOf(app());

    expect(keptBeside(app(), { ...past, rollout, shape: shape() })).toBe("0123456789ab");
  });

  it("does not where the settings say so, nor before anything served", () => {
    const removed = app({ previousRollout: "removed" });

    expect(keptBeside(removed, { ...past, shape: shapeOf(removed) })).toBeUndefined();
    expect(keptBeside(app(), { verified: [] })).toBeUndefined();
  });

  it.each([
    ["another strategy", { strategy: "rolling", previousRollout: "removed" }],
    ["an autoscaler", { backend: { replicas: 2, size: "small", maxReplicas: 5 } }],
  ])("does not where a release consists of something else today: %s", (_title, change) => {
    expect(shapeOf(app(change))).not.toBe(shape());
    expect(keptBeside(app(), { ...past, shape: shapeOf(app(change)) })).toBeUndefined();
  });

  it("has the same shape whatever is in it", () => {
    expect(shapeOf(app({ variables: { FEATURE: "on" }, attempt: 3 }))).toBe(shape());
  });
});

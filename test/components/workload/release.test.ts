import { LOCK_SCRIPT } from "../../../components/workload/migrate";
import { PODS } from "./pods";
import { podOf, released, STAMP } from "./sample";

describe("each process of a release", () => {
  it.each(PODS)("has an account of its own: %s", async (component, type, name) => {
    const recording = await released();

    expect(podOf(recording.named(name, type)).spec.serviceAccountName).toBe(`shop-${component}`);
    expect(recording.named(`shop-${component}`, "ServiceAccount").inputs).toMatchObject({
      metadata: { name: `shop-${component}`, labels: { ...STAMP, component } },
    });
    expect(recording.of("ServiceAccount")).toHaveLength(9);
  });

  it.each(PODS)("says whose it is, and of which rollout: %s", async (component, type, name) => {
    expect(podOf((await released()).named(name, type)).metadata.labels).toEqual({
      ...STAMP,
      component,
      rollout: "0123456789ab",
    });
  });

  it.each(PODS.filter(([, type]) => type !== "Job"))(
    "never counts pods of another: %s",
    async (component, type, name) => {
      const own = { app: "shop", component };
      const rollout = type === "StatefulSet" ? {} : { rollout: "0123456789ab" };
      const { inputs } = (await released()).named(name, type);

      expect(at(inputs, "spec", "selector", "matchLabels")).toEqual({ ...own, ...rollout });
    },
  );

  it("has its place when nodes are full, and its time to finish", async () => {
    const recording = await released();
    const rows = PODS.map(([component, type, name]) => {
      const { spec } = podOf(recording.named(name, type));
      return [component, spec["priorityClassName"], spec["terminationGracePeriodSeconds"]];
    });

    expect(rows).toEqual([
      ["backend", "platform-serving", 60],
      ["frontend", "platform-serving", 60],
      ["check", "platform-serving", undefined],
      ["migrate", "platform-serving", undefined],
      ["check", "platform-serving", undefined],
      ["preflight", "platform-serving", undefined],
      ["scheduler", "platform-background", undefined],
      ["smoke", "platform-serving", undefined],
      ["smoke", "platform-serving", undefined],
      ["verify", "platform-serving", undefined],
      ["verify", "platform-serving", undefined],
      ["worker", "platform-background", 120],
    ]);
  });

  it("runs what it is told from the image that it belongs to", async () => {
    const recording = await released();
    const rows = PODS.filter(
      ([component]) => !["smoke", "verify", "preflight"].includes(component),
    ).map(([component, type, name]) => {
      const { initContainers = [], containers } = podOf(recording.named(name, type)).spec;
      const [{ image, command }] = containers;
      return [component, image.slice(14), command, initContainers.map((init) => init["command"])];
    });
    const generate = [["shop", "generate"]];
    const lock = ["bash", "-c", LOCK_SCRIPT];

    expect(rows).toEqual([
      ["backend", "shop@sha256:1", undefined, generate],
      ["frontend", "pages@sha256:2", undefined, []],
      ["check", "shop@sha256:1", ["shop", "check"], []],
      ["migrate", "shop@sha256:1", ["shop", "migrate"], [...generate, lock]],
      ["check", "shop@sha256:1", ["shop", "check"], generate],
      ["scheduler", "shop@sha256:1", ["celery", "beat"], generate],
      ["worker", "shop@sha256:1", ["celery", "worker"], generate],
    ]);
  });

  it("is selected by no Service and no budget unless it answers or works", async () => {
    const recording = await released();
    const selectors = [
      ...recording.of("core/v1:Service").map(({ inputs }) => at(inputs, "spec", "selector")),
      ...recording
        .of("PodDisruptionBudget")
        .map(({ inputs }) => at(inputs, "spec", "selector", "matchLabels")),
    ];
    const rows = PODS.map(([component, type, name]) => {
      const { labels } = podOf(recording.named(name, type)).metadata;
      const chosen = selectors.filter((selector) =>
        Object.entries(selector).every(([key, value]) => labels[key] === value),
      );
      return [component, chosen.length];
    });

    // Two Services and a budget where requests arrive; a budget alone for the worker.
    expect(rows).toEqual([
      ["backend", 3],
      ["frontend", 3],
      ["check", 0],
      ["migrate", 0],
      ["check", 0],
      ["preflight", 0],
      ["scheduler", 0],
      ["smoke", 0],
      ["smoke", 0],
      ["verify", 0],
      ["verify", 0],
      ["worker", 1],
    ]);
  });
});

function at(value: unknown, ...path: readonly string[]): Readonly<Record<string, unknown>> {
  return path.reduce(
    (inner, key) => inner[key] as Readonly<Record<string, unknown>>,
    value as Readonly<Record<string, unknown>>,
  );
}

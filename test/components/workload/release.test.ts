import { core } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { LOCK_SCRIPT } from "../../../components/workload/migrate";
import { Reach } from "../../../components/workload/reach";
import { Release, type ReleaseArgs } from "../../../components/workload/release";
import { record } from "../../support/recorder";
import { BARE, podOf, released, ROLLOUT, settled, STAMP, told, whole } from "./sample";

const PODS = [
  ["backend", "Deployment", `shop-backend-${ROLLOUT}`],
  ["frontend", "Deployment", `shop-frontend-${ROLLOUT}`],
  ["check", "Job", `shop-check-${ROLLOUT}`],
  ["migrate", "Job", `shop-migrate-${ROLLOUT}`],
  ["check", "Job", `shop-recheck-${ROLLOUT}`],
  ["preflight", "Job", `shop-preflight-${ROLLOUT}`],
  ["scheduler", "StatefulSet", "shop-scheduler"],
  ["smoke", "Job", `shop-smoke-backend-${ROLLOUT}`],
  ["smoke", "Job", `shop-smoke-frontend-${ROLLOUT}`],
  ["verify", "Job", `shop-verify-backend-${ROLLOUT}`],
  ["verify", "Job", "shop-confirm"],
  ["worker", "Deployment", `shop-worker-${ROLLOUT}`],
] as const;

describe("the order of a release", () => {
  it("APP-39 is preflight, check, backup, migrate, check again, then pods that are tried", async () => {
    const backup = (after: readonly pulumi.Resource[]) => [
      new core.v1.ConfigMap("backup", {}, { dependsOn: [...after] }),
    ];
    const all = await arrows(whole({ backup }));
    const after = (name: string) => all[name]?.join();

    expect(after(`Job shop-check-${ROLLOUT}`)).toBe(`Job shop-preflight-${ROLLOUT}`);
    expect(all[`Job shop-preflight-${ROLLOUT}`]).toEqual(["RoleBinding shop-preflight"]);
    expect(after(`Job shop-migrate-${ROLLOUT}`)).toBe("ConfigMap backup");
    expect(after(`Job shop-recheck-${ROLLOUT}`)).toBe(`Job shop-migrate-${ROLLOUT}`);
    for (const component of ["backend", "frontend"]) {
      const pods = `shop-${component}-${ROLLOUT}`;
      expect(all[`Deployment ${pods}`]).toEqual([
        `Job shop-recheck-${ROLLOUT}`,
        `TargetGroupBinding ${pods}`,
      ]);
      expect(after(`TargetGroupBinding ${pods}`)).toBe(`ListenerRule ${pods}`);
      expect(after(`Job shop-smoke-${component}-${ROLLOUT}`)).toBe(`Deployment ${pods}`);
      expect(after(`Job shop-verify-${component}-${ROLLOUT}`)).toBe(
        `Job shop-smoke-${component}-${ROLLOUT}`,
      );
    }
  });

  it("LIFE-63 moves traffic once everything is tried, then worker, pages, scheduler and proof", async () => {
    const all = await arrows(whole());

    expect(all["Service shop-backend"]).toEqual([
      `Job shop-verify-backend-${ROLLOUT}`,
      `Job shop-verify-frontend-${ROLLOUT}`,
    ]);
    expect(
      [
        "ListenerRule shop-backend",
        `Deployment shop-worker-${ROLLOUT}`,
        "Service shop-frontend",
        "ListenerRule shop-frontend",
        "StatefulSet shop-scheduler",
        "Job shop-confirm",
      ].map((name) => all[name]),
    ).toEqual([
      ["Service shop-backend"],
      ["ListenerRule shop-backend"],
      [`Deployment shop-worker-${ROLLOUT}`],
      ["Service shop-frontend"],
      ["ListenerRule shop-frontend"],
      ["StatefulSet shop-scheduler"],
    ]);
  });

  it("leaves out what an application does not have", async () => {
    const { migrate: _, ...args } = BARE;
    expect(await arrows(args)).toEqual({
      [`Job shop-preflight-${ROLLOUT}`]: ["RoleBinding shop-preflight"],
      [`Service shop-backend-${ROLLOUT}`]: [`Job shop-preflight-${ROLLOUT}`],
      [`Deployment shop-backend-${ROLLOUT}`]: [`Job shop-preflight-${ROLLOUT}`],
      [`Job shop-smoke-backend-${ROLLOUT}`]: [`Deployment shop-backend-${ROLLOUT}`],
      "Service shop-backend": [`Job shop-smoke-backend-${ROLLOUT}`],
      "Job shop-confirm": ["Service shop-backend"],
    });
  });

  it.each([
    ["migrates", {}, PODS],
    [
      "does not",
      { migrate: undefined },
      PODS.filter(([component]) => !["migrate", "check"].includes(component)),
    ],
  ])("begins when the pods have leave to connect, if it %s", async (_title, change, pods) => {
    const recording = await record(() => {
      const peer = { kind: "pods", app: "shop", components: ["backend"] } as const;
      const anywhere = { kind: "addresses", cidrs: ["0.0.0.0/0"] } as const;
      const connections = [{ role: "leave", from: peer, to: anywhere, ports: [443] }];
      const reach = new Reach("shop", { namespace: "shops", connections, stamp: STAMP });
      const { migrate, ...args } = { ...whole({ after: [reach] }), ...change };
      new Release("shop", { ...args, ...(migrate && { migrate }) });
    });

    for (const [, , name] of pods) expect(recording.waitsFor(name)).toContain("shop-leave-out");
  });

  it.each([whole(), BARE])("ends with its proof: only then is the rollout known", async (args) => {
    let [rollout, verifiedAt] = ["", ""];
    const recording = await record(async () => {
      const release = new Release("shop", args);
      new core.v1.ConfigMap("known", { data: { rollout: release.rollout } });
      new core.v1.ConfigMap("since", { data: { verifiedAt: release.verifiedAt } });
      [rollout, verifiedAt] = await settled(pulumi.all([release.rollout, release.verifiedAt]));
    });
    const proof = ["shop-confirm"];

    expect(recording.named("known", "ConfigMap").dependsOn).toEqual(proof);
    expect(recording.named("since", "ConfigMap").dependsOn).toEqual(proof);
    expect(rollout).toBe("0123456789ab");
    expect(verifiedAt).toBe("2026-11-18T10:00:00Z"); // its completionTime
  });
});

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
      const { initContainers, containers } = podOf(recording.named(name, type)).spec;
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

const arrows = (args: ReleaseArgs) => told((opts) => new Release("shop", args, opts));

function at(value: unknown, ...path: readonly string[]): Readonly<Record<string, unknown>> {
  return path.reduce(
    (inner, key) => inner[key] as Readonly<Record<string, unknown>>,
    value as Readonly<Record<string, unknown>>,
  );
}

import { core } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { Reach } from "../../../components/workload/reach";
import { Release, type ReleaseArgs } from "../../../components/workload/release";
import { record } from "../../support/recorder";
import { PODS } from "./pods";
import { BARE, LEAST, released, ROLLOUT, settled, STAMP, told, whole } from "./sample";

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

  it("asks the cluster once per rollout, whatever is kept or scaled while that serves", async () => {
    const { ignored } = (await released()).named(`shop-preflight-${ROLLOUT}`, "Job");

    expect(ignored).toEqual(["spec"]);
  });

  it("leaves out what an application does not have", async () => {
    expect(await arrows(LEAST)).toEqual({
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

const arrows = (args: ReleaseArgs) => told((opts) => new Release("shop", args, opts));

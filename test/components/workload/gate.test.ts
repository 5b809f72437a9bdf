import { gate, type GateArgs } from "../../../components/workload/gate";
import { Application } from "../../../config/application";
import { record } from "../../support/recorder";
import { JOB_POD, podOf } from "./sample";

describe("gate", () => {
  it("is one pod, tried once, that somebody sees fail", async () => {
    const { inputs } = await job();

    expect(inputs["spec"]).toEqual({
      backoffLimit: 0,
      completions: 1,
      parallelism: 1,
      activeDeadlineSeconds: 600,
      podReplacementPolicy: "Failed",
      template: expect.anything() as unknown,
    });
  });

  it("is replaced when it failed, instead of staying failed for ever", async () => {
    expect((await job()).inputs["metadata"]).toEqual({
      name: "shop-migrate",
      namespace: "shops",
      labels: { app: "shop", component: "backend" },
      annotations: { "pulumi.com/replaceUnready": "true" },
    });
  });

  it("never restarts a container, which would hide why it failed", async () => {
    expect(podOf(await job()).spec).toMatchObject({
      restartPolicy: "Never",
      priorityClassName: "platform-serving",
    });
  });

  it("is tried again where that is harmless", async () => {
    expect((await job({ retries: 3 })).inputs).toMatchObject({ spec: { backoffLimit: 3 } });
  });

  it("is waited for an hour, longer than any deadline that settings may give", async () => {
    const longest = Application.unwrap().shape.migrateDeadlineSeconds.maxValue ?? Infinity;

    expect((await job({ deadlineSeconds: longest })).createTimeout).toBe("1h");
    expect(longest).toBe(3540);
  });

  it("waits for what it is told to", async () => {
    const recording = await record(() => {
      const first = gate("first", args(), {});
      gate("second", args(), { dependsOn: first });
    });

    expect(recording.named("second", "Job").dependsOn).toEqual(["first"]);
  });
});

async function job(change: Partial<GateArgs> = {}) {
  return (await record(() => gate("shop-migrate", args(change), {}))).one("Job");
}

function args(change: Partial<GateArgs> = {}): GateArgs {
  return { ...JOB_POD, namespace: "shops", deadlineSeconds: 600, ...change };
}

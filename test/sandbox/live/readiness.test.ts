import { type Progress, progressOf } from "../../../sandbox/live/readiness";
import type { Props } from "../../../sandbox/provider/values";

const SEEN = { generation: 2 };
const rolled = [{ type: "Progressing", status: "True", reason: "NewReplicaSetAvailable" }];
const set = {
  ...{ observedGeneration: 2, readyReplicas: 1, updatedReplicas: 1 },
  ...{ currentRevision: "b", updateRevision: "b" },
};

describe("an object of a real API server", () => {
  it.each<[string, string, Props, Progress["state"]]>([
    ["rolled out", "Deployment", deployed({ observedGeneration: 2 }), "ready"],
    [
      "not looked at since its update",
      "Deployment",
      deployed({ observedGeneration: 1 }),
      "waiting",
    ],
    ["with an old pod", "Deployment", deployed({ updatedReplicas: 1 }), "waiting"],
    ["still rolling", "Deployment", deployed({ conditions: [] }), "waiting"],
    ["of one revision", "StatefulSet", { metadata: SEEN, status: set }, "ready"],
    [
      "of two revisions",
      "StatefulSet",
      { metadata: SEEN, status: { ...set, currentRevision: "a" } },
      "waiting",
    ],
    [
      "without its pod",
      "StatefulSet",
      { metadata: SEEN, status: { ...set, readyReplicas: 0 } },
      "waiting",
    ],
    ["complete", "Job", ended("Complete"), "ready"],
    ["failed", "Job", ended("Failed"), "failed"],
    ["running", "Job", {}, "waiting"],
    ["bound", "PersistentVolumeClaim", { status: { phase: "Bound" } }, "ready"],
    ["pending", "PersistentVolumeClaim", { status: { phase: "Pending" } }, "waiting"],
    ["that nobody waits for", "ConfigMap", {}, "ready"],
  ])("%s: %s", (_what, kind, object, state) => {
    expect(progressOf({ kind, ...object }).state).toBe(state);
  });

  it("says why a Job failed, in the words of its controller", () => {
    expect(progressOf({ kind: "Job", ...ended("Failed") })).toEqual({
      state: "failed",
      reason: "BackoffLimitExceeded: Job has reached the specified backoff limit",
    });
  });
});

function deployed(status: Props): Props {
  const full = { observedGeneration: 2, updatedReplicas: 2, conditions: rolled };
  return { metadata: SEEN, spec: { replicas: 2 }, status: { ...full, ...status } };
}

function ended(type: string): Props {
  const message = "Job has reached the specified backoff limit";
  return {
    status: { conditions: [{ type, status: "True", reason: "BackoffLimitExceeded", message }] },
  };
}

import { Listed, reasons } from "../../deploy/cluster";

const NAME = "appos-backend-0123456789ab";
const broken = { kind: "Deployment", name: NAME, namespace: "prod", app: "appos", rollout: "0" };
const told = (...items: readonly object[]) => reasons(broken, Listed.parse({ items }).items);
const deployment = (name: string, ...conditions: readonly object[]) => ({
  ...{ kind: "Deployment", metadata: { name }, status: { conditions } },
});
const FORBIDDEN = {
  ...{ type: "ReplicaFailure", status: "True", reason: "FailedCreate" },
  message: 'pods "x" is forbidden: exceeded quota: prod-quota, requested: pods=1',
};

describe("why something does not work", () => {
  it("stands in the condition that the provider does not print", () => {
    expect(told(deployment(NAME, FORBIDDEN, { type: "Available", status: "True" }))).toEqual([
      `Deployment ${NAME}: ReplicaFailure: FailedCreate: ${FORBIDDEN.message}`,
    ]);
  });

  it("stands in what a pod begins with, when the rest of it waits for that", () => {
    const state = (reason: string, message: string) => ({ waiting: { reason, message } });
    const pod = {
      ...{ kind: "Pod", metadata: { name: `${NAME}-x1` } },
      status: {
        initContainerStatuses: [
          { name: "generate", state: state("ImagePullBackOff", "no image") },
          { name: "lock", state: { terminated: { reason: "Completed", message: "" } } },
        ],
        containerStatuses: [{ name: "web", state: state("PodInitializing", "") }],
      },
    };

    expect(told(pod)).toEqual([`Pod ${NAME}-x1: generate: ImagePullBackOff: no image`]);
  });

  it("stands in its pods, and in what was warned of", () => {
    const pod = {
      ...{ kind: "Pod", metadata: { name: `${NAME}-x1` } },
      status: {
        conditions: [
          { type: "PodScheduled", status: "False", reason: "Unschedulable", message: "no node" },
        ],
        containerStatuses: [
          { name: "web", state: { waiting: { reason: "ImagePullBackOff", message: "no image" } } },
          { name: "done", state: { terminated: { reason: "Completed", message: "" } } },
          { name: "run", state: { running: {} } },
        ],
      },
    };
    const event = (type: string, name: string) => ({
      ...{ kind: "Event", metadata: { name: "e" }, type, reason: "BackOff", message: "again" },
      involvedObject: { kind: "Pod", name },
    });

    expect(
      told(
        pod,
        event("Warning", `${NAME}-x1`),
        event("Normal", `${NAME}-x1`),
        event("Warning", "y"),
      ),
    ).toEqual([
      `Pod ${NAME}-x1: PodScheduled: Unschedulable: no node`,
      `Pod ${NAME}-x1: web: ImagePullBackOff: no image`,
      `Pod ${NAME}-x1: BackOff: again`,
    ]);
  });

  it("stands in nothing of another", () => {
    expect(told(deployment("appos-worker", FORBIDDEN))).toEqual([]);
  });
});

import type { Answer, Api, Request } from "../../../sandbox/live/api";
import { gone, settled } from "../../../sandbox/live/wait";
import type { Props } from "../../../sandbox/provider/values";

const METADATA = { name: "it", namespace: "app" };
const RUNNING = { kind: "Job", metadata: METADATA };
const job = (type: string) => ({
  ...RUNNING,
  status: { conditions: [{ type, status: "True", reason: "R", message: "M" }] },
});
const patience = { timeoutSeconds: 0, mostSeconds: 1, signal: new AbortController().signal };

describe("waiting for an object of a real API server", () => {
  it("ends with the object as it is once it is ready", async () => {
    const api = answering([found(RUNNING), found(job("Complete"))]);

    expect(await settled({ api, object: RUNNING, ...patience })).toEqual({
      object: job("Complete"),
    });
  });

  it("ends at once for what has failed for good", async () => {
    const wait = settled({ api: answering([]), object: job("Failed"), ...patience });

    expect((await wait).failure).toBe("R: M");
  });

  it("ends when nobody waits any longer, with what the pods say, each thing once", async () => {
    const waiting = { reason: "ImagePullBackOff", message: "no image" };
    const pod = {
      metadata: { name: "it-1" },
      status: { containerStatuses: [{ name: "main", state: { waiting } }] },
    };
    const object = { ...RUNNING, spec: { selector: { matchLabels: { app: "it" } } } };
    const api = answering([found(object)], [pod, pod]);

    expect((await settled({ api, object, ...patience, mostSeconds: 0 })).failure).toBe(
      "timed out waiting to be Ready; Job is not complete; " +
        "[Pod it-1]: containers with unready status: [main] -- [ImagePullBackOff] no image",
    );
  });

  it.each([
    ['jsonpath={.status.phases[?(@.name=="b")].is}=Up', undefined],
    ['jsonpath={.status.phases[?(@.name=="a")].is}=Up', "timed out waiting for the condition"],
    ["condition=Up", 'waitFor "condition=Up" is not understood'],
  ])("asks what an annotation says instead: %s", async (expression, failure) => {
    const annotations = { "pulumi.com/waitFor": expression };
    const phases = [
      { name: "a", is: "Down" },
      { name: "b", is: "Up" },
    ];
    const object = { kind: "Job", metadata: { ...METADATA, annotations }, status: { phases } };
    const wait = settled({ api: answering([found(object)]), object, ...patience, mostSeconds: 0 });

    expect((await wait).failure?.replace(/^timed out waiting to be Ready; /, "")).toBe(failure);
  });

  it("believes no status from before the update", async () => {
    const annotations = { "pulumi.com/waitFor": "jsonpath={.status.is}=Up" };
    const metadata = { ...METADATA, annotations, generation: 2 };
    const before = { kind: "Deployment", metadata, status: { is: "Up", observedGeneration: 1 } };
    const after = { ...before, status: { is: "Up", observedGeneration: 2 } };

    const wait = settled({ api: answering([found(after)]), object: before, ...patience });
    expect((await wait).object).toEqual(after);
  });

  it("ends when what is deleted is gone, and says when it stays", async () => {
    const object = RUNNING;
    const { mostSeconds, signal } = patience;

    await gone({ api: answering([found(object), NOT_FOUND]), object, mostSeconds, signal });
    await expect(
      gone({ api: answering([found(object)]), object, mostSeconds: 0, signal }),
    ).rejects.toThrow('"it" is still being deleted');
  });
});

const NOT_FOUND: Answer = { status: 404, body: {}, warnings: [] };

function found(body: Props): Answer {
  return { status: 200, body, warnings: [] };
}

/** Answers reads in turn, the last one for ever, and lists with these objects. */
function answering(reads: readonly Answer[], listed: readonly Props[] = []): Api {
  const left = [...reads];
  const next = () => (left.length > 1 ? left.shift() : left[0]) ?? NOT_FOUND;
  return {
    send: ({ verb }: Request) =>
      Promise.resolve(verb === "list" ? found({ items: listed }) : next()),
  };
}

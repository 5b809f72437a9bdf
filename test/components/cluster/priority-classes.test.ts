import { PRIORITY, priorityClasses } from "../../../components/cluster/priority-classes";
import { record } from "../../support/recorder";

const stamp = { app: "platform", environment: "test", stack: "test", owner: "ops" };

describe("priorityClasses", () => {
  it("lets what serves push aside what waits, and nothing the other way", async () => {
    const recording = await record(() => priorityClasses({ stamp }));

    expect(recording.of("PriorityClass").map(({ inputs }) => inputs)).toMatchObject([
      {
        metadata: { name: "platform-background", labels: stamp },
        value: 500,
        preemptionPolicy: "Never",
        description: "Works off queues: waits for room and pushes nothing aside",
      },
      {
        metadata: { name: "platform-serving", labels: stamp },
        value: 1000,
        preemptionPolicy: "PreemptLowerPriority",
        description: "Answers people: gets a node before anything that can wait",
      },
    ]);
    // A pod that names no class gets none.
    for (const { inputs } of recording.of("PriorityClass"))
      expect(inputs["globalDefault"]).toBeUndefined();
  });

  it("declares every class that pods may name", async () => {
    const recording = await record(() => priorityClasses({ stamp }));

    expect(recording.of("PriorityClass").map(({ name }) => name)).toEqual(
      Object.values(PRIORITY).sort(),
    );
  });
});

import { inNewNamespace } from "./decisions";
import { OPERATIONS } from "./operations";
import { plugin } from "./plugin";

describe("the simulated API server decides as the real one", () => {
  it.each(OPERATIONS)("$title: $expected", async (operation) => {
    const { sandbox } = await plugin("kubernetes");

    const decision = await inNewNamespace(operation, "app", (config) =>
      plugin("kubernetes", { sandbox, config }),
    );
    expect(decision).toBe(operation.expected);
  });
});

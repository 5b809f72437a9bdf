import { inNewNamespace } from "../sandbox/provider/decisions";
import { OPERATIONS } from "../sandbox/provider/operations";
import { plugin } from "../sandbox/provider/plugin";
import { temporary } from "../sandbox/temporary";
import { type Cluster, cluster } from "./harness/cluster";

describe("judged by the API server", () => {
  let here: Cluster;
  beforeAll(async () => {
    here = await cluster();
  });
  afterAll(() => here.fresh());

  it.each(OPERATIONS.map((operation, index) => ({ ...operation, index })))(
    "$title: $expected, as simulated",
    async ({ index, ...operation }) => {
      const sandbox = temporary();
      const environment = { SANDBOX_CLUSTER: here.kubeconfig };

      const decision = await inNewNamespace(operation, `operation-${index}`, (config) =>
        plugin("kubernetes", { sandbox, config, environment }),
      );
      expect(decision).toBe(operation.expected);
    },
  );
});

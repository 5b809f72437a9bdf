import { list, placeAt } from "../../../sandbox/cloud/objects";
import type { Props } from "../../../sandbox/provider/values";
import { temporary } from "../temporary";
import { CONFIG, DEPLOYMENT, deployment, NAMESPACE, namespace, object } from "./kubernetes-objects";
import { plugin } from "./plugin";

describe("the simulated clusters", () => {
  it("finds its cluster by context name, ARN or endpoint, and refuses any other", async () => {
    const sandbox = temporary();
    await plugin("kubernetes", { sandbox });
    const at = (config: Props) =>
      plugin("kubernetes", { sandbox, config, environment: { AWS_PROFILE: "" } });
    const arn = "arn:aws:eks:eu-central-1:222222222222:cluster/staging";
    const [cluster] = list(placeAt(sandbox, "aws", "111111111111"), "aws:eks/cluster:Cluster");
    const kubeconfig = JSON.stringify({
      "current-context": "any",
      contexts: [{ name: "any", context: { cluster: "one" } }],
      clusters: [{ name: "one", cluster: { server: cluster?.object.outputs["endpoint"] } }],
    });
    const create = async (config: Props) =>
      (await at(config)).create(CONFIG, "c", object(CONFIG, {}, "default"));

    await create({ context: "prod" });
    await create({ context: arn });
    await create({ kubeconfig });

    const found = list(placeAt(sandbox, "kubernetes"), CONFIG).map(({ place }) =>
      place.split("/").at(-1),
    );
    expect(found).toEqual(["dev", "prod", "staging"]);
    await expect(at({ context: "mars" })).rejects.toThrow('context "mars" does not exist');
  });

  it("takes a namespace away with everything in it", async () => {
    const kubernetes = await plugin("kubernetes");
    await kubernetes.create(NAMESPACE, "app", namespace);
    const { properties, inputs } = await kubernetes.create(DEPLOYMENT, "web", deployment());
    await kubernetes.delete(NAMESPACE, "app", { id: "app", inputs: {}, properties: {} });

    expect(
      (await kubernetes.read(DEPLOYMENT, "web", { id: "app/web", properties, inputs })).id,
    ).toBe("");
  });
});

import { list, placeAt } from "../../../sandbox/cloud/objects";
import type { Props } from "../../../sandbox/provider/values";
import { temporary } from "../temporary";
import { ADMIN, ADMIN_POLICY, CLUSTER, closedShop, ENTRY, POLICY } from "./eks-cluster";
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

  it("lets only those in who may, from the moment they may", async () => {
    const sandbox = temporary();
    const aws = await plugin("aws", { sandbox });
    await closedShop(aws);
    const kubernetes = await plugin("kubernetes", { sandbox, config: { context: "shop" } });
    const create = () => kubernetes.create(CONFIG, "c", object(CONFIG, {}, "default"));

    await expect(create()).rejects.toThrow(
      "cluster is unreachable: the server has asked for the client to provide credentials",
    );
    await aws.create(ENTRY, "admin", ADMIN);
    await expect(create()).rejects.toThrow("unreachable");
    await expect(
      kubernetes.previewCreate(CONFIG, "c", object(CONFIG, {}, "default")),
    ).resolves.toBeDefined();
    await aws.create(POLICY, "admin", ADMIN_POLICY);
    await expect(create()).resolves.toBeDefined();
  });

  it("lose what lies in them with the cluster, and begin again like new", async () => {
    const sandbox = temporary();
    const aws = await plugin("aws", { sandbox });
    const cluster = await closedShop(aws);
    await aws.create(ENTRY, "admin", ADMIN);
    await aws.create(POLICY, "admin", ADMIN_POLICY);
    const config = { context: "shop" };
    const kubernetes = await plugin("kubernetes", { sandbox, config });
    await kubernetes.create(NAMESPACE, "app", namespace);

    await aws.delete(CLUSTER, "eks", cluster);
    expect(list(placeAt(sandbox, "kubernetes", "shop"))).toEqual([]);
    await expect(plugin("kubernetes", { sandbox, config })).rejects.toThrow("does not exist");
    await aws.create(CLUSTER, "eks", cluster.inputs);
    await plugin("kubernetes", { sandbox, config });
    const names = list(placeAt(sandbox, "kubernetes", "shop"), NAMESPACE).map(
      ({ object: { name } }) => name,
    );
    expect(names).toEqual(["default", "kube-system"]);
  });
});

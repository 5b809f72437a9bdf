import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { addFault } from "../../../sandbox/cloud/faults";
import { DEPLOYMENT, deployment, NAMESPACE, namespace } from "../provider/kubernetes-objects";
import { plugin, unready, type Plugin } from "../provider/plugin";

const ROOT = join(__dirname, "../../..");

describe("the sandbox's kubectl", () => {
  let kubernetes: Plugin;
  beforeEach(async () => {
    kubernetes = await plugin("kubernetes");
    await kubernetes.create(NAMESPACE, "app", namespace);
  });
  const kubectl = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(join(ROOT, "sandbox/bin/kubectl"), args, {
      env: { ...process.env, SANDBOX_DIR: kubernetes.sandbox },
      encoding: "utf8",
    });
    const { items = [] } = stdout === "" ? {} : (JSON.parse(stdout) as { items?: Item[] });
    return { status, stderr, items: items.map(({ kind, metadata }) => `${kind} ${metadata.name}`) };
  };
  const get = (kinds: string, context = "prod", ns = "app") =>
    kubectl("get", kinds, "--namespace", ns, "--context", context, "--output", "json");

  it("lists what a namespace of a cluster holds, of the kinds that are asked for", async () => {
    await kubernetes.create(DEPLOYMENT, "web", deployment());

    expect(get("deployments,jobs,pods,events").items).toEqual(["Deployment web"]);
    expect(get("jobs").items).toEqual([]);
    expect(get("deployments", "prod", "other").items).toEqual([]);
  });

  it("shows the pod of what does not work, and the warning about it", async () => {
    const fault = { op: "create", type: "Deployment", mode: "notReady" } as const;
    addFault(kubernetes.sandbox, { ...fault, message: "no image" });
    await unready(kubernetes.create(DEPLOYMENT, "web", deployment()));

    expect(get("deployments,pods,events").items).toEqual([
      "Deployment web",
      "Pod web-x7k2p",
      "Event web-x7k2p",
    ]);
  });

  it("knows no other cluster and no other verb", () => {
    expect(get("pods", "elsewhere")).toMatchObject({
      status: 1,
      stderr: 'sandbox: context "elsewhere" does not exist\n',
    });
    expect(kubectl("delete", "pods", "--namespace", "app", "--context", "prod")).toMatchObject({
      status: 1,
      stderr: "sandbox: kubectl delete is not simulated\n",
    });
  });
});

interface Item {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

import { addFault, setLatency } from "../../../sandbox/cloud/faults";
import { list, placeAt } from "../../../sandbox/cloud/objects";
import type { Props } from "../../../sandbox/provider/values";
import {
  DEPLOYMENT,
  deployment,
  JOB,
  METADATA,
  migrate,
  NAMESPACE,
  namespace,
  object,
  SERVICE,
} from "./kubernetes-objects";
import { plugin, unready, type Plugin } from "./plugin";

describe("readiness in the simulated cluster", () => {
  let kubernetes: Plugin;
  beforeEach(async () => {
    kubernetes = await plugin("kubernetes");
    await kubernetes.create(NAMESPACE, "app", namespace);
  });
  const deploy = () => kubernetes.create(DEPLOYMENT, "web", deployment());

  it("waits for a pod that a Service selects, unless told to skip it", async () => {
    const service = (annotations: Props) => ({
      ...object(SERVICE, { spec: { selector: { app: "web" } } }),
      metadata: { name: "web", namespace: "app", annotations },
    });
    const lonely = kubernetes.create(SERVICE, "lonely", service({}), 0.01);

    await expect(lonely).rejects.toThrow("Service does not target any Pods");
    await kubernetes.delete(SERVICE, "lonely", { id: "app/web", inputs: {}, properties: {} });
    await expect(
      kubernetes.create(SERVICE, "skipping", service({ "pulumi.com/skipAwait": "true" }), 0.01),
    ).resolves.toBeDefined();
    await kubernetes.delete(SERVICE, "skipping", { id: "app/web", inputs: {}, properties: {} });
    const patient = kubernetes.create(SERVICE, "web", service({}), 10);
    await deploy();
    await expect(patient).resolves.toBeDefined();
  });

  it("never lets a failed Job recover, and replaces it where its annotation asks for that", async () => {
    const fault = { op: "create", type: "Job", mode: "notReady", times: 1 } as const;
    addFault(kubernetes.sandbox, { ...fault, message: "BackoffLimitExceeded" });
    const failed = (await unready(kubernetes.create(JOB, "migrate", migrate()))).resource;

    expect(failed.properties).toMatchObject({
      status: { failed: 1, conditions: [{ type: "Failed" }] },
    });
    await unready(kubernetes.update(JOB, "migrate", failed, migrate()));
    await unready(kubernetes.read(JOB, "migrate", failed));
    expect((await kubernetes.diff(JOB, "migrate", failed, migrate())).replaces).toEqual([]);
    const again = {
      ...migrate(),
      metadata: { ...METADATA, annotations: { "pulumi.com/replaceUnready": "true" } },
    };
    expect((await kubernetes.diff(JOB, "migrate", failed, again)).replaces).toEqual([
      'metadata.annotations["pulumi.com/replaceUnready"]',
    ]);
  });

  it("takes the old status of an updated Deployment for its new one, once it saw another", async () => {
    const web = await deploy();
    const broken = () =>
      addFault(kubernetes.sandbox, {
        ...{ op: "update", type: "Deployment", mode: "notReady", times: 1 },
        message: "CrashLoopBackOff",
      });
    broken();
    await unready(kubernetes.update(DEPLOYMENT, "web", web, deployment())); // alone it is seen
    const metadata = { name: "other", namespace: "app" };
    await kubernetes.create(DEPLOYMENT, "other", { ...deployment(), metadata });
    broken();
    await expect(kubernetes.update(DEPLOYMENT, "web", web, deployment())).resolves.toBeDefined();

    const annotations = { "pulumi.com/waitFor": "jsonpath={.status.conditions}" };
    broken();
    const told = { ...deployment(), metadata: { ...METADATA, annotations } };
    await unready(kubernetes.update(DEPLOYMENT, "web", web, told));
  });

  it("keeps what was written when an operation is cut short", async () => {
    setLatency(kubernetes.sandbox, "Deployment", 60_000);
    const cut = unready(deploy());
    setTimeout(() => void kubernetes.cancel(), 20);

    expect((await cut).resource.id).toBe("app/web");
    expect(list(placeAt(kubernetes.sandbox), DEPLOYMENT)).toHaveLength(1);
  });
});

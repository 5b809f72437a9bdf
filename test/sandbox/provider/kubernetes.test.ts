import { setOffset } from "../../../sandbox/cloud/clock";
import { Secret, type Props } from "../../../sandbox/provider/values";
import {
  CONFIG,
  DEPLOYMENT,
  deployment,
  JOB,
  migrate,
  NAMESPACE,
  namespace,
  object,
  POD,
  SECRET,
  SERVICE,
  STATEFUL,
  uid,
} from "./kubernetes-objects";
import { onDisk } from "../temporary";
import { plugin, type Plugin } from "./plugin";

describe("the simulated Kubernetes provider", () => {
  let kubernetes: Plugin;
  beforeEach(async () => {
    kubernetes = await plugin("kubernetes");
    await kubernetes.create(NAMESPACE, "app", namespace);
  });

  it("invents names that say so, and keeps them", async () => {
    const { inputs } = await kubernetes.check(CONFIG, "settings", { data: { a: "1" } });

    expect(inputs["metadata"]).toEqual({
      name: expect.stringMatching(/^settings-[0-9a-f]{8}$/) as string,
      annotations: { "pulumi.com/autonamed": "true" },
    });
    const old = { metadata: { name: "settings-old" } };
    expect((await kubernetes.check(CONFIG, "settings", {}, old)).inputs).toMatchObject(old);
  });

  it("fills in what the API server and its controllers know", async () => {
    const web = await deploy();
    const job = await kubernetes.create(JOB, "migrate", migrate());

    expect(web.id).toBe("app/web");
    expect(web.properties).toMatchObject({
      metadata: { uid: expect.any(String) as string, generation: 1, namespace: "app" },
      status: { readyReplicas: 2, conditions: [{ type: "Available", status: "True" }, {}] },
    });
    expect(job.properties["status"]).toMatchObject({
      completionTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
      conditions: [{ type: "Complete", status: "True" }],
    });
    expect((await kubernetes.diff(DEPLOYMENT, "web", web, deployment())).paths).toEqual([]);
  });

  it("creates by POST, so a name is taken", async () => {
    await deploy();

    await expect(deploy("other")).rejects.toThrow(
      'resource "other" was not successfully created by the Kubernetes API server: deployments.apps "web" already exists',
    );
  });

  it("adopts what exists when asked to, without making it anew", async () => {
    const first = await deploy();
    const adopting = await plugin("kubernetes", {
      sandbox: kubernetes.sandbox,
      config: { upsertExistingObjects: "true" },
    });

    const second = await adopting.create(DEPLOYMENT, "other", deployment());

    expect(uid(second)).toBe(uid(first));
  });

  it("writes an object again under another uid", async () => {
    const first = await deploy();
    await kubernetes.delete(DEPLOYMENT, "web", first);

    expect(uid(await deploy())).not.toBe(uid(first));
  });

  it("treats the data of a Secret as secret, whoever wrote it", async () => {
    const secret = await kubernetes.create(SECRET, "s", {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "s", namespace: "app" },
      stringData: { password: "hunter2-hunter2" },
    });

    expect(secret.properties).toMatchObject({
      stringData: new Secret({ password: "hunter2-hunter2" }),
      data: new Secret({ password: Buffer.from("hunter2-hunter2").toString("base64") }),
    });
    expect(onDisk(kubernetes.sandbox)).not.toMatch(/hunter2|aHVudGVyMi/);
    expect((await kubernetes.read(SECRET, "s", secret)).inputs).toEqual(secret.inputs);
  });

  it.each([
    ["the data of a ConfigMap", CONFIG, { data: { a: "1" } }, { data: { a: "2" } }, ["data.a"]],
    [
      "the template of a Job",
      JOB,
      migrate().spec,
      { template: { metadata: {}, spec: POD } },
      ["spec.template.metadata"],
    ],
    [
      "the history limit of a StatefulSet",
      "kubernetes:apps/v1:StatefulSet",
      STATEFUL,
      { ...STATEFUL, revisionHistoryLimit: 2 },
      ["spec.revisionHistoryLimit"],
    ],
    [
      "the address of a Service",
      SERVICE,
      { clusterIP: "None" },
      { clusterIP: "10.0.0.9" },
      ["spec.clusterIP"],
    ],
  ])("replaces a changed %s", async (_what, type, before, after, replaces) => {
    const shape = (part: Props) => object(type, type === CONFIG ? part : { spec: part });
    const old = await kubernetes.create(type, "it", shape(before));

    expect(await kubernetes.diff(type, "it", old, shape(after))).toMatchObject({
      replaces,
      deleteBeforeReplace: true,
    });
  });

  it("updates the template of a Deployment and the data of a mutable ConfigMap in place", async () => {
    const web = await deploy();
    const mutable = await plugin("kubernetes", {
      sandbox: kubernetes.sandbox,
      config: { enableConfigMapMutable: "true" },
    });
    const config = await mutable.create(CONFIG, "it", object(CONFIG, { data: { a: "1" } }));

    expect(await kubernetes.diff(DEPLOYMENT, "web", web, deployment("web:2"))).toEqual({
      paths: ["spec.template.spec.containers[0].image"],
      replaces: [],
      deleteBeforeReplace: false,
    });
    expect(
      (await mutable.diff(CONFIG, "it", config, object(CONFIG, { data: { a: "2" } }))).replaces,
    ).toEqual([]);
  });

  it("sends what the API refuses to change", async () => {
    const job = await kubernetes.create(JOB, "migrate", migrate());
    const changed = migrate({ completionMode: "Indexed" });

    expect((await kubernetes.diff(JOB, "migrate", job, changed)).replaces).toEqual([]);
    await expect(kubernetes.update(JOB, "migrate", job, changed)).rejects.toThrow(
      'updating "migrate": spec.completionMode: field is immutable',
    );
  });

  it("counts generations and remembers when a Job was done", async () => {
    const job = await kubernetes.create(JOB, "migrate", migrate());
    setOffset(kubernetes.sandbox, "1d");

    const next = await kubernetes.update(JOB, "migrate", job, migrate({ backoffLimit: 3 }));

    expect(next.properties).toMatchObject({ metadata: { generation: 2 } });
    expect(next.properties["status"]).toEqual(job.properties["status"]);
  });

  it("refuses an object whose namespace does not exist, and a preview does not", async () => {
    const lost = { ...deployment(), metadata: { name: "web", namespace: "nowhere" } };

    await expect(kubernetes.create(DEPLOYMENT, "web", lost)).rejects.toThrow(
      'namespaces "nowhere" not found',
    );
    await expect(kubernetes.previewCreate(DEPLOYMENT, "web", lost)).resolves.toBeDefined();
  });

  it("drops from a read what the program never declared", async () => {
    const web = await deploy();
    const { selector, template } = deployment().spec;
    const undeclared = { ...web, inputs: { ...web.inputs, spec: { selector, template } } };

    expect((await kubernetes.read(DEPLOYMENT, "web", undeclared)).inputs).toEqual(
      undeclared.inputs,
    );
  });

  const deploy = (name = "web") => kubernetes.create(DEPLOYMENT, name, deployment());
});

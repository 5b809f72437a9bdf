import * as pulumi from "@pulumi/pulumi";

import { releaseObjects } from "../../../components/workload/release-objects";
import { record } from "../../support/recorder";
import { BARE, podOf, released, ROLLOUT, whole } from "./sample";

describe("what the pods of a release share", () => {
  it("never changes, and belongs to one rollout", async () => {
    const recording = await released();
    const objects = [...recording.of("Secret"), ...recording.of("ConfigMap")];

    expect(objects).toHaveLength(4);
    for (const { name, inputs } of objects) {
      expect(inputs).toMatchObject({
        immutable: true,
        metadata: {
          name,
          namespace: "shops",
          labels: { app: "shop", component: "config", rollout: "0123456789ab" },
        },
      });
    }
  });

  it.each([
    ["shop-secrets", { DATABASE_URL: "postgresql://shop" }],
    ["shop-file-0", { "signing.pem": "signing-key" }],
  ])("keeps secrets secret: %s", async (name, stringData) => {
    const secret = (await released()).named(`${name}-${ROLLOUT}`, "Secret");

    expect(secret.inputs["stringData"]).toEqual(stringData);
    expect(secret.secrets.map((path) => path.split(".")[0])).toEqual(["stringData"]);
  });

  it("logs in to a registry the way Kubernetes reads it", async () => {
    const { inputs } = (await released()).named(`shop-pull-${ROLLOUT}`, "Secret");
    const data = inputs["stringData"] as Readonly<Record<string, string>>;

    expect(inputs["type"]).toBe("kubernetes.io/dockerconfigjson");
    expect(JSON.parse(data[".dockerconfigjson"] ?? "")).toEqual({
      auths: { "ghcr.test": { auth: Buffer.from("puller:pull-token").toString("base64") } },
    });
  });

  it("is mounted where the application looks for it, read-only", async () => {
    const { spec } = podOf((await released()).named(`shop-worker-${ROLLOUT}`, "Deployment"));

    expect(spec.volumes).toEqual([
      { name: "tmp", emptyDir: { sizeLimit: "256Mi" } },
      { name: "config", configMap: { name: `shop-config-${ROLLOUT}` } },
      { name: "file-0", secret: { secretName: `shop-file-0-${ROLLOUT}` } },
      { name: "generated", emptyDir: {} },
    ]);
    expect(spec.containers[0].volumeMounts).toEqual([
      { name: "tmp", mountPath: "/tmp" },
      { name: "config", mountPath: "/etc/shop", readOnly: true },
      { name: "file-0", mountPath: "/run/keys", readOnly: true },
      { name: "generated", mountPath: "/app/generated" },
    ]);
    expect(spec["imagePullSecrets"]).toEqual([{ name: `shop-pull-${ROLLOUT}` }]);
  });

  it("gives each process its own variables over the release's, then the secret ones", async () => {
    const env = await shared((objects) => objects.env({ LEVEL: "debug", POOL: "prefork" }));

    expect(env).toEqual([
      { name: "LEVEL", value: "debug" },
      { name: "POOL", value: "prefork" },
      {
        name: "DATABASE_URL",
        valueFrom: { secretKeyRef: { name: `shop-secrets-${ROLLOUT}`, key: "DATABASE_URL" } },
      },
    ]);
  });

  it.each([
    ["shop-worker", "Deployment", { name: "POOL", value: "prefork" }],
    ["shop-scheduler", "StatefulSet", { name: "BEAT", value: "on" }],
  ])("hands the variables of %s to it alone", async (name, type, variable) => {
    const recording = await released();
    const holders = ["Deployment", "StatefulSet", "Job"]
      .flatMap((kind) => recording.of(kind))
      .filter((r) => JSON.stringify(podOf(r)).includes(JSON.stringify(variable)));

    expect(
      holders.map((r) => [r.name.replace(`-${ROLLOUT}`, ""), r.type.split(":").at(-1)]),
    ).toEqual([[name, type]]);
  });
});

describe("pages", () => {
  it("see no secret, and nothing that the backend's image writes", async () => {
    const pod = podOf((await released()).named(`shop-frontend-${ROLLOUT}`, "Deployment"));

    expect(pod.spec.containers[0].env).toEqual([{ name: "LEVEL", value: "info" }]);
    expect(pod.spec.volumes).toEqual([{ name: "tmp", emptyDir: { sizeLimit: "256Mi" } }]);
    expect(pod.spec.initContainers).toBeUndefined();
    expect(JSON.stringify(pod)).not.toMatch(/shop-secrets|shop-file|shop-config|secretKeyRef/);
  });
});

it("declares nothing that an application does not have", async () => {
  const recording = await record(() => releaseObjects("shop", BARE, {}));

  expect(recording.names()).toEqual([`kubernetes:core/v1:Secret shop-secrets-${ROLLOUT}`]);
});

/** What pods are given, once every name in it is known. */
async function shared(of: (objects: ReturnType<typeof releaseObjects>) => object) {
  let given: object = {};
  await record(async () => {
    const output = pulumi.output(of(releaseObjects("shop", whole(), {})));
    given = await new Promise((resolve) => output.apply(resolve));
  });
  return given;
}

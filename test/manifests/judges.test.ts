import { kubeScore } from "./kube-score";
import { kubeconform } from "./kubeconform";
import type { Manifest } from "./manifests";

const LIMITS = { cpu: "1", memory: "1Gi", "ephemeral-storage": "1Gi" };
const SERVER = {
  name: "server",
  image: "server:1",
  resources: { limits: LIMITS, requests: LIMITS },
};
const BINDING = {
  kind: "TargetGroupBinding",
  metadata: { name: "web", labels: { app: "web" } },
  spec: { serviceRef: { name: "web", port: 80 }, targetGroupARN: "arn:web", targetType: "ip" },
};
const ROUTE = {
  apiVersion: "gateway.networking.k8s.io/v1",
  kind: "HTTPRoute",
  metadata: { name: "web" },
  spec: { parentRefs: [{ name: "edge" }], rules: [{ backendRefs: [{ name: "web", port: 80 }] }] },
};

describe("kubeconform", () => {
  it.each<[string, Manifest]>([
    ["a Deployment", deployment(SERVER)],
    ["a port by its name", service("http")],
    ["a port by its number", service(80)],
    ["a HTTPRoute", ROUTE],
    ["the binding of EKS Auto Mode", { apiVersion: "eks.amazonaws.com/v1", ...BINDING }],
    ["the binding of the controller", { apiVersion: "elbv2.k8s.aws/v1beta1", ...BINDING }],
  ])("accepts %s", (_, manifest) => {
    expect(kubeconform([manifest]).findings).toEqual([]);
  });

  it.each<[string, Manifest, string]>([
    [
      "a field that a container does not have",
      deployment({ ...SERVER, imagePullPolice: "Always" }),
      "at '/spec/template/spec/containers/0': additional properties 'imagePullPolice' not allowed",
    ],
    [
      "a quantity that the API server cannot read",
      deployment({ ...SERVER, resources: { limits: { memory: "256 MB" } } }),
      "at '/spec/template/spec/containers/0/resources/limits/memory'",
    ],
    ["a port that is neither", service(true), "at '/spec/ports/0/targetPort': got boolean"],
    ["a null", { ...service(80), spec: null }, "at '/spec': got null, want object"],
    [
      "a label that is no text",
      { ...ROUTE, metadata: { name: "web", labels: { year: 2026 } } },
      "at '/metadata/labels/year': got number, want string",
    ],
    [
      "a field that a binding does not have",
      {
        apiVersion: "eks.amazonaws.com/v1",
        ...BINDING,
        spec: { ...BINDING.spec, targetGroupArn: "arn" },
      },
      "at '/spec': additional properties 'targetGroupArn' not allowed",
    ],
    [
      "a kind without a schema",
      { ...deployment(SERVER), apiVersion: "apps/v2" },
      "could not find schema for Deployment",
    ],
  ])("finds %s", (_, manifest, detail) => {
    expect(kubeconform([manifest]).findings).toEqual([
      {
        judge: "kubeconform",
        check: "schema",
        subject: `${manifest.kind} web`,
        detail: expect.stringContaining(detail) as string,
      },
    ]);
  });
});

describe("kube-score", () => {
  it("finds a container without limits, and none with them", () => {
    const unlimited = { name: "server", image: "server:1" };

    expect(checksThatFind(deployment(SERVER))).not.toContain("container-resources");
    expect(checksThatFind(deployment(unlimited))).toContain("container-resources");
  });

  it("counts warnings as findings, and whatever annotations say", () => {
    const [warned, critical] = ["deployment-replicas", "container-image-tag"];
    const web = deployment({ ...SERVER, image: "server" });
    const annotations = { "kube-score/ignore": `${warned},${critical}` };
    const exempted = { ...web, metadata: { name: "web", annotations } };

    expect(checksThatFind(exempted, service(80))).toEqual(
      expect.arrayContaining([warned, critical]),
    );
  });

  it("does not find what it skips", () => {
    expect(checksThatFind(deployment(SERVER))).not.toContain("deployment-replicas");
  });

  it("names an object without the id of its rollout", () => {
    const web = { ...deployment(SERVER), metadata: { name: "web-0123456789ab" } };

    expect(kubeScore([web]).judged).toEqual(["Deployment web"]);
  });
});

function deployment(container: object): Manifest {
  const labels = { app: "web" };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web" },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container] } },
    },
  };
}

function service(targetPort: unknown): Manifest {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "web" },
    spec: { selector: { app: "web" }, ports: [{ port: 80, targetPort }] },
  };
}

function checksThatFind(...manifests: readonly Manifest[]): string[] {
  return kubeScore(manifests).findings.map(({ check }) => check);
}

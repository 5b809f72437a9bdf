import type { Props } from "../../sandbox/provider/values";
import { plugin } from "../sandbox/provider/plugin";
import { temporary } from "../sandbox/temporary";
import { type Cluster, cluster } from "./harness/cluster";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const PRIORITY = "kubernetes:scheduling.k8s.io/v1:PriorityClass";
const QUOTA = "kubernetes:core/v1:ResourceQuota";
const NAMESPACE = "kubernetes:core/v1:Namespace";

const resources = {
  requests: { cpu: "1000m", memory: "1024Mi", "ephemeral-storage": "1536Mi" },
  limits: { cpu: "2500m", memory: "13312Mi", "ephemeral-storage": "2Gi" },
};
const volumeMounts = [
  { name: "tmp", mountPath: "/tmp", readOnly: false },
  { name: "etc", mountPath: "/etc", readOnly: true },
];
const container = { name: "main", image: "web:1", env: [], args: [], tty: false, stdin: false };

const labels = { app: "form" };
const pod = {
  hostNetwork: false,
  hostPID: false,
  hostIPC: false,
  initContainers: [],
  containers: [{ ...container, resources, volumeMounts }],
  volumes: [
    { name: "tmp", emptyDir: { sizeLimit: "2048Mi" } },
    { name: "etc", emptyDir: {} },
  ],
};
const hard = { pods: "2000", "requests.cpu": "16000m" };

/** What people write, and API servers do not keep in that form. */
const WRITTEN: readonly (readonly [type: string, object: Props])[] = [
  [
    DEPLOYMENT,
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      spec: {
        replicas: 0,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: pod },
      },
    },
  ],
  [
    PRIORITY,
    { apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass", value: 10, globalDefault: false },
  ],
  [QUOTA, { apiVersion: "v1", kind: "ResourceQuota", spec: { hard } }],
];

describe("judged by the API server", () => {
  let here: Cluster;
  beforeAll(async () => {
    here = await cluster();
  });
  afterEach(() => here.fresh());

  it.each(WRITTEN)("keeps a %s in the form in which it is simulated", async (type, object) => {
    const forms = await Promise.all(
      [{}, { SANDBOX_CLUSTER: here.kubeconfig }].map(async (environment) => {
        const kubernetes = await plugin("kubernetes", { sandbox: temporary(), environment });
        const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "form" } };
        await kubernetes.create(NAMESPACE, "form", namespace);
        const place = type === PRIORITY ? {} : { namespace: "form" };
        const declared = { ...object, metadata: { name: "form", ...place } };
        const made = await kubernetes.create(type, "it", declared);
        return { ...(await kubernetes.read(type, "it", made)).inputs, metadata: undefined };
      }),
    );

    expect(forms[0]).toEqual(forms[1]);
    expect(forms[0]).not.toEqual(object);
  });
});

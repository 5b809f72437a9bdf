import type { Props } from "../../../sandbox/provider/values";
import { create, change, type Operation, removal } from "./decisions";
import {
  BUDGET,
  CLAIM,
  CLASS,
  CONFIG,
  CRON,
  DEPLOYMENT,
  deploymentOf,
  JOB,
  jobOf,
  NAMESPACE,
  podOf,
  POD_TYPE,
  PRIORITY,
  ROLE_BINDING,
  SECRET,
  SERVICE,
  setOf,
  STATEFUL_SET,
} from "./operation-objects";

const PORTS = [{ port: 80 }];
const LONG = "x".repeat(64);

/**
 * What an API server and its controllers decide, whether they are simulated or real. `unready` is what
 * is taken and never works.
 */
export const OPERATIONS: readonly Operation[] = [
  create("a namespace", "accept", NAMESPACE, {}),
  create("pods that a Deployment makes", "accept", DEPLOYMENT, deploymentOf()),
  create(
    "what lies in a namespace that is not there",
    "refuse",
    CONFIG,
    {},
    { namespace: "nowhere" },
  ),
  create("a name that is taken", "refuse", CONFIG, {}, { before: [[CONFIG, {}]] }),
  create(
    "a name that is taken and to be adopted",
    "accept",
    CONFIG,
    {},
    {
      before: [[CONFIG, {}]],
      config: { upsertExistingObjects: "true" },
    },
  ),
  create("a name with capitals", "refuse", CONFIG, {}, { name: "It" }),
  create("a label that is too long", "refuse", CONFIG, { metadata: { labels: { app: LONG } } }),
  create("a Deployment that selects other pods", "refuse", DEPLOYMENT, {
    spec: { ...deploymentOf().spec, selector: { matchLabels: { app: "other" } } },
  }),
  create(
    "a Deployment as an account that is not there",
    "unready",
    DEPLOYMENT,
    deploymentOf({ serviceAccountName: "nobody" }),
  ),
  create(
    "a Job as an account that is not there",
    "unready",
    JOB,
    jobOf({ serviceAccountName: "nobody" }),
  ),
  create("a pod as an account that is not there", "refuse", POD_TYPE, {
    spec: podOf({ serviceAccountName: "nobody" }),
  }),
  create("a Service without pods", "unready", SERVICE, {
    spec: { selector: { app: "nobody" }, ports: PORTS },
  }),
  create("a port that cannot be", "refuse", SERVICE, { spec: { ports: [{ port: 70_000 }] } }),
  create("data of a Secret in plain text", "refuse", SECRET, { data: { password: "not base64!" } }),
  create("a schedule that is none", "refuse", CRON, {
    spec: { schedule: "every day", jobTemplate: { spec: jobOf().spec } },
  }),
  create("a budget with two bounds", "refuse", BUDGET, {
    spec: { minAvailable: 1, maxUnavailable: 1 },
  }),

  change(
    "the image of a Deployment",
    "accept",
    DEPLOYMENT,
    deploymentOf(),
    deploymentOf({}, "web:2"),
  ),
  change(
    "what a Deployment selects",
    "replace",
    DEPLOYMENT,
    deploymentOf(),
    deploymentOf({}, "web:1", "other"),
  ),
  change("the template of a Job", "replace", JOB, jobOf(), jobOf({}, "web:2")),
  change("how often a Job is tried", "accept", JOB, jobOf(), {
    spec: { ...jobOf().spec, backoffLimit: 3 },
  }),
  change(
    "what completes a Job",
    "refuse",
    JOB,
    { spec: { ...jobOf().spec, completions: 1 } },
    { spec: { ...jobOf().spec, completions: 1, completionMode: "Indexed" } },
  ),
  change("the data of a ConfigMap", "replace", CONFIG, { data: { a: "1" } }, { data: { a: "2" } }),
  change(
    "the data of a ConfigMap that may change",
    "accept",
    CONFIG,
    { data: { a: "1" } },
    { data: { a: "2" } },
    {
      config: { enableConfigMapMutable: "true" },
    },
  ),
  change(
    "the data of a ConfigMap that is immutable",
    "refuse",
    CONFIG,
    { immutable: true, data: { a: "1" } },
    { immutable: true, data: { a: "2" } },
    { config: { enableConfigMapMutable: "true" } },
  ),
  change(
    "the type of a Secret",
    "replace",
    SECRET,
    { type: "Opaque" },
    { type: "example.org/other" },
  ),
  change(
    "what a Service selects",
    "accept",
    SERVICE,
    plain({ selector: { app: "a" } }),
    plain({ selector: { app: "b" } }),
  ),
  change("the address of a Service", "replace", SERVICE, plain({ clusterIP: "None" }), plain({})),
  change("the template of a StatefulSet", "accept", STATEFUL_SET, setOf(), setOf({}, "web:2")),
  change(
    "the Service of a StatefulSet",
    "replace",
    STATEFUL_SET,
    setOf(),
    setOf({ serviceName: "other" }),
  ),
  change("the class of a claim", "replace", CLAIM, claim("fast"), claim("slow")),
  change("the role of a binding", "replace", ROLE_BINDING, binding("viewer"), binding("editor")),
  change(
    "who provisions a class",
    "replace",
    CLASS,
    { provisioner: "example.org/a" },
    { provisioner: "example.org/b" },
  ),
  change("the value of a priority", "refuse", PRIORITY, { value: 10 }, { value: 20 }),
  change(
    "the bound of a budget",
    "accept",
    BUDGET,
    { spec: { minAvailable: 1 } },
    { spec: { maxUnavailable: 1 } },
  ),

  removal("what is there", "accept", CONFIG, {}),
  removal("what is gone already", "accept", CONFIG, {}, { gone: true }),
];

function plain(spec: Props): Props {
  return {
    metadata: { annotations: { "pulumi.com/skipAwait": "true" } },
    spec: { ports: PORTS, ...spec },
  };
}

function claim(storageClassName: string): Props {
  const resources = { requests: { storage: "1Gi" } };
  return {
    metadata: { annotations: { "pulumi.com/skipAwait": "true" } },
    spec: { accessModes: ["ReadWriteOnce"], storageClassName, resources },
  };
}

function binding(name: string): Props {
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name };
  return { roleRef, subjects: [{ kind: "ServiceAccount", name: "default" }] };
}

import * as pulumi from "@pulumi/pulumi";

import type { ApplicationOutputs } from "../../stack/outputs";
import type { Registration } from "../support/recorder";
import { billingArtifact, growth } from "./billing";

/** What makes a stack of it complete; names without the id of the rollout. */
const EVERYWHERE = [
  "core/v1:Service billing-backend",
  "apps/v1:Deployment billing-worker",
  "batch/v1:Job billing-migrate",
  "core/v1:Secret billing-secrets",
  "networking.k8s.io/v1:NetworkPolicy billing-to-billing-postgres-out",
  "networking.k8s.io/v1:NetworkPolicy billing-to-billing-redis-out",
  "networking.k8s.io/v1:NetworkPolicy billing-to-internet-out",
  "index/randomPassword:RandomPassword billing-generated-SESSION_SECRET",
];
const IN_CLUSTER = [
  "apps/v1:Deployment billing-backend-stable",
  "apps/v1:StatefulSet billing-postgres-server",
  "apps/v1:StatefulSet billing-redis-server",
  "networking.k8s.io/v1:NetworkPolicy billing-to-billing-postgres-in",
  "networking.k8s.io/v1:NetworkPolicy billing-to-billing-redis-in",
];
const MANAGED = [
  "rds/instance:Instance billing-postgres-instance",
  "elasticache/replicationGroup:ReplicationGroup billing-redis-group",
  "edge:DataSubnets billing-data",
  "vpc/securityGroupIngressRule:SecurityGroupIngressRule billing-postgres-clients",
  "vpc/securityGroupIngressRule:SecurityGroupIngressRule billing-redis-clients",
  "eks/podIdentityAssociation:PodIdentityAssociation billing-login-bootstrap",
  "lb/targetGroup:TargetGroup billing-backend",
  "eks.amazonaws.com/v1:TargetGroupBinding billing-backend",
  "networking.k8s.io/v1:NetworkPolicy billing-edge-to-backend-in",
];
const environment = (name: string) =>
  `index/repositoryEnvironment:RepositoryEnvironment billing-${name}-environment`;

/** What belongs to it in the stack that owns registry and repositories. */
const OWNED = [
  "ecr/repository:Repository billing-registry-repository",
  "delivery:PushRole billing-push",
  "index/repository:Repository billing-github-repository",
  "index/repositoryRuleset:RepositoryRuleset billing-rules-main",
  "index/repositoryFile:RepositoryFile billing-files-.github/CODEOWNERS",
];

/** What the load balancer gets for it: its port, where that is new, and its host. */
const PORT = ["edge-out-4000", "edge-pods-4000"];
const host = (name: string, ...roles: readonly string[]) => roles.map((role) => `${role}-${name}`);

describe.each([
  {
    stack: "dev",
    namespace: "dev",
    complete: [...EVERYWHERE, ...IN_CLUSTER],
    absent: /aws:|github:/,
    edge: [],
    shared: ["ResourceQuota dev-quota"],
    filters: [],
    room: { pods: 22, "requests.cpu": 2200, "requests.memory": 5632, persistentvolumeclaims: 2 },
    outputs: { url: undefined, registries: [], githubEnvironments: [] },
  },
  {
    stack: "staging",
    namespace: "staging",
    complete: [...EVERYWHERE, ...MANAGED, environment("staging")],
    // One certificate covers all hosts of the domain.
    absent: /aws:ecr|aws:acm|StatefulSet/,
    edge: [...host("billing.staging.example-org.test", "edge"), ...PORT],
    shared: ["ResourceQuota staging-quota"],
    filters: [],
    room: { pods: 18, "requests.cpu": 2700, "requests.memory": 6144 },
    outputs: {
      url: "https://billing.staging.example-org.test",
      registries: [],
      githubEnvironments: ["staging"],
    },
  },
  {
    stack: "prod",
    namespace: "production",
    complete: [...EVERYWHERE, ...MANAGED, ...OWNED, environment("production"), environment("ci")],
    absent: /StatefulSet/,
    edge: [
      ...host("billing.example-org.test", "edge-attached", "edge-certificate", "edge"),
      ...host("billing.example-org.test", "edge-issued", "edge-proof"),
      ...PORT,
    ],
    shared: ["ResourceQuota production-quota", "WebAcl edge-firewall-acl"],
    filters: ["billing_example-org_test-rate"],
    room: { pods: 27, "requests.cpu": 16200, "requests.memory": 18432 },
    outputs: {
      url: "https://billing.example-org.test",
      registries: ["registry.test/billing-registry-repository"],
      githubEnvironments: ["production", "ci"],
    },
  },
] as const)("a fifth application in $stack", ({ stack, namespace, room, ...brings }) => {
  const grown = growth(stack);

  it("brings everything that it needs", () => {
    expect(grown().added.map(plainName)).toEqual(expect.arrayContaining([...brings.complete]));
  });

  it("brings nothing that is not its own", () => {
    const { added } = grown();
    const elsewhere = added.map(({ name }) => name).filter((name) => !/^billing(-|$)/.test(name));

    expect(elsewhere.sort()).toEqual([...brings.edge].sort());
    expect(added.filter(({ type }) => brings.absent.test(type))).toEqual([]);
  });

  it("leaves the other four as they were", () => {
    const { before, kept } = grown();
    const isShared = (r: Registration) => brings.shared.some((name) => plainName(r).endsWith(name));

    expect(kept.filter(isShared)).toHaveLength(brings.shared.length);
    expect(kept.filter((r) => !isShared(r)).map(withoutCertificate)).toEqual(
      before.filter((r) => !isShared(r)),
    );
  });

  it("makes room for itself, and is filtered apart from the others", () => {
    const { before, kept } = grown();
    const [old, now] = [before, kept].map((all) => quota(all, namespace));
    const more = Object.entries(now ?? {}).map(([key, n]) => [key, n - (old?.[key] ?? 0)] as const);
    const isNew = ({ name }: { readonly name: string }) => name.startsWith("billing_");

    expect(Object.fromEntries(more.filter(([, n]) => n !== 0))).toEqual(room);
    expect(filters(kept).filter((rule) => !isNew(rule))).toEqual(filters(before));
    expect(
      filters(kept)
        .filter(isNew)
        .map(({ name }) => name),
    ).toEqual(brings.filters);
  });

  it("runs in the namespace that is there", () => {
    const places = grown()
      .added.map(({ inputs }) => inputs["metadata"] as { namespace?: string } | undefined)
      .flatMap((metadata) => metadata?.namespace ?? []);

    expect(new Set(places)).toEqual(new Set([namespace]));
  });

  it("is an output like the others", async () => {
    const { billing: own, appos } = grown().outputs.applications;

    expect(await plain(own)).toMatchObject({
      ...brings.outputs,
      namespace,
      images: ["333333333333.dkr.ecr.eu-central-1.amazonaws.com/billing"],
      artifact: billingArtifact,
    });
    expect(Object.keys(own ?? {})).toEqual(Object.keys(appos ?? {}));
  });
});

/** Type without its package, and name without the id of the rollout. */
function plainName({ type, name }: Registration): string {
  return `${type.split(":").slice(1).join(":")} ${name.replace(/-[0-9a-f]{12}$/, "")}`;
}

/** Rules wait until the listener presents every certificate, the new one included. */
function withoutCertificate(r: Registration): Registration {
  return { ...r, dependsOn: r.dependsOn.filter((name) => !/^edge-attached-billing\./.test(name)) };
}

function quota(all: readonly Registration[], namespace: string): Readonly<Record<string, number>> {
  const { inputs } = all.find(({ name }) => name === `${namespace}-quota`) ?? { inputs: {} };
  const { hard } = (inputs as { spec: { hard: Record<string, string> } }).spec;
  return Object.fromEntries(Object.entries(hard).map(([key, value]) => [key, amount(key, value)]));
}

/** Thousandths of a CPU, MiB of memory, or a number of objects. */
function amount(key: string, quantity: string): number {
  const [, digits = "", unit = ""] = /^(\d+)(\w*)$/.exec(quantity) ?? [];
  const whole = key.endsWith(".cpu") ? 1000 : 1;
  return Number(digits) * ({ "": whole, m: 1, Mi: 1, Gi: 1024 }[unit] ?? Number.NaN);
}

/** The rules of the firewall, wherever they stand in its order. */
function filters(all: readonly Registration[]): readonly { readonly name: string }[] {
  const rules = all.find(({ type }) => type.endsWith(":WebAcl"))?.inputs["rules"] ?? [];
  return (rules as { name: string }[]).map((rule) => ({ ...rule, priority: undefined }));
}

function plain(value: ApplicationOutputs | undefined): Promise<unknown> {
  return new Promise((done) => void pulumi.output(value).apply(done));
}

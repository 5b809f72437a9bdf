import * as pulumi from "@pulumi/pulumi";

import type { CandidateArgs, LoadBalancerEntry } from "../../../components/workload/entry";
import type { PodArgs } from "../../../components/workload/pod";
import { Release, type ReleaseArgs } from "../../../components/workload/release";
import { record, type Registration } from "../../support/recorder";

export const STAMP = { app: "shop", environment: "test", stack: "test", owner: "ops" } as const;

/** Twelve hex digits, as long as every rollout id. */
export const ROLLOUT = "0123456789ab";

export const ENTRY: LoadBalancerEntry = {
  kind: "loadBalancer",
  host: "shop.test",
  vpcId: "vpc-1",
  listenerArn: "arn:listener",
  eksName: "platform-test",
  bindingApi: "eks.amazonaws.com/v1",
  address: "edge.elb.test",
};

/** The pod of a Job, or of a process once it has a priority. */
export const JOB_POD: Omit<PodArgs, "priority"> = {
  name: "web",
  image: "registry.test/shop@sha256:1",
  env: [{ name: "LEVEL", value: "info" }],
  labels: { app: "shop", component: "backend" },
  serviceAccountName: "shop-backend",
  size: "small",
};

export const POD: PodArgs = { ...JOB_POD, priority: "serving" };

/** A rollout of the shop's backend, as the load balancer sees it. */
export const CANDIDATE: CandidateArgs = {
  entry: ENTRY,
  component: "backend",
  rolloutId: ROLLOUT,
  namespace: "shops",
  service: "shop-backend-own",
  port: 8000,
  healthPath: "/ready",
  paths: ["/api/*", "/health"],
  stamp: STAMP,
};

const BACKEND = {
  component: "backend",
  container: "web",
  serviceName: "shop",
  image: "registry.test/shop@sha256:1",
  port: 8000,
  readinessPath: "/ready",
  paths: ["/api/*", "/health"],
  smoke: [{ method: "GET", path: "/health", expect: [200], bodyContains: ["ok"], fatal: true }],
  replicas: 2,
  size: "medium",
} as const;

/** The least that a release may have: nobody comes from outside, and the schema is known. */
export const LEAST: ReleaseArgs = {
  namespace: "shops",
  rolloutId: ROLLOUT,
  variables: { LEVEL: "info" },
  secrets: {},
  secretFiles: {},
  backend: BACKEND,
  strategy: "blueGreen",
  back: false,
  toolboxImage: "registry.test/toolbox@sha256:3",
  after: [],
  stamp: STAMP,
};

/** The same with a migration. */
export const BARE: ReleaseArgs = {
  ...LEAST,
  migrate: {
    command: ["shop", "migrate"],
    deadlineSeconds: 600,
    check: ["shop", "check"],
    libpq: [{ name: "PGHOST", value: "db.test" }],
  },
};

/** A release with everything that one may have, behind a load balancer. */
export function whole(change: Partial<ReleaseArgs> = {}): ReleaseArgs {
  return { ...inside(), entry: ENTRY, ...change };
}

/** The same where nobody comes from outside. */
export function inside(): ReleaseArgs {
  return {
    ...BARE,
    secrets: { DATABASE_URL: pulumi.secret("postgresql://shop") },
    secretFiles: { "/run/keys/signing.pem": pulumi.secret("signing-key") },
    configFile: { name: "shop.yaml", directory: "/etc/shop", text: "level: info" },
    pull: { registry: "ghcr.test", user: "puller", password: pulumi.secret("pull-token") },
    frontend: {
      component: "frontend",
      container: "pages",
      serviceName: "shop-frontend",
      image: "registry.test/pages@sha256:2",
      port: 3000,
      readinessPath: "/",
      paths: ["/*"],
      smoke: [{ method: "GET", path: "/", expect: [200], fatal: true }],
      replicas: 2,
      size: "small",
    },
    worker: {
      command: ["celery", "worker"],
      variables: { POOL: "prefork" },
      replicas: 2,
      size: "large",
    },
    scheduler: { command: ["celery", "beat"], variables: { BEAT: "on" } },
    generate: { command: ["shop", "generate"], path: "/app/generated" },
  };
}

/** Records one release of the shop. */
export function released(args: ReleaseArgs = whole()) {
  return record(() => new Release("shop", args));
}

/** The pod of a Deployment, StatefulSet or Job. */
export function podOf({ inputs }: Registration) {
  return (inputs as { spec: { template: Template } }).spec.template;
}

interface Template {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec: Readonly<Record<string, unknown>> & {
    readonly serviceAccountName: string;
    readonly containers: readonly [Container];
    readonly initContainers?: readonly Container[];
    readonly volumes: readonly Readonly<Record<string, unknown>>[];
  };
}

interface Container extends Readonly<Record<string, unknown>> {
  readonly image: string;
  readonly env: readonly object[];
  readonly volumeMounts: readonly object[];
}

/** What was told to wait, and for what: types keep apart what shares a name. */
export async function told(build: (opts: pulumi.ComponentResourceOptions) => unknown) {
  const waits: [string, pulumi.Resource][] = [];
  const transformations: pulumi.ResourceTransformation[] = [
    ({ type, name, opts }) => {
      const after = [opts.dependsOn ?? []].flat() as pulumi.Resource[];
      waits.push(...after.map((r): [string, pulumi.Resource] => [short(type, name), r]));
      return undefined;
    },
  ];
  await record(() => build({ transformations }));
  const arrows: Record<string, string[]> = {};
  for (const [name, { urn }] of waits) (arrows[name] ??= []).push(shortUrn(await settled(urn)));
  return arrows;
}

/** The value of an output that was recorded. */
export function settled<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

function shortUrn(urn: string): string {
  const [type = "", name = ""] = urn.split("::").slice(-2);
  return short(type, name);
}

function short(type: string, name: string): string {
  return `${type.split(":").at(-1) ?? ""} ${name}`;
}

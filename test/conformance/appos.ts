import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import {
  AuthenticationV1TokenRequest,
  CoreV1Api,
  type KubernetesObject,
  type V1Deployment,
  type V1EndpointSlice,
  type V1Job,
  type V1Pod,
  type V1Service,
} from "@kubernetes/client-node";

import { artifactId } from "../../config/artifact";
import { finished, Lab, type Outcome, ROOT } from "../support/lab";
import { type Change, Releases } from "../support/releases";
import type { Cluster, Watched } from "./harness/cluster";
import { all, read } from "./harness/provide";

const NAMESPACE = "staging";
const digest = (n: number) => `sha256:${String(n).padStart(64, "0")}`;
const OLD = { images: { appos: digest(1) }, schemaHead: "0001" };
/** Needs another schema, so that its release migrates. */
const NEW = { images: { appos: digest(7) }, schemaHead: "0002" };

/** How many pods answer requests. */
export const REPLICAS = 2;
const ALWAYS = {
  backend: { replicas: REPLICAS, size: "medium" },
  artifacts: { [artifactId(OLD)]: OLD, [artifactId(NEW)]: NEW },
};

/** AppOS alone in staging, release after release, on a real API server. */
export class LiveAppos {
  readonly lab = new Lab();
  private readonly releases = new Releases(this.lab, NAMESPACE, ALWAYS);

  constructor(private readonly here: Cluster) {}

  /** A release of the old artifact, told apart by a variable. */
  feature(name: string): Change {
    return { active: artifactId(OLD), variables: { FEATURE: name } };
  }

  migrating(): Change {
    return { active: artifactId(NEW), variables: { FEATURE: "migrating" } };
  }

  /** Nobody waits longer than so many seconds for anything. */
  async up(change: Change, patience = 120): Promise<Outcome> {
    return this.waiting(patience).releases.up(change);
  }

  /** The same with what `make up` says of a release that fails. */
  async deploy(change: Change, patience: number): Promise<Outcome> {
    const [, , ...file] = this.waiting(patience).releases.file(change);
    const engine = ["--cwd", ROOT, "--skip-preview", ...file];
    return this.lab.deploy("up", "--stack", NAMESPACE, "--", ...engine);
  }

  async outputs() {
    return this.releases.outputs();
  }

  /** The rollout that pods which serve run, by what the cluster holds. */
  async serving(): Promise<string | undefined> {
    const service = await this.one<V1Service>("v1", "Service", "appos");
    const pods = await this.one<V1Deployment>("apps/v1", "Deployment", "appos-backend-stable");
    const version = pods?.metadata?.labels?.["app.kubernetes.io/version"];
    return service?.spec?.selector?.["rollout"] === "stable" ? version : undefined;
  }

  /** Deployments of candidates, by rollout. */
  async candidates(): Promise<readonly string[]> {
    const deployments = await this.list<V1Deployment>("apps/v1", "Deployment", "backend");
    const rollouts = deployments.map(({ metadata }) => metadata?.labels?.["rollout"] ?? "");
    return rollouts.filter((rollout) => rollout !== "stable");
  }

  pods(component: string): Promise<readonly V1Pod[]> {
    return this.list<V1Pod>("v1", "Pod", component);
  }

  /** The fewest pods that were ready to answer at once while `during` ran. */
  async fewestReady(during: () => Promise<void>): Promise<number> {
    const path = `/apis/discovery.k8s.io/v1/namespaces/${NAMESPACE}/endpointslices`;
    return least(during, (seen) =>
      this.here.watch<V1EndpointSlice>(path, (now) => {
        seen(ready(now));
      }),
    );
  }

  /** The most pods of a process that were there at once while `during` ran. */
  async mostPods(component: string, during: () => Promise<void>): Promise<number> {
    const path = `/api/v1/namespaces/${NAMESPACE}/pods`;
    const count = (now: readonly V1Pod[]) =>
      now.filter(({ metadata, status }) => {
        const done = ["Failed", "Succeeded"].includes(status?.phase ?? "");
        return metadata?.labels?.["component"] === component && !done;
      }).length;
    const fewest = await least(during, (seen) =>
      this.here.watch<V1Pod>(path, (now) => {
        seen(-count(now));
      }),
    );
    return -fewest;
  }

  /** Runs the script of the last preflight Job as its account, against the server itself. */
  async preflight(): Promise<Outcome> {
    const [job] = (await this.list<V1Job>("batch/v1", "Job", "preflight")).slice(-1);
    const pod = job?.spec?.template.spec;
    const [container] = pod?.containers ?? [];
    const core = this.here.kubeConfig.makeApiClient(CoreV1Api);
    const { status } = await core.createNamespacedServiceAccountToken({
      name: pod?.serviceAccountName ?? "",
      namespace: NAMESPACE,
      body: Object.assign(new AuthenticationV1TokenRequest(), { spec: { audiences: [] } }),
    });
    const account = join(this.lab.directory, "account");
    const { server = "", caData = "" } = this.here.kubeConfig.getCurrentCluster() ?? {};
    mkdirSync(account, { recursive: true });
    writeFileSync(join(account, "ca.crt"), Buffer.from(caData, "base64"));
    writeFileSync(join(account, "token"), status?.token ?? "", { mode: 0o600 });
    const env: NodeJS.ProcessEnv = { ...process.env, API: server, ACCOUNT: account };
    for (const { name, value = NAMESPACE } of container?.env ?? []) env[name] = value;
    const [command = "", ...args] = container?.command ?? [];
    return finished(spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] }));
  }

  private one<T extends KubernetesObject>(apiVersion: string, kind: string, name: string) {
    const metadata = { name, namespace: NAMESPACE };
    return read<T>(this.here.api, { apiVersion, kind, metadata });
  }

  private list<T extends KubernetesObject>(apiVersion: string, kind: string, component: string) {
    const where = { namespace: NAMESPACE, labels: `app=appos,component=${component}` };
    return all<T>(this.here.api, { apiVersion, kind }, where);
  }

  private waiting(seconds: number): this {
    this.lab.as({ SANDBOX_CLUSTER: this.here.kubeconfig, SANDBOX_PATIENCE: String(seconds) });
    return this;
  }
}

function ready(slices: readonly V1EndpointSlice[]): number {
  return slices
    .filter(({ metadata }) => metadata?.labels?.["kubernetes.io/service-name"] === "appos")
    .flatMap(({ endpoints }) => endpoints ?? [])
    .filter(({ conditions }) => conditions?.ready === true).length;
}

/** The smallest number that a watch yields while something runs. */
async function least(
  during: () => Promise<void>,
  watch: (seen: (count: number) => void) => Promise<Watched<object>>,
): Promise<number> {
  const counts: number[] = [];
  let began = false;
  const watched = await watch((count) => {
    if (began) counts.push(count);
    else counts.splice(0, counts.length, count);
  });
  await new Promise((settled) => setTimeout(settled, 500)); // what is there already arrives one by one
  began = true;
  await during();
  watched.stop();
  return Math.min(...counts);
}

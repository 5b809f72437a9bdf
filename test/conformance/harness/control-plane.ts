import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join, resolve } from "node:path";

import { stringify } from "yaml";

import { Health, KubeConfig, KubernetesObjectApi } from "@kubernetes/client-node";
import { writeCredentials } from "./credentials";
import { eventually } from "./eventually";
import { apiServer, CERTIFICATE, controllers, etcd, scheduler } from "./flags";
import { Processes } from "./processes";

export interface ControlPlane {
  /** Path of a kubeconfig whose user may do everything. */
  readonly kubeconfig: string;
  stop(): Promise<void>;
}

const ROOT = resolve(__dirname, "../../..");
const START_SECONDS = 60;

/** Directory with the programs of the control plane and `kwok`, built at the first call. */
export function programs(): string {
  return execFileSync(join(ROOT, "toolchain/control-plane.sh"), { encoding: "utf8" }).trim();
}

/** Starts etcd, API server, controllers and scheduler; all that they write is in `directory`. */
export async function startControlPlane(directory: string): Promise<ControlPlane> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const processes = new Processes(directory);
  try {
    const kubeconfig = await Promise.race([started(directory, processes), processes.ended]);
    return { kubeconfig, stop: () => processes.stop() };
  } catch (error) {
    await processes.stop();
    throw new Error(`no control plane: ${String(error)}\n${processes.logs()}`, { cause: error });
  }
}

async function started(directory: string, processes: Processes): Promise<string> {
  const binaries = programs();
  const start = (name: string, flags: readonly string[]): void => {
    processes.start(name, join(binaries, name), flags);
  };
  const token = writeCredentials(directory);
  const [api, etcdPort, etcdPeers] = await freePorts();
  const ports = { api, etcd: etcdPort, etcdPeers };
  start("etcd", etcd(directory, ports));
  start("kube-apiserver", apiServer(directory, ports));
  const certificate = join(directory, CERTIFICATE);
  const authority = await eventually("the API server has a certificate", START_SECONDS, () =>
    Promise.resolve(existsSync(certificate) ? readFileSync(certificate) : undefined),
  );
  const kubeconfig = join(directory, "kubeconfig.yaml");
  writeFileSync(kubeconfig, kubeconfigOf(api, authority, token), { mode: 0o600 });

  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const health = new Health(config);
  await eventually("the API server is ready", START_SECONDS, async () =>
    (await health.readyz({})) ? true : undefined,
  );
  start("kube-controller-manager", controllers(directory, kubeconfig));
  start("kube-scheduler", scheduler(kubeconfig));
  const objects = KubernetesObjectApi.makeApiClient(config);
  await eventually("the controllers have made the account `default`", START_SECONDS, () =>
    objects.read({
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "default", namespace: "default" },
    }),
  );
  return kubeconfig;
}

function kubeconfigOf(port: number, authority: Buffer, token: string): string {
  const name = "conformance";
  const server = `https://127.0.0.1:${port}`;
  const cluster = { server, "certificate-authority-data": authority.toString("base64") };
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  });
}

/** Somebody else may take one before it is used: the program says so, and another run goes well. */
async function freePorts(): Promise<[number, number, number]> {
  // All are held until the last is known, so that none comes twice.
  const servers = [createServer(), createServer(), createServer()] as const;
  const port = async (server: Server): Promise<number> => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  };
  const ports = await Promise.all([port(servers[0]), port(servers[1]), port(servers[2])]);
  for (const server of servers) server.close();
  return ports;
}

import type { Client, ClientsArgs } from "../components/data/clients";
import type { Tier } from "../components/edge/network";
import type { Peer, Pods } from "../components/workload/connection";
import { REHEARSAL } from "../components/workload/rehearsal";
import type { Foundation } from "./foundation";
import type { Plan, PlannedApplication } from "./plan";

/** Other people's addresses: everything that is neither private nor a node's own. */
export const INTERNET: Peer = {
  kind: "addresses",
  cidrs: ["0.0.0.0/0"],
  except: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16"],
};

/** Processes that stay: all but the front-end know the application's secrets. */
export function processesOf(app: PlannedApplication): Client {
  return client(app, []);
}

/** The same, the migration and its checks, the reset and the flush: whoever uses the stores of an application. */
export function clientsOf(app: PlannedApplication): Client {
  const { resetSchedule } = app.where.settings.database;
  return client(app, [
    "migrate",
    "check",
    ...(app.where.settings.flushCache ? ["flush"] : []),
    ...(resetSchedule === undefined ? [] : ["reset"]),
  ]);
}

/** The Job that dumps the database before a release; absent where none does. */
export function dumpPods({ name, where }: PlannedApplication): Pods | undefined {
  if (!where.settings.backupBeforeDeploy) return undefined;
  return { kind: "pods", app: name, components: ["backup"] };
}

/** The Jobs that prove a restore. */
export function rehearsalClient(app: string): Client {
  return { name: `${app}-rehearsal`, pods: { kind: "pods", app, components: [REHEARSAL] } };
}

function client({ name, spec, where }: PlannedApplication, further: readonly string[]): Client {
  const components = [
    "backend",
    ...further,
    ...(spec.worker && where.settings.worker ? ["worker"] : []),
    ...(spec.scheduler ? ["scheduler"] : []),
  ];
  return { name, pods: { kind: "pods", app: name, components } };
}

/** The EKS cluster that the clients of managed stores run in, and where AWS answers them. */
export function eksOf(
  { settings }: Plan,
  { cluster, network }: Foundation,
): Pick<ClientsArgs, "eks"> {
  if (cluster.eks === undefined || network === undefined) return {};
  const { name, securityGroupId } = cluster.eks;
  const direct = settings.network?.endpoints === "private";
  const aws: Peer = direct ? { kind: "addresses", cidrs: network.private.cidrs } : INTERNET;
  return { eks: { name, securityGroupId, aws } };
}

/** Where a NetworkPolicy finds a store: its pods in the cluster, or its application's data subnets. */
export function peerOf(app: string, store: string, subnets: Tier | undefined): Peer {
  return subnets === undefined
    ? { kind: "pods", app, components: [store] }
    : { kind: "addresses", cidrs: subnets.cidrs };
}

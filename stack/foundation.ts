import type * as pulumi from "@pulumi/pulumi";

import type { Cluster } from "../components/cluster/cluster";
import { EksCluster } from "../components/cluster/eks";
import { existingCluster } from "../components/cluster/existing";
import { Namespace } from "../components/cluster/namespace";
import { priorityClasses } from "../components/cluster/priority-classes";
import { LoadBalancer } from "../components/edge/load-balancer";
import { Network } from "../components/edge/network";
import type { Alerts } from "../components/observability/alerts";
import { KUBECONFIG } from "../config/ground";
import { type Account, declareKey, openAccount } from "./account";
import { declareAlerts } from "./alerts";
import { type Backups, declareBackups } from "./backup";
import { type Cdn, declareCdn } from "./cdn";
import { type DeclaredRoles, declareDeployRoles, type RoleOf } from "./deploy-roles";
import { hostsOf, portsOf } from "./hosts";
import type { Plan } from "./plan";
import { quotaOf } from "./quota";
import { declareRepositories, type ReadyOf } from "./repositories";

/** What every application of an environment stands on. */
export interface Foundation extends Pick<
  Account,
  "accountId" | "region" | "guard" | "lifecycle" | "stamp"
> {
  /** Absent where nothing of the environment lies in AWS. */
  readonly network: Network | undefined;
  /** How logs are kept; absent where there is no network. */
  readonly logs: Site["logs"] | undefined;
  readonly cluster: Cluster;
  /** Absent where the cluster's own Gateway, or nobody, receives requests. */
  readonly loadBalancer: LoadBalancer | undefined;
  /** Absent where every page comes from a process. */
  readonly cdn: Cdn | undefined;
  readonly dataKeyArn: pulumi.Output<string>;
  /** Absent where nothing is kept a second time. */
  readonly backups: Backups | undefined;
  /** Absent where nobody is told what happens to data stores. */
  readonly alerts: Alerts | undefined;
  /** One per distinct name; several applications may share one. */
  readonly namespaces: ReadonlyMap<string, Namespace>;
  /** ARNs of the roles that jobs of GitHub Actions take. */
  readonly roleOf: RoleOf;
  /** What must exist before an environment of a GitHub repository names anybody. */
  readonly repositories: ReadyOf;
  /** Resource options of every component: the account and the cluster of this environment. */
  readonly providers: pulumi.ComponentResourceOptions;
}

/** A network and how everything in it keeps its logs. */
interface Site {
  readonly network: Network;
  readonly logs: { readonly logKeyArn: pulumi.Output<string>; readonly logDays: number };
}

/** Declares the account in use, keys, network, cluster, load balancer and namespaces. */
export function layFoundation(plan: Plan, today: string): Foundation {
  const account = openAccount(plan, today);
  const dataKeyArn = declareKey(account, "data", "Databases and caches");
  const site = laySite(plan, account);
  const roles = declareDeployRoles(plan, account);
  const cluster = declareCluster(plan, account, site, roles.own);
  const backups = declareBackups(plan, account, site?.network, dataKeyArn);
  const cdn = declareCdn(plan, account);
  const providers = { providers: { ...account.options.providers, kubernetes: cluster.provider } };
  return {
    ...{ accountId: account.accountId, region: account.region, lifecycle: account.lifecycle },
    ...{ guard: account.guard, stamp: account.stamp, dataKeyArn, cluster, cdn, providers },
    ...{ network: site?.network, logs: site?.logs },
    ...{ roleOf: roles.roleOf, repositories: declareRepositories(plan, account) },
    ...{ backups, alerts: declareAlerts(plan, account, backups) },
    loadBalancer: site && declareLoadBalancer(plan, account, site, cluster, cdn),
    namespaces: declareNamespaces(plan, account, cluster, providers),
  };
}

function laySite({ settings: { network: settings, logDays } }: Plan, account: Account) {
  if (settings === undefined) return undefined;
  const { accountId, region, stamp, options } = account;
  const purpose = "Logs of network, cluster, firewall and stores";
  const logs = { logKeyArn: declareKey(account, "logs", purpose, ["logs"]), logDays };
  const args = { ...logs, accountId, region, settings, stamp: stamp("platform") };
  return { network: new Network("network", args, options), logs };
}

function declareCluster(
  { settings: { cluster: settings, recover }, secrets }: Plan,
  account: Account,
  site: Site | undefined,
  pipelines: DeclaredRoles["own"],
): Cluster {
  if (settings.kind === "existing") {
    const kubeconfigSecret = secrets[KUBECONFIG];
    return existingCluster("cluster", {
      ...{ settings, accountId: account.accountId, recovers: recover !== undefined },
      ...(kubeconfigSecret && { kubeconfigSecret }),
    });
  }
  if (site === undefined) throw new Error("no network for the cluster");
  const keyArn = declareKey(account, "cluster", "Secrets of the cluster");
  const { options, stamp, ...common } = account;
  const { subnetIds } = site.network.private;
  return new EksCluster(
    "cluster",
    {
      ...{ ...common, ...site.logs, settings, subnetIds, keyArn, stamp: stamp("platform") },
      ...{ pipelines, recovers: recover !== undefined },
    },
    options,
  );
}

function declareLoadBalancer(
  plan: Plan,
  { options, stamp, ...account }: Account,
  { network, logs }: Site,
  { eks }: Cluster,
  cdn: Cdn | undefined,
): LoadBalancer | undefined {
  const { edge, environment } = plan.settings;
  if (edge?.kind !== "loadBalancer" || eks === undefined) return undefined;
  const { securityGroupId } = eks;
  return new LoadBalancer(
    "edge",
    {
      ...{ ...account, ...logs, stamp: stamp("platform") },
      name: `platform-${environment}`,
      hosts: hostsOf(plan, cdn?.keys),
      exits: network.exits,
      vpcId: network.vpcId,
      subnetIds: network.public.subnetIds,
      targets: { securityGroupId, ports: portsOf(plan.applications) },
      accessLogDays: edge.accessLogDays,
    },
    options,
  );
}

function declareNamespaces(
  { settings: { cluster: settings, environment, owner }, applications }: Plan,
  { stamp }: Account,
  cluster: Cluster,
  providers: pulumi.ComponentResourceOptions,
): ReadonlyMap<string, Namespace> {
  const after = [...cluster.ready, ...priorityClasses({ stamp: stamp("platform") }, providers)];
  const common = {
    ...{ stamp: { environment, stack: environment, owner }, after },
    ...(settings.kind === "eks" && {
      version: settings.version,
      serviceCidr: settings.serviceCidr,
    }),
    ...(cluster.eks && { labels: { [cluster.eks.readinessGateLabel]: "enabled" } }),
  };
  const names = new Set(applications.map(({ where }) => where.facts.namespace));
  return new Map(
    [...names].map((name) => {
      const quota = quotaOf(applications.filter(({ where }) => where.facts.namespace === name));
      return [name, new Namespace(name, { ...common, quota }, providers)];
    }),
  );
}

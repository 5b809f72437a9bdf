import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import { DataKey } from "../components/data/keys";
import { Network } from "../components/edge/network";
import { Guard } from "../components/shared/guard";
import type { Stamp } from "../components/shared/stamp";
import { Namespace } from "../components/workload/namespace";
import { waived } from "../config/waiver";
import type { Plan } from "./plan";

/** What every application of an environment stands on. */
export interface Foundation {
  readonly guard: Guard;
  readonly network: Network;
  readonly dataKey: DataKey;
  /** One per distinct name; several applications may share one. */
  readonly namespaces: ReadonlyMap<string, Namespace>;
  readonly stamp: (app: string) => Stamp;
  /** Resource options of every component: the account and the cluster of this environment. */
  readonly providers: pulumi.ComponentResourceOptions;
}

/** Declares the account and cluster in use, the network, the data key and the namespaces. */
export function layFoundation({ settings, applications }: Plan, today: string): Foundation {
  const { environment, owner, aws: account, cluster } = settings;
  const stamp = (app: string): Stamp => ({ app, environment, stack: environment, owner });
  const guard = new Guard((name) => waived(settings.waivers, "destroy", name, today));
  const providers = {
    providers: {
      // Credentials of another account are refused before anything is changed.
      aws: new aws.Provider("account", {
        region: account.region as aws.Region,
        allowedAccountIds: [account.accountId],
      }),
      kubernetes: new kubernetes.Provider("cluster", {
        context: cluster.context,
        // Without it an edited kubeconfig would replace every object.
        clusterIdentifier: `${account.accountId}/${cluster.context}`,
      }),
    },
  };
  const lifecycle = environment === "dev" ? "disposable" : "durable";
  const names = new Set(applications.map(({ where }) => where.facts.namespace));

  return {
    guard,
    stamp,
    providers,
    network: new Network(
      "network",
      { settings: settings.network, stamp: stamp("platform") },
      providers,
    ),
    dataKey: new DataKey(
      "data",
      { purpose: "Databases and caches", lifecycle, guard, stamp: stamp("platform") },
      providers,
    ),
    namespaces: new Map(
      [...names].map((name) => [
        name,
        new Namespace(name, { stamp: { environment, stack: environment, owner } }, providers),
      ]),
    ),
  };
}

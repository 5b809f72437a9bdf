import * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";
import { gatewayRoute } from "../edge/gateway-route";
import type { LoadBalancerEntry } from "./entry";
import { gate } from "./gate";
import type { PodArgs } from "./pod";
import { deployment, disruptionBudget, type Scale, singleton } from "./processes";
import {
  type Generate,
  podOfImage,
  releaseObjects,
  type ReleaseObjectsArgs,
} from "./release-objects";
import { addressOf, serve, type Served, type ServedArgs } from "./served";
import { serviceAccount } from "./service-account";
import { verify } from "./verify";

/** How requests from outside reach an application. */
export type Entry = LoadBalancerEntry | GatewayEntry;

/** A Gateway of the cluster, which sends requests to the live Services. */
export interface GatewayEntry {
  readonly kind: "gateway";
  readonly host: string;
  readonly gateway: { readonly name: string; readonly namespace: string };
}

export interface ReleaseArgs extends ReleaseObjectsArgs {
  readonly namespace: pulumi.Input<string>;
  /** Computed from everything that runs; the suffix of what this release alone owns. */
  readonly rolloutId: string;
  readonly backend: ServedArgs;
  readonly frontend?: ServedArgs;
  readonly worker?: Pick<PodArgs, "command" | "size"> &
    Scale & {
      readonly variables: Readonly<Record<string, string>>;
    };
  readonly scheduler?: Pick<PodArgs, "command"> & {
    readonly variables: Readonly<Record<string, string>>;
  };
  readonly generate?: Generate;
  /** Absent where the schema is what this release knows, or more. */
  readonly migrate?: { readonly command: readonly string[]; readonly deadlineSeconds: number };
  /** The image with curl that asks what runs: before anybody is sent to it, and last of all. */
  readonly toolboxImage: string;
  /** Absent where nobody comes from outside. */
  readonly entry?: Entry;
  /** What pods need beforehand: leave to connect, and identities. */
  readonly after: readonly pulumi.Resource[];
  readonly stamp: Stamp;
}

/** Seconds for which a worker may finish what it has begun. */
const WORKER_GRACE_SECONDS = 120;

/**
 * One release of one application: migrate, backend, smoke, traffic, worker, scheduler, pages with a
 * smoke of their own, then verify.
 *
 * Whatever may fail carries the rollout id in its logical name, so a failed release never blocks
 * the way back. Whatever must be unique (live Services, scheduler) never does.
 */
export class Release extends pulumi.ComponentResource {
  /** The rollout that serves; known only when it is verified. */
  readonly rollout: pulumi.Output<string>;
  /** When it was, in UTC by the cluster's clock. */
  readonly verifiedAt: pulumi.Output<string>;
  /** Address of the backend's live Service inside the cluster. */
  readonly address: pulumi.Output<string>;
  /** What pods of the backend's image need to run something else. */
  readonly pod: Pick<PodArgs, "image" | "env" | "init" | "volumes" | "pullSecret">;

  constructor(name: string, args: ReleaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:workload:Release", name, {}, opts);
    const { namespace, rolloutId, stamp, backend, frontend, worker, scheduler, generate } = args;
    const balanced = args.entry?.kind === "loadBalancer" ? { entry: args.entry } : {};
    const child = { parent: this };
    const labels = (component: string) => ({ ...stamp, component, rollout: rolloutId });
    const own = (component: string) => ({ app: stamp.app, component });
    const as = (component: string) => ({
      serviceAccountName: serviceAccount(
        `${name}-${component}`,
        { namespace, labels: { ...stamp, component } },
        child,
      ),
    });
    const objects = releaseObjects(name, args, child);
    const common = { namespace, ...podOfImage(backend.image, objects, generate) };

    const migrator = { ...common, ...as("migrate"), env: objects.env(), labels: labels("migrate") };
    const ready = args.migrate
      ? [
          gate(
            `${name}-migrate-${rolloutId}`,
            { ...migrator, ...args.migrate, name: "migrate", size: "small" },
            { ...child, dependsOn: [...args.after] },
          ),
        ]
      : [...args.after];
    const asker = { image: args.toolboxImage, ...as("smoke") };
    const shared = { ...common, ...balanced, rolloutId, stamp, asker };
    const live = serve(
      `${name}-${backend.component}`,
      { ...shared, ...as(backend.component), ...backend, env: objects.env() },
      { ...child, dependsOn: ready },
    );
    const routes = [...route(live, backend)];
    let last: pulumi.CustomResource = live.switched;
    if (worker !== undefined) {
      last = deployment(
        `${name}-worker-${rolloutId}`,
        {
          ...common,
          ...as("worker"),
          ...worker,
          name: "worker",
          priority: "background",
          graceSeconds: WORKER_GRACE_SECONDS,
          env: objects.env(worker.variables),
          labels: labels("worker"),
          selector: { ...own("worker"), rollout: rolloutId },
        },
        { ...child, dependsOn: last },
      );
      disruptionBudget(
        `${name}-worker`,
        { namespace, labels: { ...stamp, component: "worker" }, selector: own("worker") },
        child,
      );
    }
    if (scheduler !== undefined) {
      last = singleton(
        `${name}-scheduler`,
        {
          ...common,
          ...as("scheduler"),
          ...scheduler,
          name: "scheduler",
          priority: "background",
          env: objects.env(scheduler.variables),
          size: "small",
          labels: labels("scheduler"),
          selector: own("scheduler"),
        },
        { ...child, dependsOn: last },
      );
    }
    if (frontend !== undefined) {
      const pages = serve(
        `${name}-${frontend.component}`,
        {
          ...{ ...shared, ...as(frontend.component), ...frontend, env: objects.plain() },
          // Pages need no secret, and nothing that the backend's image generates.
          ...{ init: [], volumes: [] },
        },
        { ...child, dependsOn: [last] },
      );
      routes.push(...route(pages, frontend));
      last = pages.switched;
    }
    if (args.entry?.kind === "gateway") {
      const { host, gateway } = args.entry;
      gatewayRoute(name, { namespace, host, gateway, routes, stamp }, child);
    }

    this.pod = { ...common, env: objects.env() };
    this.address = addressOf(live.service, namespace, backend.port);
    const url = pulumi.interpolate`${this.address}${backend.readinessPath}`;
    const proof = verify(
      `${name}-verify-${rolloutId}`,
      { image: args.toolboxImage, ...as("verify"), namespace, url, labels: labels("verify") },
      { ...child, dependsOn: last },
    );
    this.rollout = proof.id.apply(() => rolloutId);
    // A preview knows the time as little as the id, whatever the cluster answers to a dry run.
    this.verifiedAt = pulumi.all([proof.id, proof.status.completionTime]).apply(([, at]) => at);
    const { rollout, verifiedAt } = this;
    this.registerOutputs({ rollout, verifiedAt, address: this.address });
  }
}

function route({ service }: Served, { paths, port }: ServedArgs) {
  return paths.map((path) => ({ path, service: service.metadata.name, port }));
}

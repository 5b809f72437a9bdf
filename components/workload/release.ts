import type { batch } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { gatewayRoute } from "../edge/gateway-route";
import { scheduler, type SchedulerArgs, worker, type WorkerArgs } from "./background";
import { confirm } from "./confirm";
import { door } from "./door";
import { flush } from "./flush";
import { addressOf, podOfGroup, type ServedArgs } from "./group";
import { AS_IT_WAS } from "./kept";
import { expirePages, type PagesArgs, published } from "./pages";
import { type Parts, partsOf } from "./parts";
import type { PodArgs } from "./pod";
import { type PrepareArgs, prepared } from "./prepare";
import { type Generate, releaseObjects, type ReleaseObjectsArgs } from "./release-objects";
import { type Served, tried } from "./served";

export interface ReleaseArgs extends ReleaseObjectsArgs, PrepareArgs {
  readonly frontend?: ServedArgs;
  /** Absent where a process shows them, or nobody. */
  readonly pages?: PagesArgs;
  readonly worker?: WorkerArgs;
  readonly scheduler?: SchedulerArgs;
  readonly generate?: Generate;
  /** Keys of the cache that are deleted once the release serves, and the secret variable with its URL. */
  readonly flush?: { readonly keys: string; readonly variable: string };
}

/**
 * One release of one application: preflight, backup, migration, pods that are tried from inside and
 * through the front door, then traffic, worker, pages, scheduler, and a look at the whole.
 *
 * Whatever may fail carries the rollout id in its logical name, so a failed release never blocks
 * the way back. Whatever must be unique (live Services, scheduler) never does.
 */
export class Release extends pulumi.ComponentResource {
  /** The rollout that serves; known only when it is confirmed. */
  readonly rollout: pulumi.Output<string>;
  /** When it was, in UTC by the cluster's clock. */
  readonly verifiedAt: pulumi.Output<string>;
  /** Address of the backend's live Service inside the cluster. */
  readonly address: pulumi.Output<string>;
  /** Id of the Secret that carries secret variables to its pods. */
  readonly secretsVersion: pulumi.Output<string>;
  /** What pods of the backend's image need to run something else. */
  readonly pod: Pick<PodArgs, "image" | "env" | "init" | "volumes" | "pullSecret">;
  /** Last of all that the release waits for. */
  readonly confirmed: batch.v1.Job;

  constructor(name: string, args: ReleaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:workload:Release", name, {}, opts);
    const { namespace, rolloutId, stamp, backend, frontend, kept, strategy } = args;
    const child = { parent: this };
    const parts = partsOf(name, { ...args, image: backend.image }, child);
    if (kept !== undefined) {
      releaseObjects(name, { ...args, rolloutId: kept }, { ...child, ...AS_IT_WAS });
    }
    const { common, objects, as } = parts;
    const { asker, ...balanced } = door(name, args, parts, child);
    const shared = {
      ...common,
      ...balanced,
      rolloutId,
      stamp,
      asker,
      strategy,
      ...(kept !== undefined && { kept }),
    };
    const process = { ...shared, ...as(backend.component), ...backend, env: objects.env() };
    const template = podOfGroup({ ...process, id: rolloutId });
    const ready = { ...child, dependsOn: prepared(name, args, parts, template, child) };

    const web = tried(`${name}-${backend.component}`, process, ready);
    const front =
      frontend &&
      tried(
        `${name}-${frontend.component}`,
        {
          ...{ ...shared, ...as(frontend.component), ...frontend, env: objects.plain() },
          // Pages need no secret, and nothing that the backend's image generates.
          ...{ init: [], volumes: [] },
        },
        ready,
      );

    const { toolboxImage } = args;
    const files =
      args.pages &&
      published(
        name,
        { ...shared, entry: balanced.entry, parts, toolboxImage, pages: args.pages },
        ready,
      );

    const passed = [...(front?.passed ?? []), ...(files?.passed ?? [])];
    const live = web.takeOver([...web.passed, ...passed]);
    let last = live.switched;
    if (args.worker) last = worker(name, parts, args.worker, { ...child, dependsOn: last });
    const shown = front?.takeOver([last]);
    last = shown?.switched ?? last;
    last = files?.takeOver([last]).switched ?? last;
    if (args.scheduler)
      last = scheduler(name, parts, args.scheduler, { ...child, dependsOn: last });
    if (args.entry?.kind === "gateway") {
      const { host, gateway } = args.entry;
      const routes = [
        ...route(live, backend),
        ...(shown && frontend ? route(shown, frontend) : []),
      ];
      gatewayRoute(name, { namespace, host, gateway, routes, stamp }, child);
    }
    const processes = [backend, ...(frontend ? [frontend] : [])] as const;
    const proof = confirm(
      name,
      { ...{ ...parts, namespace, asker, ...balanced, live }, processes },
      { ...child, dependsOn: last },
    );
    flushed(name, args, parts, { ...child, dependsOn: proof });
    if (args.pages) {
      const { pages } = args;
      expirePages(name, { pages, parts, toolboxImage }, { ...child, dependsOn: proof });
    }

    this.secretsVersion = objects.secretsVersion;
    this.pod = { ...common, env: objects.env() };
    this.address = addressOf(live.service, namespace, backend.port);
    this.confirmed = proof;
    this.rollout = proof.id.apply(() => rolloutId);
    // A preview knows the time as little as the id, whatever the cluster answers to a dry run.
    this.verifiedAt = pulumi.all([proof.id, proof.status.completionTime]).apply(([, at]) => at);
    const { rollout, verifiedAt } = this;
    this.registerOutputs({ rollout, verifiedAt, address: this.address });
  }
}

function flushed(
  name: string,
  { flush: wanted, namespace, rolloutId, toolboxImage: image }: ReleaseArgs,
  { objects, as, labels }: Parts,
  opts: pulumi.CustomResourceOptions,
): void {
  if (wanted === undefined) return;
  const env = [objects.as("CACHE_URL", wanted.variable)];
  const pod = { namespace, image, ...as("flush"), labels: labels("flush"), env };
  flush(`${name}-flush-${rolloutId}`, { ...pod, keys: wanted.keys }, opts);
}

function route({ service }: Served, { paths, port }: ServedArgs) {
  return paths.map((path) => ({ path, service: service.metadata.name, port }));
}

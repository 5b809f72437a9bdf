import type { core } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";
import { gate } from "./gate";
import { serve, type ServedArgs } from "./served";
import { deployment, singleton } from "./processes";
import type { PodArgs } from "./pod";
import { releaseObjects, type ReleaseObjectsArgs } from "./release-objects";

export interface ReleaseArgs extends ReleaseObjectsArgs {
  readonly namespace: pulumi.Input<string>;
  /** Computed from everything that runs; the suffix of what this release alone owns. */
  readonly rolloutId: string;
  readonly backend: ServedArgs;
  readonly frontend?: ServedArgs;
  readonly worker?: Pick<PodArgs, "command" | "size"> & {
    readonly replicas: number;
    readonly variables: Readonly<Record<string, string>>;
  };
  readonly scheduler?: Pick<PodArgs, "command"> & {
    readonly variables: Readonly<Record<string, string>>;
  };
  /** Runs first in every pod of the backend's image. */
  readonly generate?: { readonly command: readonly string[]; readonly path: string };
  readonly migrate: readonly string[];
  readonly stamp: Stamp;
}

/** Seconds that a migration may take. */
const MIGRATE_DEADLINE = 600;

/**
 * One release of one application: migrate, then backend, then traffic, then worker, scheduler, pages.
 *
 * Whatever may fail carries the rollout id in its logical name, so a failed release never blocks
 * the way back. Whatever must be unique (live Services, scheduler) never does.
 */
export class Release extends pulumi.ComponentResource {
  /** The rollout that serves; known only when its last process is ready. */
  readonly rollout: pulumi.Output<string>;
  /** Address of the backend's live Service inside the cluster. */
  readonly address: pulumi.Output<string>;

  constructor(name: string, args: ReleaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:workload:Release", name, {}, opts);
    const { namespace, rolloutId, stamp, backend, frontend, worker, scheduler, generate } = args;
    const child = { parent: this };
    const labels = (component: string) => ({ ...stamp, component, rollout: rolloutId });
    const own = (component: string) => ({ app: stamp.app, component });
    const objects = releaseObjects(name, args, child);
    const common = {
      namespace,
      image: backend.image,
      serviceAccountName: objects.account.metadata.name,
      init: generate === undefined ? [] : [{ name: "generate", command: generate.command }],
      volumes: [
        ...objects.volumes,
        ...(generate === undefined
          ? []
          : [{ volume: { name: "generated", emptyDir: {} }, mountPath: generate.path }]),
      ],
      ...(objects.pullSecret && { pullSecret: objects.pullSecret.metadata.name }),
    } satisfies Partial<PodArgs> & { namespace: pulumi.Input<string> };

    const migrate = gate(
      `${name}-migrate-${rolloutId}`,
      {
        ...common,
        name: "migrate",
        env: objects.env(),
        command: args.migrate,
        labels: labels("migrate"),
        size: "small",
        deadlineSeconds: MIGRATE_DEADLINE,
      },
      child,
    );
    const live = serve(
      `${name}-${backend.component}`,
      { ...common, ...backend, env: objects.env(), rolloutId, stamp },
      { ...child, dependsOn: migrate },
    );
    let last: pulumi.CustomResource = live;
    if (worker !== undefined) {
      last = deployment(
        `${name}-worker-${rolloutId}`,
        {
          ...common,
          ...worker,
          name: "worker",
          env: objects.env(worker.variables),
          labels: labels("worker"),
          selector: { ...own("worker"), rollout: rolloutId },
        },
        { ...child, dependsOn: last },
      );
    }
    if (scheduler !== undefined) {
      last = singleton(
        `${name}-scheduler`,
        {
          ...common,
          ...scheduler,
          name: "scheduler",
          env: objects.env(scheduler.variables),
          size: "small",
          labels: labels("scheduler"),
          selector: own("scheduler"),
        },
        { ...child, dependsOn: last },
      );
    }
    if (frontend !== undefined) {
      last = serve(
        `${name}-${frontend.component}`,
        // Pages need no secret, and nothing that the backend's image generates.
        { ...common, init: [], volumes: [], ...frontend, env: objects.plain(), rolloutId, stamp },
        { ...child, dependsOn: last },
      );
    }

    this.rollout = last.id.apply(() => rolloutId);
    this.address = address(live, namespace, backend.port);
    this.registerOutputs({ rollout: this.rollout, address: this.address });
  }
}

function address(
  service: core.v1.Service,
  namespace: pulumi.Input<string>,
  port: number,
): pulumi.Output<string> {
  return pulumi.interpolate`http://${service.metadata.name}.${namespace}.svc.cluster.local:${port}`;
}

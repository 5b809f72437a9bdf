import type * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";
import {
  type Generate,
  podOfImage,
  type ReleaseObjects,
  releaseObjects,
  type ReleaseObjectsArgs,
} from "./release-objects";
import { serviceAccount } from "./service-account";

/** What everything that runs in one rollout has in common. */
export interface Parts {
  readonly rolloutId: string;
  readonly stamp: Stamp;
  readonly objects: ReleaseObjects;
  /** Of pods of the backend's image. */
  readonly common: ReturnType<typeof podOfImage> & Pick<ReleaseObjectsArgs, "namespace">;
  /** An identity for one process alone. */
  readonly account: (component: string) => pulumi.Output<string>;
  readonly as: (component: string) => { readonly serviceAccountName: pulumi.Output<string> };
  readonly labels: (component: string) => Readonly<Record<string, string>>;
}

/** Declares configuration and secrets of a rollout, and says how its pods are named. */
export function partsOf(
  name: string,
  args: ReleaseObjectsArgs & { readonly image: pulumi.Input<string>; readonly generate?: Generate },
  child: pulumi.CustomResourceOptions,
): Parts {
  const { namespace, rolloutId, stamp } = args;
  const objects = releaseObjects(name, args, child);
  const account = (component: string) =>
    serviceAccount(`${name}-${component}`, { namespace, labels: { ...stamp, component } }, child);
  return {
    ...{ rolloutId, stamp, objects, account },
    common: { namespace, ...podOfImage(args.image, objects, args.generate) },
    as: (component) => ({ serviceAccountName: account(component) }),
    labels: (component) => ({ ...stamp, component, rollout: rolloutId }),
  };
}

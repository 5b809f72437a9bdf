import { core } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";

/** One namespace in which only pods that satisfy Pod Security's `restricted` may run. */
export class Namespace extends pulumi.ComponentResource {
  readonly name: pulumi.Output<string>;

  constructor(
    name: string,
    args: { readonly stamp: Omit<Stamp, "app"> },
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("platform:workload:Namespace", name, {}, opts);
    const namespace = new core.v1.Namespace(
      name,
      {
        metadata: {
          name,
          labels: {
            ...args.stamp,
            "pod-security.kubernetes.io/enforce": "restricted",
            "pod-security.kubernetes.io/audit": "restricted",
            "pod-security.kubernetes.io/warn": "restricted",
          },
        },
      },
      { parent: this },
    );
    this.name = namespace.metadata.name;
    this.registerOutputs({ name: this.name });
  }
}

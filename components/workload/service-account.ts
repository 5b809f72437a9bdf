import { core } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** An identity for one process alone, which no pod can use against the Kubernetes API. */
export function serviceAccount(
  name: string,
  args: {
    readonly namespace: pulumi.Input<string>;
    readonly labels: Readonly<Record<string, string>>;
  },
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const account = new core.v1.ServiceAccount(
    name,
    {
      metadata: { name, namespace: args.namespace, labels: { ...args.labels } },
      automountServiceAccountToken: false,
    },
    opts,
  );
  return account.metadata.name;
}

import { core } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";
import { deployment } from "./processes";

const SMTP_PORT = 1025;

/** A mail server for dev that keeps what it gets and sends nothing. */
export class MailCatcher extends pulumi.ComponentResource {
  constructor(
    name: string,
    args: {
      readonly namespace: pulumi.Input<string>;
      readonly image: string;
      readonly stamp: Stamp;
    },
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("platform:workload:MailCatcher", name, {}, opts);
    const child = { parent: this };
    const labels = { ...args.stamp, component: name };
    const metadata = { name, namespace: args.namespace, labels };
    const account = new core.v1.ServiceAccount(
      name,
      { metadata, automountServiceAccountToken: false },
      child,
    );
    const alive = { tcpSocket: { port: SMTP_PORT }, periodSeconds: 10 };
    const server = deployment(
      name,
      {
        name: "mailhog",
        namespace: args.namespace,
        image: args.image,
        env: [],
        labels,
        selector: { component: name },
        serviceAccountName: account.metadata.name,
        size: "small",
        replicas: 1,
        port: SMTP_PORT,
        probes: { startup: alive, liveness: alive, readiness: alive },
      },
      child,
    );
    new core.v1.Service(
      name,
      {
        // Its pod was waited for one step earlier.
        metadata: { ...metadata, annotations: { "pulumi.com/skipAwait": "true" } },
        spec: { selector: { component: name }, ports: [{ name: "smtp", port: SMTP_PORT }] },
      },
      { ...child, dependsOn: server },
    );
    this.registerOutputs({});
  }
}

import { core } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";
import { deployment } from "./processes";
import { serviceAccount } from "./service-account";

/** Where it takes mail. */
export const SMTP_PORT = 1025;

/** Where it shows what it took. */
const WEB_PORT = 8025;

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
    const every = { periodSeconds: 10 };
    const alive = { ...every, tcpSocket: { port: SMTP_PORT } };
    const server = deployment(
      name,
      {
        name: "mailhog",
        namespace: args.namespace,
        image: args.image,
        env: [],
        labels,
        selector: { component: name },
        serviceAccountName: serviceAccount(name, { namespace: args.namespace, labels }, child),
        size: "small",
        priority: "background",
        replicas: 1,
        port: SMTP_PORT,
        probes: {
          startup: alive,
          liveness: alive,
          readiness: { ...every, httpGet: { path: "/", port: WEB_PORT } },
        },
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

import { apiextensions } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";

export interface GatewayRouteArgs {
  readonly namespace: pulumi.Input<string>;
  readonly host: string;
  /** A Gateway whose listener `https` ends TLS. */
  readonly gateway: { readonly name: string; readonly namespace: string };
  readonly routes: readonly {
    /** `/*`, a prefix that ends in `/*`, or an exact path. */
    readonly path: string;
    readonly service: pulumi.Input<string>;
    readonly port: number;
  }[];
  readonly stamp: Stamp;
}

const ACCEPTED = 'jsonpath={.status.parents[0].conditions[?(@.type=="Accepted")].status}=True';

/** Sends the requests for one host from a Gateway of the cluster to Services. */
export function gatewayRoute(
  name: string,
  { namespace, host, gateway, routes, stamp }: GatewayRouteArgs,
  opts: pulumi.CustomResourceOptions,
): apiextensions.CustomResource {
  return new apiextensions.CustomResource(
    name,
    {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: {
        name,
        namespace,
        labels: stamp,
        annotations: { "pulumi.com/waitFor": ACCEPTED },
      },
      spec: {
        // Without the section it would also answer on the Gateway's unencrypted listeners.
        parentRefs: [{ name: gateway.name, namespace: gateway.namespace, sectionName: "https" }],
        hostnames: [host],
        rules: routes.map(({ path, service, port }) => ({
          matches: [{ path: match(path) }],
          backendRefs: [{ name: service, port }],
        })),
      },
    },
    opts,
  );
}

/** A Gateway knows no `*`: a path that ends in one is a prefix. */
function match(path: string) {
  return path.endsWith("/*")
    ? { type: "PathPrefix", value: path.slice(0, -2) || "/" }
    : { type: "Exact", value: path };
}

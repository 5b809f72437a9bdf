import { lb } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";
import type { IssuedCertificate } from "./certificates";

export interface ListenersArgs {
  readonly loadBalancerArn: pulumi.Input<string>;
  /** The first one answers clients that name no host. */
  readonly certificates: readonly IssuedCertificate[];
  /** What must stand before anybody is let in. */
  readonly after: pulumi.Resource;
  readonly stamp: Stamp;
}

/** For how long browsers remember that a host answers over HTTPS alone. */
export const TWO_YEARS_SECONDS = 63_072_000;

/**
 * Answers on HTTPS, as soon as there is a certificate, and sends everybody there.
 *
 * Returns the HTTPS listener by host; it resolves once that host's own certificate is presented, so
 * that one host whose proof is missing holds up no other.
 */
export function listeners(
  name: string,
  { loadBalancerArn, certificates, after, stamp: tags }: ListenersArgs,
  opts: pulumi.CustomResourceOptions,
): ReadonlyMap<string, pulumi.Output<string>> {
  new lb.Listener(
    `${name}-http`,
    {
      loadBalancerArn,
      port: 80,
      protocol: "HTTP",
      defaultActions: [
        {
          type: "redirect",
          redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" },
        },
      ],
      routingHttpResponseServerEnabled: false,
      tags,
    },
    opts,
  );
  const [first] = certificates;
  if (first === undefined) return new Map();
  const https = new lb.Listener(
    `${name}-https`,
    {
      loadBalancerArn,
      port: 443,
      protocol: "HTTPS",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
      certificateArn: first.arn,
      defaultActions: [
        { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } },
      ],
      routingHttpResponseServerEnabled: false,
      routingHttpResponseStrictTransportSecurityHeaderValue: `max-age=${TWO_YEARS_SECONDS}; includeSubDomains`,
      tags,
    },
    { ...opts, dependsOn: after },
  );
  return new Map(
    certificates.flatMap(({ key, arn, hosts }) => {
      // The first one too: it stays when another one becomes the listener's own.
      const attached = new lb.ListenerCertificate(
        `${name}-attached-${key}`,
        { listenerArn: https.arn, certificateArn: arn },
        opts,
      );
      const presented = pulumi.all([https.arn, attached.id]).apply(([listener]) => listener);
      return hosts.map((host) => [host, presented] as const);
    }),
  );
}

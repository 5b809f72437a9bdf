import { cloudfront } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { TWO_YEARS_SECONDS } from "./listeners";

/**
 * What browsers are told with every answer of a host: HTTPS alone, no frames around it, no guessing of
 * types. It says nothing of where scripts and data come from, which only the pages know.
 */
export function securityHeaders(
  name: string,
  args: { readonly name: string; readonly host: string },
  opts: pulumi.CustomResourceOptions,
): cloudfront.ResponseHeadersPolicy {
  return new cloudfront.ResponseHeadersPolicy(
    name,
    {
      name: args.name,
      comment: `What browsers are told by ${args.host}`,
      securityHeadersConfig: {
        strictTransportSecurity: {
          accessControlMaxAgeSec: TWO_YEARS_SECONDS,
          includeSubdomains: true,
          override: true,
        },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: "DENY", override: true },
        referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: true },
        contentSecurityPolicy: {
          contentSecurityPolicy: "base-uri 'self'; frame-ancestors 'none'; object-src 'none'",
          // The application may say more of its own answers.
          override: false,
        },
      },
    },
    opts,
  );
}

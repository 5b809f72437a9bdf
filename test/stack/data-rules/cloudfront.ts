import { absent, declared, given, has, is, not } from "./check";
import type { Rule } from "./rule";

const cdn = (ids: string, promise: string, wants: Rule["wants"]): Rule => ({
  ...{ ids, promise, wants },
  type: "cloudfront/distribution:Distribution",
});

/** What browsers are told with its pages. */
const headers = (ids: string, promise: string, wants: Rule["wants"]): Rule => ({
  ...cdn(ids, promise, wants),
  at: {
    type: "ResponseHeadersPolicy",
    // Every one that there is: the name of the host is in its comment.
    path: "comment",
    to: ({ inputs }) => `What browsers are told by ${String(inputs["comment"])}`,
  },
});
const HSTS = "securityHeadersConfig.strictTransportSecurity";

/** What security scanners ask of distributions. */
export const CLOUDFRONT: readonly Rule[] = [
  cdn("CloudFront.1 CKV_AWS_305", "its root is a page", { defaultRootObject: is("index.html") }),
  cdn("CloudFront.3 CKV_AWS_34", "it answers over HTTPS alone", {
    "defaultCacheBehavior.viewerProtocolPolicy": is("redirect-to-https"),
    "orderedCacheBehaviors.0.viewerProtocolPolicy": is("redirect-to-https"),
    "orderedCacheBehaviors.1.viewerProtocolPolicy": is("redirect-to-https"),
  }),
  cdn("CloudFront.4 CKV_AWS_310", "another origin answers for one that fails", {
    originGroups: given,
  }),
  {
    ...cdn("CloudFront.5 CKV_AWS_86 AwsSolutions-CFR3", "every request is logged", {
      logType: is("ACCESS_LOGS"),
      region: is("us-east-1"),
    }),
    at: { type: "LogDeliverySource", path: "resourceArn", to: ({ name }) => `arn:${name}` },
  },
  cdn("CloudFront.6 CKV_AWS_68 AwsSolutions-CFR2", "a web ACL stands before it", {
    webAclId: declared("wafv2/webAcl:WebAcl"),
  }),
  cdn(
    "CloudFront.7 CloudFront.8 CKV2_AWS_42 CKV_AWS_174 AwsSolutions-CFR4",
    "it has a certificate of its own, and speaks TLS 1.2 at least",
    {
      "viewerCertificate.acmCertificateArn": given,
      "viewerCertificate.sslSupportMethod": is("sni-only"),
      "viewerCertificate.minimumProtocolVersion": is("TLSv1.2_2021"),
      "viewerCertificate.cloudfrontDefaultCertificate": absent(true),
    },
  ),
  cdn("CloudFront.9 CloudFront.10 AwsSolutions-CFR5", "it asks the backend over TLS 1.2 alone", {
    "origins.1.customOriginConfig.originProtocolPolicy": is("https-only"),
    "origins.1.customOriginConfig.originSslProtocols": has("TLSv1.2"),
  }),
  cdn("CloudFront.13 CKV2_AWS_46 AwsSolutions-CFR7 AwsSolutions-S5", "it alone reads the bucket", {
    "origins.0.originAccessControlId": given,
    "origins.0.s3OriginConfig": absent("something"),
  }),
  cdn("CKV2_AWS_32", "every answer says what browsers must know", {
    "defaultCacheBehavior.responseHeadersPolicyId": given,
    "orderedCacheBehaviors.0.responseHeadersPolicyId": given,
    "orderedCacheBehaviors.1.responseHeadersPolicyId": given,
  }),
  headers("HSTS", "browsers come back over HTTPS, to hosts below it too, for two years", {
    [`${HSTS}.accessControlMaxAgeSec`]: is(63_072_000),
    [`${HSTS}.includeSubdomains`]: is(true),
    [`${HSTS}.override`]: is(true),
  }),
  headers("CKV_AWS_259", "browsers know before they come", { [`${HSTS}.preload`]: is(true) }),
  cdn("CKV_AWS_374 AwsSolutions-CFR1", "some countries are kept out", {
    "restrictions.geoRestriction.restrictionType": not("none", undefined),
  }),
];

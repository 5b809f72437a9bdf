import { acm, route53 } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";
import { CDN_REGION, type Host } from "./host";
import type { DnsRecord } from "./records";

export interface CertificatesArgs {
  readonly hosts: readonly Host[];
  readonly stamp: Stamp;
}

export interface Certificates {
  /** What the load balancer presents: those that prove themselves come first. */
  readonly issued: readonly IssuedCertificate[];
  readonly records: readonly pulumi.Output<DnsRecord>[];
}

export interface IssuedCertificate {
  readonly hosts: readonly string[];
  /** What tells it from the others in logical names. */
  readonly key: string;
  /** Resolves when the certificate is issued. */
  readonly arn: pulumi.Output<string>;
}

/** One certificate per host, or one for all hosts of a domain, and whatever proves the domain ours. */
export function certificates(
  name: string,
  { hosts, stamp }: CertificatesArgs,
  opts: pulumi.CustomResourceOptions,
): Certificates {
  const made = grouped(hosts).map((covered) => certificate(name, covered, stamp, opts));
  return {
    issued: made.flatMap(({ issued }) => issued ?? []),
    records: made.flatMap(({ record }) => record ?? []),
  };
}

/** Subjects of certificates; live hosts decide for those that share theirs, and waiting ones come last. */
function grouped(hosts: readonly Host[]): readonly Covered[] {
  const sorted = [...hosts].sort(
    (a, b) =>
      Number(b.live) - Number(a.live) ||
      Number(a.zoneId === undefined) - Number(b.zoneId === undefined) ||
      (a.host < b.host ? -1 : 1),
  );
  const subjects = [...new Set(sorted.map(subjectOf))];
  return subjects.flatMap((subject) => {
    const covered = sorted.filter((host) => subjectOf(host) === subject);
    const [first] = covered;
    const names = covered.map(({ host }) => host);
    return first === undefined
      ? []
      : [{ subject, hosts: names, zoneId: first.zoneId, live: first.live }];
  });
}

interface Covered extends Pick<Host, "live"> {
  readonly subject: string;
  readonly hosts: readonly string[];
  readonly zoneId: string | undefined;
}

/**
 * The same for CloudFront, which looks in one region alone.
 *
 * The record that proves a domain is one for all regions: it stands once a load balancer presents the
 * host's own certificate (`presented`).
 */
export function cdnCertificate(
  name: string,
  { host, presented, stamp }: { host: Host; presented: pulumi.Input<string>; stamp: Stamp },
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const region = CDN_REGION;
  const { arn } = new acm.Certificate(
    `${name}-certificate`,
    { ...request(subjectOf(host), stamp), region },
    opts,
  );
  return new acm.CertificateValidation(
    `${name}-issued`,
    { certificateArn: pulumi.all([arn, presented]).apply(([requested]) => requested), region },
    { ...opts, customTimeouts: { create: "60m" } },
  ).certificateArn;
}

function request(domainName: string, stamp: Stamp): acm.CertificateArgs {
  return {
    domainName,
    validationMethod: "DNS",
    keyAlgorithm: "EC_prime256v1",
    options: { certificateTransparencyLoggingPreference: "ENABLED" },
    tags: stamp,
  };
}

function subjectOf({ certificate, domain, host }: Host): string {
  return certificate === "wildcard" ? `*.${domain}` : host;
}

function certificate(
  name: string,
  { subject, hosts, zoneId, live }: Covered,
  stamp: Stamp,
  opts: pulumi.CustomResourceOptions,
): { readonly issued?: IssuedCertificate; readonly record?: pulumi.Output<DnsRecord> } {
  const key = subject.replace("*", "wildcard");
  const requested = new acm.Certificate(
    `${name}-certificate-${key}`,
    request(subject, stamp),
    opts,
  );
  const proof = requested.domainValidationOptions.apply(([option]) => ({
    name: option?.resourceRecordName ?? "",
    type: option?.resourceRecordType ?? "",
    value: option?.resourceRecordValue ?? "",
  }));
  const certificateArn = requested.arn;
  if (zoneId !== undefined) {
    const record = new route53.Record(
      `${name}-proof-${key}`,
      // ACM asks an account for the same record every time, also for a certificate elsewhere.
      {
        ...{ zoneId, name: proof.name, type: proof.type, records: [proof.value] },
        ...{ ttl: 300, allowOverwrite: true },
      },
      opts,
    );
    const validationRecordFqdns = [record.fqdn];
    const issued = new acm.CertificateValidation(
      `${name}-issued-${key}`,
      { certificateArn, validationRecordFqdns },
      opts,
    );
    return live ? { issued: { key, hosts, arn: issued.certificateArn } } : {};
  }
  const record = proof.apply((fields) => ({
    ...fields,
    why: `proves to AWS that a certificate for ${subject} may be issued`,
  }));
  // The first update only lists the record, in its outputs. By the first release people have created it.
  if (!live) return { record };
  const issued = new acm.CertificateValidation(
    `${name}-issued-${key}`,
    { certificateArn },
    { ...opts, customTimeouts: { create: "60m" } },
  );
  return { record, issued: { key, hosts, arn: issued.certificateArn } };
}

import { route53, type sesv2 } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { DnsRecord } from "../edge/records";

export interface DkimRecordsArgs {
  readonly identity: sesv2.EmailIdentity;
  readonly domain: string;
  readonly region: string;
  readonly zoneId?: string;
}

/** Easy DKIM has three keys, so that SES can change them. */
const TOKENS = [0, 1, 2];

/** Regions whose keys do not lie in `dkim.amazonses.com` (AWS General Reference, SES endpoints). */
const REGIONS_OF_THEIR_OWN = [
  "af-south-1",
  "ap-northeast-3",
  "ap-south-2",
  "ap-southeast-3",
  "ap-southeast-5",
  "ca-west-1",
  "eu-central-2",
  "eu-south-1",
  "il-central-1",
  "me-central-1",
  "us-gov-east-1",
];

/** Leads whoever gets mail of a domain to the keys that sign it; where we have no zone, people do. */
export function dkimRecords(
  name: string,
  { identity, domain, region, zoneId }: DkimRecordsArgs,
  opts: pulumi.CustomResourceOptions,
): readonly pulumi.Output<DnsRecord>[] {
  const keys = REGIONS_OF_THEIR_OWN.includes(region) ? `dkim.${region}` : "dkim";
  return TOKENS.flatMap((index) => {
    const token = identity.dkimSigningAttributes.tokens.apply((tokens) => tokens[index] ?? "");
    const record = {
      name: pulumi.interpolate`${token}._domainkey.${domain}`,
      type: "CNAME",
      value: pulumi.interpolate`${token}.${keys}.amazonses.com`,
    };
    if (zoneId === undefined) {
      return [pulumi.output({ ...record, why: `proves that mail of ${domain} is ours` })];
    }
    const { value, ...rest } = record;
    new route53.Record(
      `${name}-dkim-${index + 1}`,
      { zoneId, ...rest, records: [value], ttl: 1800, allowOverwrite: false },
      opts,
    );
    return [];
  });
}

import { sesv2 } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { DnsRecord } from "../edge/records";
import { dkimRecords } from "./dkim-records";
import { mailLogin, type MailLoginArgs } from "./mail-login";

export interface EmailArgs extends Omit<MailLoginArgs, "statement"> {
  /** `sesSandbox`: SES delivers to verified addresses alone. */
  readonly kind: "ses" | "sesSandbox";
  /** What stands behind the @ of every sender. */
  readonly domain: string;
  readonly region: string;
  /** Zone of the domain; absent where people create its records. */
  readonly zoneId?: string;
}

/** Mail of one domain, signed and over TLS alone, and a login that sends nothing else. */
export class Email extends pulumi.ComponentResource {
  readonly user: pulumi.Output<string>;
  readonly password: pulumi.Output<string>;
  /** Records that people create. */
  readonly records: readonly pulumi.Output<DnsRecord>[];
  /** What the login works after. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: EmailArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:data:Email", name, {}, opts);
    const { domain, stamp } = args;
    const child = { parent: this };
    const set = new sesv2.ConfigurationSet(
      `${name}-set`,
      {
        configurationSetName: stamp.app,
        deliveryOptions: { tlsPolicy: "REQUIRE" },
        reputationOptions: { reputationMetricsEnabled: true },
        sendingOptions: { sendingEnabled: true },
        suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
        tags: stamp,
      },
      child,
    );
    const identity = new sesv2.EmailIdentity(
      `${name}-identity`,
      {
        emailIdentity: domain,
        // For every message, because SMTP names none.
        configurationSetName: set.configurationSetName,
        dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
        tags: stamp,
      },
      child,
    );
    const login = mailLogin(
      name,
      { ...args, statement: sending(args, identity.arn, set.arn) },
      child,
    );

    this.user = login.user;
    this.password = login.password;
    this.records = dkimRecords(name, { ...args, identity }, child);
    this.ready = [identity, ...login.ready];
    this.registerOutputs({ user: this.user });
  }
}

/**
 * Through the configuration set and no other, which SES asks about like the sender.
 *
 * In the sandbox recipients are verified, and SES asks about them as well.
 */
function sending(
  { kind, domain }: EmailArgs,
  identityArn: pulumi.Output<string>,
  setArn: pulumi.Output<string>,
) {
  const every = identityArn.apply((arn) => arn.replace(/[^/]+$/, "*"));
  return {
    Effect: "Allow",
    Action: "ses:SendRawEmail",
    Resource: [kind === "ses" ? identityArn : every, setArn],
    Condition: { StringLike: { "ses:FromAddress": `*@${domain}` } },
  };
}

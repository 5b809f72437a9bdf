import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { Guard } from "../components/shared/guard";
import { Key, type Service } from "../components/shared/key";
import type { Stamp } from "../components/shared/stamp";
import { waived } from "../config/waiver";
import type { Plan } from "./plan";

/** The AWS account that an environment lies in, and how its things are marked and kept. */
export interface Account {
  readonly accountId: string;
  readonly region: string;
  readonly guard: Guard;
  readonly lifecycle: "durable" | "disposable";
  readonly stamp: (app: string) => Stamp;
  /** Resource options of what lies in AWS alone. */
  readonly options: { readonly providers: { readonly aws: aws.Provider } };
}

/** Opens the account of an environment; `today` decides which waivers are still valid. */
export function openAccount({ settings }: Plan, today: string): Account {
  const { environment, owner } = settings;
  const { accountId, region } = settings.aws;
  const provider = new aws.Provider("account", {
    region: region as aws.Region,
    // Credentials of another account are refused before anything is changed.
    allowedAccountIds: [accountId],
  });
  return {
    ...{ accountId, region },
    guard: new Guard((kind, name) => waived(settings.waivers, kind, name, today)),
    lifecycle: environment === "dev" ? "disposable" : "durable",
    stamp: (app) => ({ app, environment, stack: environment, owner }),
    options: { providers: { aws: provider } },
  };
}

/** Declares one key of an account. */
export function declareKey(
  { options, stamp, ...account }: Account,
  name: string,
  purpose: string,
  services: readonly Service[] = [],
): pulumi.Output<string> {
  return new Key(name, { ...account, purpose, services, stamp: stamp("platform") }, options).arn;
}

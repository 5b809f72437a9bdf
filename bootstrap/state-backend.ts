import { Provider } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { Guard } from "../components/shared/guard";
import { Key } from "../components/shared/key";
import { privateBucket } from "../components/shared/private-bucket";
import type { Environment } from "../config/schema";
import { access, grantees, pipelines } from "./access";
import type { Settings } from "./settings";

/** What people put into the settings of the platform. */
export interface Bootstrapped {
  /** `stateKeys`: the key of the secrets in the state, also `awskms:///<ARN>?region=…` for `stack init`. */
  readonly stateKey: pulumi.Output<string>;
  /** `state`, where the buckets are. */
  readonly state:
    Readonly<Record<"bucket" | "evidence" | "key", pulumi.Output<string>>> | undefined;
}

/** Declares what one account needs before the platform can be deployed to it. */
export function bootstrap(environment: Environment, settings: Settings): Bootstrapped {
  const { aws, owner, readers } = settings;
  const stamp = { app: "platform", environment, stack: environment, owner };
  const kept = { lifecycle: "durable" as const, guard: new Guard(() => false), stamp };
  const common = { ...aws, ...kept, services: [] };
  // Credentials of another account are refused, instead of giving it these keys
  const account = new Provider("account", {
    region: aws.region,
    allowedAccountIds: [aws.accountId],
  });
  const secrets = new Key(
    "state",
    {
      ...common,
      purpose: `Secrets in the state of ${environment}`,
      statements:
        readers.length === 0
          ? []
          : [
              {
                ...{ Sid: "Readers", Effect: "Allow", ...grantees(readers) },
                ...{ Action: ["kms:Decrypt", "kms:DescribeKey"], Resource: "*" },
              },
            ],
    },
    { providers: [account] },
  );
  return { stateKey: secrets.arn, state: declareBackend(settings, common, account) };
}

function declareBackend(
  { aws, backend }: Settings,
  common: Omit<ConstructorParameters<typeof Key>[1], "purpose">,
  account: Provider,
): Bootstrapped["state"] {
  if (backend === undefined) return undefined;
  const { accounts, people, stateDays, evidenceDays } = backend;
  const owners = Object.entries(accounts) as [Environment, string][];
  const key = new Key(
    "state-bucket",
    {
      ...common,
      purpose: "States of all environments, and the evidence of their changes",
      statements: owners
        .filter(([, owner]) => owner !== aws.accountId)
        .map(([stack, owner]) => {
          const { Principal, Condition } = grantees([
            ...pipelines(owner, "plan", "apply"),
            ...people[stack],
          ]);
          const throughS3 = { "kms:ViaService": `s3.${aws.region}.amazonaws.com` };
          return {
            ...{ Sid: `Bucket${stack}`, Effect: "Allow", Principal, Resource: "*" },
            Action: ["kms:Decrypt", "kms:GenerateDataKey"],
            Condition: { ...Condition, StringEquals: throughS3 },
          };
        }),
    },
    { providers: [account] },
  );
  const bucket = (what: "state" | "evidence", days: number) =>
    privateBucket(
      `${what}-bucket`,
      {
        ...common,
        bucket: `platform-${what}-${aws.accountId}`,
        keyArn: key.arn,
        // What was overwritten is an earlier state, or a ledger with fewer lines.
        earlier: { noncurrentDays: days, newerNoncurrentVersions: 100 },
        ...(what === "evidence" && { lockedDays: days }),
        // Evidence is what pipelines write; people who must have done something say so in the ledger of their own
        statements: (arn) =>
          owners.flatMap(([stack, owner]) =>
            access(what, arn, stack, owner, what === "state" ? people[stack] : []),
          ),
      },
      { provider: account },
    );
  return {
    bucket: bucket("state", stateDays),
    evidence: bucket("evidence", evidenceDays),
    key: key.arn,
  };
}

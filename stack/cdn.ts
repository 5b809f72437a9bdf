import type * as pulumi from "@pulumi/pulumi";

import { CdnKeys } from "../components/edge/cdn-keys";
import { CDN_REGION } from "../components/edge/host";
import { type Account, declareKey } from "./account";
import type { Plan, PlannedApplication } from "./plan";

/** What every application behind the CDN stands on. */
export interface Cdn {
  /** In the region of the CDN. */
  readonly logKeyArn: pulumi.Output<string>;
  /** By application. */
  readonly keys: ReadonlyMap<string, CdnKeys>;
}

/** Declares it where an application's pages are files; absent elsewhere. */
export function declareCdn(plan: Plan, account: Account): Cdn | undefined {
  const apps = plan.applications.filter((app) => isBehindCdn(plan, app));
  if (apps.length === 0) return undefined;
  const purpose = "Logs of the CDN and its firewall";
  return {
    logKeyArn: declareKey({ ...account, region: CDN_REGION }, "cdn-logs", purpose, ["logs"]),
    keys: new Map(
      apps.map(({ name, where: { settings } }) => [
        name,
        new CdnKeys(`${name}-cdn-key`, { rotation: settings.rotation }),
      ]),
    ),
  };
}

/** Whether requests for an application come through the CDN, which has its pages. */
function isBehindCdn({ settings: { edge } }: Plan, { spec, where }: PlannedApplication): boolean {
  return (
    spec.frontend?.kind === "static" &&
    where.settings.host !== undefined &&
    edge?.kind === "loadBalancer"
  );
}

import * as pulumi from "@pulumi/pulumi";

import { declareApplication } from "./application";
import { layFoundation } from "./foundation";
import { declareOwnGithub } from "./github";
import type { StackOutputs } from "./outputs";
import type { Plan } from "./plan";
import type { Past } from "./promotion";
import { declareOwnRegistry } from "./registries";

/**
 * Declares a whole environment. `today` (`YYYY-MM-DD`) decides which waivers are still valid; `pasts`
 * is what each application served so far, where it did.
 */
export function buildEnvironment(
  plan: Plan,
  today: string,
  pasts: Readonly<Record<string, Past>> = {},
): StackOutputs {
  const { environment } = plan.settings;
  const foundation = layFoundation(plan, today);
  declareOwnGithub(plan, foundation);
  declareOwnRegistry(plan, foundation);
  // One release after the other: what breaks has one cause, and the others wait.
  let previous: readonly pulumi.Resource[] = [];
  const declared = plan.applications.map((app) => {
    const one = declareApplication(plan, app, foundation, pasts[app.name], previous);
    previous = one.last;
    return { name: app.name, ...one };
  });
  return {
    environment,
    dnsRecords: pulumi
      .all([
        foundation.loadBalancer?.records ?? [],
        pulumi.all(declared.flatMap(({ records }) => records)),
      ])
      .apply(([hosts, others]) => [...hosts, ...others]),
    applications: Object.fromEntries(declared.map(({ name, outputs }) => [name, outputs])),
  };
}

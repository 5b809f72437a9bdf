import * as pulumi from "@pulumi/pulumi";

import { Environment } from "../components/github/environment";
import { declareApplication } from "./application";
import { layFoundation } from "./foundation";
import type { StackOutputs } from "./outputs";
import type { Plan } from "./plan";
import type { Past } from "./promotion";
import { declareOwnRegistry } from "./registries";
import { reviewerIds } from "./reviewers";

/** The GitHub environment of this repository that gates `pulumi up`; one per stack. */
const OWN_ENVIRONMENT = { dev: "dev", staging: "staging", prod: "production" } as const;

/**
 * Declares a whole environment. `today` (`YYYY-MM-DD`) decides which waivers are still valid; `pasts`
 * is what each application served so far, where it did.
 */
export function buildEnvironment(
  plan: Plan,
  today: string,
  pasts: Readonly<Record<string, Past>> = {},
): StackOutputs {
  const { environment, github } = plan.settings;
  const foundation = layFoundation(plan, today);
  new Environment(`platform-${OWN_ENVIRONMENT[environment]}`, {
    repository: "platform",
    environment: OWN_ENVIRONMENT[environment],
    branches: ["main"],
    tags: [],
    reviewers: reviewerIds(github.reviewers),
    waitMinutes: 0,
    secrets: {},
    variables: {},
  });
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

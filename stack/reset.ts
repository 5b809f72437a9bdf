import type * as pulumi from "@pulumi/pulumi";

import { Reset } from "../components/data/reset";
import type { Release } from "../components/workload/release";
import type { DeclaredDatabase } from "./database";
import type { Foundation } from "./foundation";
import type { Plan, PlannedApplication } from "./plan";

/** Declares what makes the data of an application anew by the clock; nothing where it stays. */
export function declareReset(
  { settings }: Plan,
  { name, spec, where }: PlannedApplication,
  { stamp, providers }: Foundation,
  namespace: pulumi.Output<string>,
  { libpq }: DeclaredDatabase,
  release: Release | undefined,
): void {
  const { resetSchedule: schedule } = where.settings.database;
  const { migrate, testData } = spec;
  if (schedule === undefined || testData === undefined || release === undefined) return;
  new Reset(
    `${name}-reset`,
    {
      ...{ schedule, libpq, migrate, testData, namespace, stamp: stamp(name) },
      toolboxImage: settings.toolboxImage,
      pod: release.pod,
      after: [release],
    },
    providers,
  );
}

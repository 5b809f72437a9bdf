import type * as pulumi from "@pulumi/pulumi";

import { DumpGate } from "../components/data/dump-gate";
import { dumpPods, INTERNET } from "./clients";
import type { DeclaredDatabase } from "./database";
import type { Foundation } from "./foundation";
import type { Plan, PlannedApplication } from "./plan";
import { rolloutIdOf } from "./rollout-id";

/** Declares the dump that a migration waits for; nothing where none is ever wanted. */
export function declareDump(
  { settings }: Plan,
  app: PlannedApplication,
  foundation: Foundation,
  namespace: pulumi.Output<string>,
  { access, libpq }: DeclaredDatabase,
  /** What a dump waits for; absent where the release needs none. */
  after: readonly pulumi.Resource[] | undefined,
): readonly pulumi.Resource[] {
  const { name, spec, artifact } = app;
  const { cluster, backups, region, stamp, providers } = foundation;
  const pods = dumpPods(app);
  if (pods === undefined || artifact === undefined) return after ?? [];
  if (cluster.eks === undefined || backups === undefined) throw new Error(`no bucket for ${name}`);
  const gate = new DumpGate(
    `${name}-backup`,
    {
      ...{ pods, libpq, region, namespace, stamp: stamp(name) },
      after: [...access, ...(after ?? [])],
      ...(after && { rolloutId: rolloutIdOf(app) }),
      dumps: backups.dumps,
      format: spec.dump.format,
      fileName: spec.dump.name,
      toolboxImage: settings.toolboxImage,
      // The gateway endpoint of S3 stands behind its public addresses.
      eks: { name: cluster.eks.name, aws: INTERNET },
    },
    providers,
  );
  return [gate];
}

import type * as pulumi from "@pulumi/pulumi";

import { imagesOf } from "../apps/spec";
import { DataSubnets } from "../components/edge/data-subnets";
import type { DnsRecord } from "../components/edge/records";
import { declareCache } from "./cache";
import { declareDatabase } from "./database";
import { declareDump } from "./dumps";
import { declareEmail } from "./email";
import type { Foundation } from "./foundation";
import { declareGithub } from "./github";
import { keptBeside, servedBefore, shapeOf } from "./kept";
import { goesBack, migrates } from "./migrations";
import type { ApplicationOutputs } from "./outputs";
import type { Plan, PlannedApplication } from "./plan";
import { NO_PAST, type Past, tellVerified } from "./promotion";
import { declareReach } from "./reach";
import { declareRehearsal } from "./rehearsal";
import { declareRegistries } from "./registries";
import { declareRelease, registryAddress } from "./release";
import { retentionOf } from "./retention";
import { declareReset } from "./reset";
import { gatherSecrets } from "./secret-values";
import { secretVersions } from "./secret-versions";
import { declareSite } from "./site";
import { declareUploads } from "./uploads";

/** One application, and the DNS records that people create for it. */
interface DeclaredApplication {
  readonly outputs: ApplicationOutputs;
  readonly records: readonly pulumi.Output<DnsRecord>[];
  /** What the release of the next application follows. */
  readonly last: readonly pulumi.Resource[];
}

/** Declares everything that one application needs in one environment; its release follows `previous`. */
export function declareApplication(
  plan: Plan,
  app: PlannedApplication,
  foundation: Foundation,
  past: Past = NO_PAST,
  previous: readonly pulumi.Resource[] = [],
): DeclaredApplication {
  const { name, spec, where } = app;
  const namespace = foundation.namespaces.get(where.facts.namespace)?.name;
  if (namespace === undefined) throw new Error(`no namespace ${where.facts.namespace}`);

  const owned = spec.registry.kind === "ecr" ? imagesOf(spec) : [];
  const registries = declareRegistries(plan, foundation, name, spec.tags, owned);
  const subnets = declareSubnets(plan, app, foundation);
  const database = declareDatabase(plan, app, foundation, namespace, subnets);
  const cache = declareCache(plan, app, foundation, namespace, subnets);
  const email = declareEmail(plan, app, foundation);
  const urls = { database: database.url, cache: cache.url };
  const values = gatherSecrets(plan, app, foundation, urls, email);
  const github = declareGithub(app, foundation, values);
  const migrated = migrates(app, past);
  const kept = keptBeside(app, past);
  const before = servedBefore(app, past);
  const site = declareSite(plan, app, foundation, namespace, past);
  const dump = (after?: readonly pulumi.Resource[]) =>
    declareDump(plan, app, foundation, namespace, database, after);
  if (!migrated) dump();
  const release = declareRelease(plan, app, foundation, namespace, {
    ...{ values, libpq: database.libpq, migrates: migrated, backup: dump },
    ...{ back: goesBack(app, past), site, ...(kept !== undefined && { kept }) },
    after: [
      ...previous,
      ...database.access,
      ...cache.access,
      ...(email?.ready ?? []),
      ...(site?.ready ?? []),
      ...declareUploads(plan, app, foundation, namespace),
      ...declareReach(plan, app, foundation, namespace),
    ],
  });
  declareReset(plan, app, foundation, namespace, database, release);

  const { usable } = database;
  const rehearsal = declareRehearsal(plan, app, foundation, namespace, database, values);

  const outputs = {
    namespace,
    url: where.settings.host === undefined ? undefined : `https://${where.settings.host}`,
    images: imagesOf(spec).map(
      (image) => `${registryAddress(plan.settings, spec.registry)}/${image}`,
    ),
    registries: registries.map(({ url }) => url),
    retention: retentionOf(spec),
    databaseHost: database.host,
    cacheHost: cache.host,
    githubEnvironments: github.map(({ environment }) => environment),
    address: release?.address,
    artifact: release?.rollout.apply(() => where.settings.active),
    previousArtifact: before === undefined ? undefined : release?.rollout.apply(() => before),
    rollout: release?.rollout,
    migrated: release?.rollout.apply(() => migrated),
    shape: release?.rollout.apply(() => shapeOf(app)),
    kept: kept === undefined ? undefined : release?.rollout.apply(() => kept),
    verified: tellVerified(app, past, release),
    promotion: release?.rollout.apply(() => past.promotion),
    rotation: release?.rollout.apply(() => where.settings.rotation),
    secretVersions: secretVersions(app, release, github),
    database: usable && release?.rollout.apply(() => usable),
    rehearsal: rehearsal ?? past.rehearsal,
  };
  const last = release === undefined ? previous : [release.confirmed];
  return { outputs, records: [...(email?.records ?? []), ...(site?.records ?? [])], last };
}

/** Where the managed stores of an application are; it may have none. */
function declareSubnets(
  { settings }: Plan,
  { name, spec, where: { settings: own } }: PlannedApplication,
  { network, stamp, providers }: Foundation,
): DataSubnets | undefined {
  const managed = own.database.kind === "rds" || own.cache.kind === "elasticache";
  if (!managed || network === undefined || settings.network === undefined) return undefined;
  const { cidr, zones } = settings.network;
  const { block } = spec.database;
  const args = { vpcId: network.vpcId, cidr, zones, block, stamp: stamp(name) };
  return new DataSubnets(`${name}-data`, args, providers);
}

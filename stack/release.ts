import type * as pulumi from "@pulumi/pulumi";

import { ACCESS_PASSWORD, REGISTRY_PASSWORD } from "../apps/secret-keys";
import type { RegistryFacts } from "../apps/spec";
import type { Web } from "../apps/web";
import type { Entry } from "../components/workload/door";
import type { ServedArgs } from "../components/workload/group";
import { Release, type ReleaseArgs } from "../components/workload/release";
import type { ReleaseObjectsArgs } from "../components/workload/release-objects";
import type { PodArgs } from "../components/workload/pod";
import { isDigest } from "../config/artifact";
import type { Settings } from "../config/schema";
import type { Foundation } from "./foundation";
import type { Plan, PlannedApplication } from "./plan";
import { commandsOf, rolloutIdOf } from "./rollout-id";
import type { SecretValues } from "./secret-values";
import type { Site } from "./site";

/** What a release follows from, besides settings and specs. */
export interface Before extends Pick<ReleaseArgs, "kept" | "back" | "backup" | "after"> {
  readonly values: SecretValues;
  readonly libpq: PodArgs["env"];
  readonly migrates: boolean;
  /** Absent where a process shows the pages, or nobody. */
  readonly site: Site | undefined;
}

/** Declares what runs of one application; nothing before its first release. */
export function declareRelease(
  plan: Plan,
  app: PlannedApplication,
  foundation: Foundation,
  namespace: pulumi.Output<string>,
  { values, libpq, migrates, site, ...before }: Before,
): Release | undefined {
  const { settings } = plan;
  const { name, spec, where, artifact } = app;
  const { stamp, providers } = foundation;
  if (artifact === undefined) return undefined;
  const { facts, settings: own } = where;

  const image = (repository: string) => imageOf(settings, app, repository);
  const served = (
    component: string,
    serviceName: string,
    web: Web,
    pods: Pick<ServedArgs, "replicas" | "maxReplicas" | "size">,
  ): ServedArgs => ({ ...web, ...pods, component, serviceName, image: image(web.image) });

  const { worker, scheduler, generate } = spec;
  const frontend = spec.frontend?.kind === "container" ? spec.frontend : undefined;
  const contents = contentsOf(plan, app, values);
  const commands = commandsOf(app);

  return new Release(
    name,
    {
      namespace,
      ...{ ...contents, ...before },
      rolloutId: rolloutIdOf(app),
      strategy: own.strategy,
      backend: served("backend", facts.serviceName, spec.backend, own.backend),
      ...(frontend &&
        own.frontend && {
          frontend: served("frontend", `${name}-frontend`, frontend, own.frontend),
        }),
      ...(commands.worker &&
        own.worker && {
          worker: { ...own.worker, command: commands.worker, variables: worker?.variables ?? {} },
        }),
      ...(commands.scheduler && {
        scheduler: { command: commands.scheduler, variables: scheduler?.variables ?? {} },
      }),
      ...(generate && { generate }),
      ...(migrates && {
        migrate: {
          ...{ command: spec.migrate, deadlineSeconds: own.migrateDeadlineSeconds },
          ...{ check: spec.check, libpq },
        },
      }),
      ...flushOf(app),
      toolboxImage: settings.toolboxImage,
      ...entryOf(plan, app, foundation, site),
      ...(spec.frontend?.kind === "static" &&
        site && {
          pages: {
            ...site.pages,
            image: image(spec.frontend.image),
            directory: spec.frontend.directory,
          },
        }),
      stamp: stamp(name),
    },
    providers,
  );
}

/** Configuration and secrets of every pod, and the login to the registry of their image. */
export function contentsOf(
  { secrets: configured }: Plan,
  { name, spec, where, variables }: PlannedApplication,
  values: SecretValues,
): Pick<ReleaseObjectsArgs, "variables" | "secrets" | "secretFiles" | "configFile" | "pull"> {
  const configFile = spec.configFile?.(where);
  const password = configured[`${name}.${REGISTRY_PASSWORD}`];
  const { registry } = spec;
  return {
    variables,
    secrets: values.of(spec.secrets(where)),
    secretFiles: values.of(spec.secretFiles?.(where) ?? {}),
    ...(configFile && { configFile }),
    ...(registry.kind === "ghcr" &&
      password && { pull: { registry: registry.base, user: registry.user, password } }),
  };
}

/** How requests from outside reach an application under its host, where it has one. */
function entryOf(
  { settings: { edge }, secrets }: Plan,
  { name, where }: PlannedApplication,
  { cluster: { eks }, loadBalancer, network }: Foundation,
  site: Site | undefined,
): { readonly entry?: Entry } {
  const { host, access } = where.settings;
  const password = secrets[`${name}.${ACCESS_PASSWORD}`];
  if (host === undefined || edge === undefined) return {};
  if (edge.kind === "gateway") return { entry: { kind: "gateway", host, gateway: edge } };
  const listenerArn = loadBalancer?.listenerArns.get(host);
  if (loadBalancer === undefined || eks === undefined) return {};
  if (network === undefined || listenerArn === undefined) return {};
  return {
    entry: {
      ...{ kind: "loadBalancer", host, listenerArn, address: loadBalancer.address },
      ...(access.password === "secret" && password && { password }),
      ...(site && { cdn: site.cdn }),
      vpcId: network.vpcId,
      eksName: eks.name,
      bindingApi: eks.targetGroupBinding,
    },
  };
}

/** What of the cache goes once a release serves; nothing where it stays. */
function flushOf({ spec, where }: PlannedApplication): Pick<ReleaseArgs, "flush"> {
  const { cached: keys } = spec.cache;
  const [variable] =
    Object.entries(spec.secrets(where)).find(([, { from }]) => from === "cache") ?? [];
  if (!where.settings.flushCache || keys === undefined || variable === undefined) return {};
  return { flush: { keys, variable } };
}

/** The registry exists once, so an image has the same address in every environment. */
export function registryAddress({ registry }: Settings, facts: RegistryFacts): string {
  return facts.kind === "ghcr"
    ? facts.base
    : `${registry.accountId}.dkr.ecr.${registry.region}.amazonaws.com`;
}

/** What runs of one of an application's images. */
export function imageOf(
  settings: Settings,
  { spec, artifact }: PlannedApplication,
  repository: string,
): string {
  const image = artifact?.images[repository] ?? "";
  const separator = isDigest(image) ? "@" : ":";
  return `${registryAddress(settings, spec.registry)}/${repository}${separator}${image}`;
}

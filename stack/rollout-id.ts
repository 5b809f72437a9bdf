import { contentId } from "../config/artifact";
import type { PlannedApplication } from "./plan";

/** Raised when the components change what runs: every application then gets a new rollout. */
const COMPONENT_VERSION = 5;

/** What the release of an application is called, computed from everything that runs. */
export function rolloutIdOf(app: PlannedApplication): string {
  const configFile = app.spec.configFile?.(app.where) ?? null;
  return contentId({ ...shape(app), configFile, commands: commandsOf(app) });
}

/** Command lines of the processes that nobody connects to. */
export function commandsOf({ spec: { worker, scheduler }, where }: PlannedApplication) {
  return { worker: worker?.command(where), scheduler: scheduler?.command(where) };
}

/**
 * Everything that shapes a pod or the addresses in its Secret, except how many pods there are. What
 * is missing here would change a running release in place.
 */
function shape({ spec, where, variables }: PlannedApplication): object {
  const { settings, environment } = where;
  const { backend, frontend, worker, generate, migrate, registry } = spec;
  const size = (pods: { readonly size: string } | undefined) => pods?.size ?? null;
  return {
    version: COMPONENT_VERSION,
    artifact: settings.active,
    strategy: settings.strategy,
    attempt: settings.attempt ?? 0,
    variables,
    registry,
    processes: [backend, frontend ?? null, worker?.variables ?? null, generate ?? null, migrate],
    sizes: [size(settings.backend), size(settings.frontend), size(settings.worker)],
    secrets: [spec.secrets(where), spec.secretFiles?.(where) ?? null],
    database: [settings.database.kind, spec.database, environment],
    live: settings.database.kind === "rds" ? settings.database.live : null,
    cache: [settings.cache.kind, spec.cache.index[environment], spec.cache.client],
    rotation: settings.rotation,
  };
}

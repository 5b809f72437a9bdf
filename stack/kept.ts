import { contentId } from "../config/artifact";
import type { PlannedApplication } from "./plan";
import type { Past } from "./promotion";
import { rolloutIdOf } from "./rollout-id";

/**
 * What the objects of a release are, whatever is in them. A rollout of another shape cannot be declared
 * again as it was, so it does not stay.
 */
export function shapeOf({ name, spec, where }: PlannedApplication): string {
  const { settings } = where;
  return contentId({
    name,
    strategy: settings.strategy,
    configFile: spec.configFile?.(where) !== undefined,
    secretFiles: Object.keys(spec.secretFiles?.(where) ?? {}).length,
    registry: spec.registry.kind,
    frontend: spec.frontend?.kind ?? null,
    host: settings.host !== undefined,
    scaled: [settings.backend, settings.frontend].map((pods) => pods?.maxReplicas !== undefined),
  });
}

/** The rollout that served before what is to serve, where it stays up beside it. */
export function keptBeside(app: PlannedApplication, past: Past): string | undefined {
  if (app.where.settings.previousRollout === "removed" || past.shape !== shapeOf(app)) {
    return undefined;
  }
  return past.rollout === rolloutIdOf(app) ? past.kept : past.rollout;
}

/** The artifact that served before what is to serve. */
export function servedBefore({ where }: PlannedApplication, past: Past): string | undefined {
  return past.artifact === where.settings.active ? past.previousArtifact : past.artifact;
}

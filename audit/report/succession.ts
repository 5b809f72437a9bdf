import { z } from "zod";

import type { Digest, Step } from "../digest";
import { named } from "../resource";
import { holdsData } from "./kinds";

/** The end of a name by which one rollout, or one date of a login, is told from the next. */
const GENERATION = /-([0-9a-f]{12}|\d{4}-\d\d-\d\d)$/;

/**
 * Which deletions and replacements are no loss, by URN, and what follows what they delete: objects of a
 * rollout go when the same component makes those of the next, and a Job that is replaced runs once more.
 * What holds data or is protected is never among them.
 */
export function followed(digest: Digest): ReadonlyMap<string, string> {
  return new Map([...done(digest), ...successors(digest), ...runs(digest)]);
}

const JOB = "kubernetes:batch/v1:Job";

const Text = z.string().optional();
const Labelled = z.object({
  metadata: z.object({ labels: z.object({ app: Text, rollout: Text }) }),
});

/** Jobs that ran for a rollout, in whatever component, once the application has another one. */
function done({ steps }: Digest): [string, string][] {
  const labels = (state: Step["newState"]) =>
    Labelled.safeParse(state?.inputs).data?.metadata.labels ?? {};
  const next = new Map(
    steps
      .filter(({ op }) => op === "create")
      .flatMap(({ newState }) => {
        const { app, rollout } = labels(newState);
        return app === undefined || rollout === undefined ? [] : [[app, rollout] as const];
      }),
  );
  return steps
    .filter(({ op, urn }) => op === "delete" && named(urn).type === JOB)
    .filter(({ oldState }) => oldState?.protect !== true)
    .flatMap((step) => {
      const [own, successor] = [generationOf(step), next.get(labels(step.oldState).app ?? "")];
      const isNext = own !== undefined && successor !== undefined && successor !== own;
      return isNext ? [[step.urn, successor]] : [];
    });
}

function runs({ steps }: Digest): [string, string][] {
  return steps
    .filter(({ op, urn }) => op === "replace" && named(urn).type === JOB)
    .filter(({ oldState }) => oldState?.protect !== true)
    .map(({ urn, newState }) => {
      const { data } = Labelled.safeParse(newState?.inputs);
      return [urn, data?.metadata.labels.rollout ?? "another run"];
    });
}

function successors({ steps }: Digest): ReadonlyMap<string, string> {
  const next = new Map(
    steps
      .filter(({ op }) => op === "create")
      .flatMap((step) => {
        const generation = generationOf(step);
        return generation === undefined ? [] : [[placeOf(step), generation] as const];
      }),
  );
  return new Map(
    steps.flatMap((step) => {
      const [generation, successor] = [generationOf(step), next.get(placeOf(step))];
      const loss = step.oldState?.protect === true || holdsData(named(step.urn).type);
      if (step.op !== "delete" || loss || generation === undefined) return [];
      return successor === undefined || successor === generation ? [] : [[step.urn, successor]];
    }),
  );
}

function generationOf({ urn }: Step): string | undefined {
  return GENERATION.exec(named(urn).name)?.[1];
}

/** The component, and whether rollouts or dates are counted in it. */
function placeOf(step: Step): string {
  const kind = generationOf(step)?.includes("-") === true ? "date" : "rollout";
  return `${(step.newState ?? step.oldState)?.parent ?? ""} ${kind}`;
}

import type { AppSpec, Where } from "../apps/spec";
import { outside } from "../components/workload/smoke";
import type { Problem } from "../config/problem";
import type { Plan } from "./plan";
import type { Releases } from "./promotion-checks";
import { rolloutIdOf } from "./rollout-id";

/** What stands against how an application is released. */
export function releaseProblems(path: string, spec: AppSpec, where: Where): Problem[] {
  return [...doorProblems(path, spec, where), ...flushProblems(path, spec, where)];
}

/** A rollout is tried through its host before anybody is sent to it, so one fatal question leads there. */
function doorProblems(path: string, { name, backend, frontend }: AppSpec, where: Where): Problem[] {
  if (where.settings.host === undefined) return [];
  const served = { backend, ...(frontend?.kind === "container" && { frontend }) };
  return Object.entries(served)
    .filter(([, web]) => !outside(web).some(({ fatal }) => fatal))
    .map(([process, { paths }]) => ({
      path: `${path}.${process}`,
      message: `apps/ asks ${name} nothing fatal under the paths that its host sends there; got ${paths.join(", ")}`,
    }));
}

function flushProblems(path: string, { name, cache }: AppSpec, { settings }: Where): Problem[] {
  if (!settings.flushCache || cache.cached !== undefined) return [];
  const message = `apps/ does not say which keys of ${name} are a cache (false); got true`;
  return [{ path: `${path}.flushCache`, message }];
}

/** Taking over what exists is for one update of one rollout, never for the ones that follow. */
export function recoverProblems(plan: Plan, last: Releases): Problem[] {
  const { recover } = plan.settings;
  if (recover === undefined) return [];
  const released = plan.applications.filter(
    (app) => app.artifact !== undefined && last[app.name]?.rollout !== rolloutIdOf(app),
  );
  const ids = released.map(rolloutIdOf);
  if (ids.includes(recover)) return [];
  const names = ids.join(", ") || "none";
  return [
    {
      path: "recover",
      message: `this update releases ${names}: name one of these, or leave it out; got ${recover}`,
    },
  ];
}

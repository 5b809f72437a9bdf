import type { Creation } from "./create";
import { create } from "./create";
import { destroy } from "./delete";
import { read } from "./read";
import { lookUp, type Target } from "./target";
import type { Revision } from "./update";
import { update } from "./update";
import { plainProps, type Props } from "./values";
import type { Outcome } from "./written";

/** What stands behind the calls of the engine. */
export interface Backend {
  readonly create: (target: Target, creation: Creation) => Promise<Outcome>;
  readonly update: (target: Target, revision: Revision) => Promise<Outcome>;
  /** `undefined` when it is gone. */
  readonly read: (
    target: Target,
    id: string,
    state: Props,
    inputs: Props,
  ) => Promise<(Outcome & { inputs: Props }) | undefined>;
  readonly destroy: (target: Target, id: string, state: Props) => Promise<void>;
  /** Whether the object exists and will never be ready. */
  readonly failed: (target: Target, id: string, news: Props) => Promise<boolean>;
}

/** The cloud on disk. */
const SIMULATED: Backend = {
  create,
  update,
  read: (...all) => Promise.resolve(all).then((args) => read(...args)),
  destroy,
  failed: (target, id, news) =>
    Promise.resolve(lookUp(target, id, plainProps(news))?.failure !== undefined),
};

/** Where the objects of a target live: on a real API server if there is one, else on disk. */
export async function backendOf({ scope }: Target): Promise<Backend> {
  return scope.api === undefined ? SIMULATED : (await import("../live/backend")).live(scope.api);
}

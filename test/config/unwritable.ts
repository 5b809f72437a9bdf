import type { AppSpec } from "../../apps/spec";
import type { Web } from "../../apps/web";
import type { GateArgs } from "../../components/workload/gate";
import type { Application } from "../../config/application";

/** Whether a type has no place for a field. */
type Lacks<Type, Field extends string> = Field extends keyof NonNullable<Type> ? false : true;

/** Whether a type refuses a value. */
type Refuses<Type, Value> = Value extends Type ? false : true;

/**
 * Mistakes for which there is no place. Each type below is computed from the sources: `tsc` fails as
 * soon as one of them turns false, because then `true` no longer fits it.
 */
export const UNWRITABLE = {
  portOfWorker: true satisfies Lacks<AppSpec["worker"], "port">,
  podsOfScheduler: true satisfies Lacks<AppSpec["scheduler"], "replicas">,
  schedulerInSettings: true satisfies Lacks<Application, "scheduler">,
  probesOfGate: true satisfies Lacks<GateArgs, "probes">,
  portOfGate: true satisfies Lacks<GateArgs, "port">,
  readinessWithoutSlash: true satisfies Refuses<Web["readinessPath"], "ready">,
  livenessWithoutSlash: true satisfies Refuses<Web["livenessPath"], "health">,
  pathWithoutSlash: true satisfies Refuses<Web["paths"], readonly ["/*", "api/*"]>,
};

/** The same questions asked of what is written today: a question that is always true proves nothing. */
export const WRITABLE = {
  commandOfWorker: false satisfies Lacks<AppSpec["worker"], "command">,
  workerInSettings: false satisfies Lacks<Application, "worker">,
  deadlineOfGate: false satisfies Lacks<GateArgs, "deadlineSeconds">,
  readiness: false satisfies Refuses<Web["readinessPath"], "/ready">,
  liveness: false satisfies Refuses<Web["livenessPath"], "/health">,
  paths: false satisfies Refuses<Web["paths"], readonly ["/*", "/api/*"]>,
};

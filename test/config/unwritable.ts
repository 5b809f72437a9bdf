import type { AppSpec, Web } from "../../apps/spec";
import type { GateArgs } from "../../components/workload/gate";
import type { Application } from "../../config/application";

const command = () => ["celery"];
const seconds = { periodSeconds: 10 };
const probes = { startup: seconds, liveness: seconds, readiness: seconds };

/** Mistakes for which there is no place: `tsc` fails as soon as it accepts one of these lines. */
export const UNWRITABLE: readonly unknown[] = [
  // @ts-expect-error nobody connects to a worker, so it has no port
  { command, port: 80 } satisfies AppSpec["worker"],
  // @ts-expect-error a scheduler never runs twice, so it has no number of pods
  { command, replicas: 2 } satisfies AppSpec["scheduler"],
  // @ts-expect-error settings decide nothing about a scheduler either
  { scheduler: { replicas: 2, size: "small" } } satisfies Partial<Application>,
  // @ts-expect-error a gate ends by itself, so nothing asks whether it is alive
  { probes } satisfies Partial<GateArgs>,
  // @ts-expect-error nor does anybody connect to it
  { port: 80 } satisfies Partial<GateArgs>,
  // @ts-expect-error a probe asks for a path, which begins with a slash
  { readinessPath: "ready" } satisfies Partial<Web>,
  // @ts-expect-error so does what it asks to learn whether a process lives
  { livenessPath: "health" } satisfies Partial<Web>,
  // @ts-expect-error and so does every path of the host
  { paths: ["/*", "api/*"] } satisfies Partial<Web>,
];

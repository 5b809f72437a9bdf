import { type AppSpec, imagesOf, type Where } from "../apps/spec";
import { bucketVariables } from "../apps/uploads";
import { DRILL_BLOCK } from "../components/edge/data-subnets";
import type { Application } from "../config/application";
import { artifactId } from "../config/artifact";
import type { Problem } from "../config/problem";
import { resetProblems } from "./data-checks";
import { releaseProblems } from "./release-checks";
import { retentionProblems } from "./retention";
import { uploadProblems } from "./upload-checks";

/** Everything that the settings of one application get wrong about what the application is. */
export function applicationProblems(
  path: string,
  spec: AppSpec,
  where: Where,
  variables: Readonly<Record<string, string>>,
): Problem[] {
  const { settings, facts } = where;
  return [
    ...logLevelProblems(path, settings, facts.logLevels),
    ...pathProblems(path, spec),
    ...routeProblems(path, spec),
    ...blockProblems(path, spec),
    ...processProblems(path, spec, where),
    ...scaleProblems(path, spec, where),
    ...queueProblems(path, spec, settings),
    ...uploadProblems(path, spec, where),
    ...resetProblems(path, spec, where),
    ...artifactProblems(path, spec, settings),
    ...releaseProblems(path, spec, where),
    ...retentionProblems(path, spec, settings),
    ...variableProblems(path, spec, where, variables),
  ];
}

function logLevelProblems(
  path: string,
  { logLevel }: Application,
  allowed: readonly Application["logLevel"][],
): Problem[] {
  if (allowed.includes(logLevel)) return [];
  return [
    { path: `${path}.logLevel`, message: `use ${allowed.join(" or ")} here; got ${logLevel}` },
  ];
}

/** What asks a process for its health or for a page begins at its root. */
function pathProblems(path: string, { name, backend, frontend }: AppSpec): Problem[] {
  const served = { backend, ...(frontend?.kind === "container" && { frontend }) };
  return Object.entries(served).flatMap(([process, { livenessPath, readinessPath, paths }]) =>
    [livenessPath ?? "/", readinessPath, ...paths]
      .filter((asked) => !asked.startsWith("/"))
      .map((asked) => ({
        path: `${path}.${process}`,
        message: `apps/ gives ${name} a path that does not begin with /; got ${asked}`,
      })),
  );
}

/** A network of 65,536 addresses has room for 32 blocks of data subnets, and drills have the last. */
function blockProblems(path: string, { name, database: { block } }: AppSpec): Problem[] {
  if (Number.isInteger(block) && block >= 0 && block < DRILL_BLOCK) return [];
  const message = `apps/ gives ${name} a block of data subnets beyond 0 to ${DRILL_BLOCK - 1}; got ${block}`;
  return [{ path: `${path}.database`, message }];
}

/** Of two processes behind one host, one answers some paths and the other everything else. */
function routeProblems(path: string, { name, backend, frontend }: AppSpec): Problem[] {
  if (frontend?.kind !== "container") return [];
  const rest = [backend, frontend].filter(({ paths }) => paths.includes("/*"));
  if (rest.length === 1) return [];
  const message = `apps/ must leave everything else (/*) to one of backend and frontend of ${name}`;
  return [{ path: `${path}.frontend`, message }];
}

/** Celery's own scaling and Kubernetes' would take turns undoing each other. */
function scaleProblems(path: string, { worker }: AppSpec, where: Where): Problem[] {
  const { maxReplicas } = where.settings.worker ?? {};
  const scales = worker?.command(where).some((argument) => argument.startsWith("--autoscale"));
  if (maxReplicas === undefined || scales !== true) return [];
  const message = `its command scales by itself (--autoscale): leave it out; got ${maxReplicas}`;
  return [{ path: `${path}.worker.maxReplicas`, message }];
}

/** A Redis that is full throws keys away or refuses new ones; queued work is only safe in the latter. */
function queueProblems(path: string, spec: AppSpec, { cache }: Application): Problem[] {
  if (spec.cache.client !== "celery" || cache.kind !== "elasticache") return [];
  if (cache.maxmemoryPolicy === "noeviction") return [];
  const message = `${spec.name} queues work there, which a full cache must not throw away (noeviction); got ${cache.maxmemoryPolicy}`;
  return [{ path: `${path}.cache.maxmemoryPolicy`, message }];
}

/** Pods are decided for exactly the processes that exist; dev may leave the worker out. */
function processProblems(path: string, spec: AppSpec, { environment, settings }: Where): Problem[] {
  const rows = [
    {
      field: "worker",
      exists: spec.worker !== undefined,
      decided: settings.worker !== undefined,
      optional: environment === "dev",
    },
    {
      field: "frontend",
      exists: spec.frontend?.kind === "container",
      decided: settings.frontend !== undefined,
      optional: false,
    },
  ];
  return rows.flatMap(({ field, exists, decided, optional }) => {
    if (decided && !exists) {
      return [{ path: `${path}.${field}`, message: `${spec.name} has no ${field} to run` }];
    }
    if (exists && !decided && !optional) {
      return [
        { path: `${path}.${field}`, message: `${spec.name} has a ${field}: say how many pods` },
      ];
    }
    return [];
  });
}

function artifactProblems(
  path: string,
  spec: AppSpec,
  { artifacts, active, previous }: Application,
): Problem[] {
  const wanted = [...imagesOf(spec)].sort();
  const problems = Object.entries(artifacts).flatMap(([id, artifact]) => {
    const at = `${path}.artifacts.${id}`;
    const listed = Object.keys(artifact.images).sort();
    const computed = artifactId(artifact);
    return [
      ...(computed === id
        ? []
        : [{ path: at, message: `an artifact is named by its content; this one is ${computed}` }]),
      ...(listed.join() === wanted.join()
        ? []
        : [
            {
              path: `${at}.images`,
              message: `${spec.name} runs ${wanted.join(", ")}; got ${listed.join(", ") || "none"}`,
            },
          ]),
    ];
  });
  if (active !== "none" && !Object.hasOwn(artifacts, active)) {
    problems.push({
      path: `${path}.active`,
      message: `name one of the artifacts, or none; got ${active}`,
    });
  }
  if (previous !== undefined && (previous === active || !Object.hasOwn(artifacts, previous))) {
    problems.push({
      path: `${path}.previous`,
      message: `name an artifact that active does not, or leave it out; got ${previous}`,
    });
  }
  return problems;
}

/** A variable is plain or secret, never both, and some have only one right value. */
function variableProblems(
  path: string,
  spec: AppSpec,
  where: Where,
  variables: Readonly<Record<string, string>>,
): Problem[] {
  const secret = Object.keys(spec.secrets(where)).filter((name) => name in variables);
  const guarded = Object.entries({
    ...spec.guards(where),
    ...bucketVariables(spec, where),
  }).filter(([name, value]) => variables[name] !== value);
  return [
    ...secret.map((name) => ({
      path: `${path}.variables.${name}`,
      message: `${name} is a secret of ${spec.name} and cannot be a plain variable`,
    })),
    ...guarded.map(([name, value]) => ({
      path: `${path}.variables.${name}`,
      message: `${name} must be ${value} here; got ${variables[name] ?? "nothing"}`,
    })),
  ];
}

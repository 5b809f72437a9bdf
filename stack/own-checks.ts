import { type AppSpec, imagesOf, type Where } from "../apps/spec";
import type { Application } from "../config/application";
import { artifactId } from "../config/artifact";
import type { Problem } from "../config/problem";

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
    ...processProblems(path, spec, where),
    ...artifactProblems(path, spec, settings),
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
  { artifacts, active }: Application,
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
  const guarded = Object.entries(spec.guards(where)).filter(
    ([name, value]) => variables[name] !== value,
  );
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

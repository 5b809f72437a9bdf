import { imagesOf } from "../apps/spec";
import { livePriority } from "../components/workload/entry";
import type { Problem } from "../config/problem";
import type { PlannedApplication } from "./plan";

/** Something that only one application of an environment may have. */
interface Exclusive {
  readonly field: string;
  readonly what: string;
  readonly of: (app: PlannedApplication) => readonly string[];
}

const EXCLUSIVE: readonly Exclusive[] = [
  { field: "host", what: "host", of: ({ where }) => present(where.settings.host) },
  {
    field: "host",
    what: "listener rule priority",
    of: ({ name, where }) =>
      where.settings.host === undefined
        ? []
        : [`${livePriority(name, ["/*"])} (which follows from the name)`],
  },
  {
    field: "database",
    what: "database",
    of: ({ spec, where }) => [spec.database.name[where.environment]],
  },
  {
    field: "database",
    what: "owner role",
    of: ({ spec }) => [spec.database.owner],
  },
  {
    field: "database",
    what: "block of data subnets",
    of: ({ spec }) => [String(spec.database.block)],
  },
  {
    field: "artifacts",
    what: "registry repository",
    of: ({ spec }) => imagesOf(spec),
  },
  {
    field: "reviewers",
    what: "GitHub environment",
    of: ({ spec, where: { facts } }) =>
      facts.github.map(({ environment }) => `${spec.repository.name}/${environment}`),
  },
  {
    field: "backend",
    what: "Service",
    of: ({ name, spec, where: { facts } }) => [
      `${facts.namespace}/${facts.serviceName}`,
      ...(spec.frontend?.kind === "container" ? [`${facts.namespace}/${name}-frontend`] : []),
    ],
  },
];

/** What two applications of one environment would share by accident. */
export function crossChecks(applications: readonly PlannedApplication[]): Problem[] {
  return [...exclusiveProblems(applications), ...mailProblems(applications)];
}

function exclusiveProblems(applications: readonly PlannedApplication[]): Problem[] {
  return EXCLUSIVE.flatMap(({ field, what, of }) => {
    const owners = new Map<string, string>();
    return applications.flatMap((app) =>
      of(app).flatMap((value) => {
        const owner = owners.get(value);
        owners.set(value, owner ?? app.name);
        if (owner === undefined || owner === app.name) return [];
        return [
          {
            path: `applications.${app.name}.${field}`,
            message: `${what} ${value} belongs to ${owner}: two applications never share one`,
          },
        ];
      }),
    );
  });
}

/** In one account and region SES sends to everybody, or to verified addresses alone. */
function mailProblems(applications: readonly PlannedApplication[]): Problem[] {
  const senders = (kind: string) =>
    applications.filter(({ spec, where }) => spec.email?.[where.environment] === kind);
  const [free] = senders("ses");
  if (free === undefined) return [];
  return senders("sesSandbox").map(({ name }) => ({
    path: `applications.${name}`,
    message: `apps/ keeps its mail in the sandbox of SES, which ${free.name} has left: one account and region is in it or not`,
  }));
}

function present<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}

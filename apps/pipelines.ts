import type { GithubEnvironment } from "../config/github";

/**
 * One workflow file, as far as GitHub's rules depend on it: the checks that it reports and the
 * environments that its jobs enter.
 *
 * Nothing filters it by path, because a required check of a workflow that does not start is
 * awaited for ever; such filters belong to steps.
 */
export interface Pipeline {
  /** Name of the file below `.github/workflows`. */
  readonly file: string;
  /** Branches, as rules name them, whose pull requests start it. */
  readonly pullRequests: readonly string[];
  readonly jobs: Jobs;
}

export type Jobs = Readonly<Record<string, Job>>;

export interface Job {
  /** Values of its matrix; each runs, and reports, by itself. */
  readonly matrix?: readonly string[];
  /** Whether pull requests are merged without it. */
  readonly required?: true;
  /** What it enters; one of several where its input decides. */
  readonly environment?: GithubEnvironment | readonly GithubEnvironment[];
  /** Jobs of the reusable workflow that runs in its place. */
  readonly calls?: Jobs;
}

/** Names of the checks without which nothing is merged into a branch. */
export function requiredChecks(pipelines: readonly Pipeline[], branch: string): readonly string[] {
  return pipelines
    .filter(({ pullRequests }) => pullRequests.includes(branch))
    .flatMap(({ jobs }) => Object.entries(jobs))
    .flatMap(([name, job]) => (job.required === true ? checksOf(name, job) : []));
}

/** Every environment that a job enters. */
export function environmentsOf(pipelines: readonly Pipeline[]): ReadonlySet<GithubEnvironment> {
  return new Set(pipelines.flatMap(({ jobs }) => entered(jobs)));
}

/** As GitHub writes them: `job`, `job (3.11)`, `caller / job`, `caller (3.11) / job`. */
function checksOf(name: string, { matrix, calls }: Job): readonly string[] {
  const own = matrix === undefined ? [name] : matrix.map((value) => `${name} (${value})`);
  if (calls === undefined) return own;
  const called = Object.entries(calls).flatMap(([inner, job]) => checksOf(inner, job));
  return own.flatMap((caller) => called.map((check) => `${caller} / ${check}`));
}

function entered(jobs: Jobs): readonly GithubEnvironment[] {
  return Object.values(jobs).flatMap(({ environment, calls }) => [
    ...(environment === undefined ? [] : [environment].flat()),
    ...entered(calls ?? {}),
  ]);
}

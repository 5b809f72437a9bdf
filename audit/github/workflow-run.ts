import { z } from "zod";

import type { Told } from "../ledger/ledger";
import { type Api, REPO, type Where } from "./api";

/** What GitHub Actions tells a job of itself, in its environment. */
const Variables = z.object({
  GITHUB_REPOSITORY: z.string().regex(/^[^/]+\/[^/]+$/),
  GITHUB_RUN_ATTEMPT: z.string().regex(/^\d+$/),
  GITHUB_RUN_ID: z.string().regex(/^\d+$/),
  GITHUB_SERVER_URL: z.url(),
  GITHUB_SHA: z.string().regex(/^[0-9a-f]{40}$/),
  /** Whoever started this attempt; `GITHUB_ACTOR` stays who started the first. */
  GITHUB_TRIGGERING_ACTOR: z.string().min(1),
});

const Approvals = z.array(
  z.object({
    state: z.string(),
    user: z.object({ login: z.string() }).nullable(),
    environments: z.array(z.object({ name: z.string() })),
  }),
);

/** Who runs a job, of what commit, where its log is, and who let it into its environment. */
export async function workflowRun(
  variables: NodeJS.ProcessEnv,
  environment: string,
  api: Api,
): Promise<Pick<Told, "actor" | "approvers" | "commit" | "run" | "gaps">> {
  const { where, runId, actor, commit, run } = jobOf(variables);
  const { approvers, why } = await approvals(where, runId, environment, api);
  return { actor, commit, run, approvers, gaps: why === undefined ? {} : { approvers: why } };
}

/** What a job knows without asking anybody. */
export function jobOf(variables: NodeJS.ProcessEnv) {
  const job = Variables.safeParse(variables);
  if (!job.success) throw new Error(`not a job of GitHub Actions:\n${z.prettifyError(job.error)}`);
  const { GITHUB_REPOSITORY, GITHUB_RUN_ID: runId, GITHUB_SERVER_URL } = job.data;
  const [owner = "", repo = ""] = GITHUB_REPOSITORY.split("/");
  const where: Where = { owner, repo };
  const repository = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;
  const run = `${repository}/actions/runs/${runId}/attempts/${job.data.GITHUB_RUN_ATTEMPT}`;
  const { GITHUB_SHA: commit, GITHUB_TRIGGERING_ACTOR: actor } = job.data;
  return { actor, commit, runId, run, repository, where };
}

async function approvals(
  where: Where,
  run: string,
  environment: string,
  api: Api,
): Promise<{ readonly approvers: readonly string[] | undefined; readonly why?: string }> {
  const route = `${REPO}/actions/runs/{run_id}/approvals`;
  const answer = await api.get(route, { ...where, run_id: run });
  if (!answer.shown) {
    return { approvers: undefined, why: `GitHub shows no approvals (${answer.status})` };
  }
  const logins = Approvals.parse(answer.body)
    .filter(
      ({ state, environments }) =>
        state === "approved" && environments.some(({ name }) => name === environment),
    )
    .flatMap(({ user }) => (user === null ? [] : [user.login]));
  return logins.length === 0
    ? { approvers: undefined, why: `the environment ${environment} asked nobody` }
    : { approvers: [...new Set(logins)].sort() };
}

import { z } from "zod";

import { type Api, REPO, type Where } from "../github/api";
import { parseJson } from "../json";
import type { Run } from "../pulumi";
import { visible } from "../visible";
import { type Deployment, releasesIn } from "./deployment";

type Pulumi = (args: readonly string[]) => Promise<Run>;

const PullRequests = z.array(z.object({ number: z.int(), merged_at: z.string().nullable() }));

/** The pull request that brought a commit; none where it came another way. */
export async function pullRequestOf(
  commit: string,
  where: Where,
  github: Api,
): Promise<number | undefined> {
  const answer = await github.list(`${REPO}/commits/{commit_sha}/pulls`, {
    ...where,
    commit_sha: commit,
  });
  if (!answer.shown) return undefined;
  return PullRequests.parse(answer.body).find(({ merged_at }) => merged_at !== null)?.number;
}

/** What is told of an update, by what is on record of it and the outputs of the stack. */
export async function deploymentOf(
  stack: string,
  known: Pick<Deployment, "commit" | "run" | "checks" | "record">,
  pulumi: Pulumi,
): Promise<Deployment> {
  const outputs = await pulumi(["stack", "output", "--json", "--stack", stack]);
  if (outputs.code !== 0)
    throw new Error(`${stack} tells nothing: ${visible(outputs.stderr).trim()}`);
  const releases = releasesIn(parseJson("what stack output printed", outputs.stdout));
  return { stack, ...known, releases };
}

/** Posts to a channel that takes `{"text": …}`, as Slack does; its address is a secret, so no error names it. */
export async function announce(
  address: string,
  message: string,
  post: typeof fetch = fetch,
): Promise<void> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ text: message });
  const answer = await post(address, { method: "POST", headers, body }).catch(() => undefined);
  if (answer?.ok === true) return;
  throw new Error(`the release channel took nothing: ${answer?.status ?? "it did not answer"}`);
}

import { z } from "zod";

import type { Where, Writer } from "../github/api";
import { REPO } from "../github/api";

/** The comments of one kind on one pull request: written once, then kept up to date. */
export interface Sticky extends Where {
  readonly pullRequest: number;
  /** Who writes them; a comment of anybody else is never touched, whatever stands in it. */
  readonly author: string;
  /** What they are about, `preview prod` for example. */
  readonly about: string;
}

const Comments = z.array(
  z.object({
    id: z.number(),
    body: z.string().nullish(),
    user: z.object({ login: z.string() }).nullish(),
  }),
);

const OF_A_PULL_REQUEST = `${REPO.slice("GET ".length)}/issues/{issue_number}/comments`;
const ONE = `${REPO.slice("GET ".length)}/issues/comments/{comment_id}`;

/**
 * Makes the comments say these texts, one each: changes those that are there, writes what is missing, removes
 * what is too many. Text that nothing precedes goes back the same way, so that the last word is always there.
 */
export async function stick(
  { owner, repo, pullRequest, author, about }: Sticky,
  texts: readonly string[],
  github: Writer,
): Promise<void> {
  const where = { owner, repo };
  const on = { ...where, issue_number: pullRequest };
  const answer = await github.list(`GET ${OF_A_PULL_REQUEST}`, on);
  if (!answer.shown) {
    throw new Error(
      `comments of #${pullRequest} cannot be read (${answer.status}): pull-requests: write`,
    );
  }
  const mark = marker(about);
  const own = Comments.parse(answer.body).filter(
    ({ body, user }) => user?.login === author && body?.startsWith(mark) === true,
  );
  for (const [index, text] of texts.entries()) {
    const body = `${mark}\n${text}`;
    const there = own[index];
    if (there === undefined) await github.send(`POST ${OF_A_PULL_REQUEST}`, { ...on, body });
    else if (there.body !== body)
      await github.send(`PATCH ${ONE}`, { ...where, comment_id: there.id, body });
  }
  for (const { id } of own.slice(texts.length)) {
    await github.send(`DELETE ${ONE}`, { ...where, comment_id: id });
  }
}

/** The first line, which nobody sees and only this program looks for. */
function marker(about: string): string {
  return `<!-- platform: ${about.replace(/[^\w. -]/g, "_")} -->`;
}

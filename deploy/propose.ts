import { createHash } from "node:crypto";

import { z } from "zod";

import { REPO, type Where, type Writer } from "../audit/github/api";
import { loadSettings } from "../config/load";
import { settingsIn } from "./pin";
import { stackOf } from "./release";

/** A change of stack files that somebody is to review. */
export interface Proposal {
  readonly title: string;
  readonly body: string;
  /** The commit that the files were changed in: what was merged meanwhile is merged with them, or conflicts. */
  readonly commit: string;
  /** The branch that it goes to. */
  readonly base: string;
  /** Whole files, by the name of their stack. */
  readonly files: Readonly<Record<string, string>>;
  /** Whether one that is open under the same title will do, whatever it changes. */
  readonly once: boolean;
}

const Content = z.object({ sha: z.string(), content: z.string() });
const Head = z.object({
  ref: z.string(),
  /** None where a fork is gone. */
  repo: z.object({ full_name: z.string() }).nullable(),
});
const PullRequests = z.array(z.object({ html_url: z.url(), title: z.string(), head: Head }));
const Created = z.object({ html_url: z.url() });
const WRITE = REPO.slice("GET ".length);
/** What branches of proposals begin with. */
const OURS = "propose/";

/**
 * Opens a pull request with the files that differ from those of the commit; none where none does, and the one
 * that is open where it was proposed before. Its address.
 */
export async function propose(
  where: Where,
  { title, body, commit, base, files, once }: Proposal,
  github: Writer,
): Promise<string | undefined> {
  const changed: { readonly path: string; readonly text: string; readonly sha: string }[] = [];
  for (const [name, text] of Object.entries(files)) {
    const path = `Pulumi.${stackOf(name)}.yaml`;
    loadSettings(name, () => settingsIn(text));
    const before = await contentOf(path, commit, where, github);
    if (before.text !== text) changed.push({ path, text, sha: before.sha });
  }
  if (changed.length === 0) return undefined;

  const branch = `${OURS}${hashOf(commit, changed)}`;
  const open = await github.list(`${REPO}/pulls`, { ...where, base, state: "open" });
  const there = (open.shown ? PullRequests.parse(open.body) : []).find(
    ({ head: { ref, repo }, ...one }) =>
      repo?.full_name === `${where.owner}/${where.repo}` &&
      (ref === branch || (once && ref.startsWith(OURS) && one.title === title)),
  );
  if (there !== undefined) return there.html_url;
  const known = await github.get(`${REPO}/git/ref/{ref}`, { ...where, ref: `heads/${branch}` });
  if (!known.shown) {
    await github.send(`POST ${WRITE}/git/refs`, {
      ...where,
      ref: `refs/heads/${branch}`,
      sha: commit,
    });
  }
  for (const { path, text, sha } of changed) {
    const now = await contentOf(path, branch, where, github);
    if (now.text === text) continue;
    const content = Buffer.from(text).toString("base64");
    await github.send(`PUT ${WRITE}/contents/{path}`, {
      ...{ ...where, path, branch, content, sha, message: title },
    });
  }
  const made = await github.send(`POST ${WRITE}/pulls`, {
    ...where,
    title,
    body,
    head: branch,
    base,
  });
  return Created.parse(made).html_url;
}

async function contentOf(
  path: string,
  ref: string,
  where: Where,
  github: Writer,
): Promise<{ readonly text: string; readonly sha: string }> {
  const answer = await github.get(`${REPO}/contents/{path}`, { ...where, path, ref });
  if (!answer.shown)
    throw new Error(`${path} cannot be read on GitHub (${answer.status}): contents: write`);
  const { sha, content } = Content.parse(answer.body);
  return { sha, text: Buffer.from(content, "base64").toString("utf8") };
}

/** The same change of the same commit has the same branch, however often it is proposed. */
function hashOf(commit: string, changed: readonly object[]): string {
  return createHash("sha256")
    .update(JSON.stringify([commit, changed]))
    .digest("hex")
    .slice(0, 12);
}

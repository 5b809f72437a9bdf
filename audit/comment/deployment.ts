import { Releases, type Released, type Verified } from "../../config/verified";
import type { Line } from "../ledger/record";
import { code, plain } from "../report/escape-markdown";
import { visible } from "../visible";

/** An update as it is told to people: what ran, and what its stack serves now. */
export interface Deployment {
  readonly stack: string;
  readonly commit: string;
  /** Where its log is; also the id by which it is found again. */
  readonly run: string;
  /** Where the tests of the commit and their coverage are. */
  readonly checks: string;
  /** What the run put on record; more than one line where it went back. */
  readonly record: readonly Line[];
  readonly releases: Readonly<Record<string, Released>>;
}

/** What `pulumi stack output --json` printed, as far as releases go. */
export function releasesIn(outputs: unknown): Deployment["releases"] {
  return Releases.parse(outputs).applications;
}

/** The comment on the pull request or issue of a release: commit, migrations, and what serves. */
export function deploymentComment(deployment: Deployment): string {
  const { stack, commit, run, checks, record, releases } = deployment;
  return [
    `### ${mark(record)} ${plain(stack)}: ${resultOf(record)}`,
    "",
    `Commit ${code(commit)} · [log](${run}) · [tests and coverage](${checks})`,
    `On record as ${code(record.at(-1)?.hash ?? "nothing")}`,
    "",
    ...record.flatMap(({ entry }) => entry.refusals.map((why) => `- ${plain(why)}`)),
    "",
    "| Application | Serves | Schema | Migrations that it carries | Service |",
    "| --- | --- | --- | --- | --- |",
    ...Object.entries(releases).map(([app, release]) => {
      const proof = proofOf(release);
      return `| ${[
        plain(app),
        release.artifact === undefined ? "nothing" : code(release.artifact),
        proof === undefined ? "–" : code(proof.schemaHead),
        migrations(release, proof),
        service(release, proof),
      ].join(" | ")} |`;
    }),
    "",
  ].join("\n");
}

/** The message to the release channel: the result, the ids under which it is traced, and the links. */
export function channelMessage(deployment: Deployment): string {
  const { stack, commit, run, checks, record, releases } = deployment;
  const traces = Object.entries(releases).flatMap(([app, { rollout }]) =>
    rollout === undefined ? [] : [`${app} ${rollout}`],
  );
  return [
    `${mark(record)} ${stack}: ${resultOf(record)}`,
    `commit ${commit}, on record as ${record.at(-1)?.hash ?? "nothing"}`,
    `traces (x-rollout): ${traces.length === 0 ? "none" : traces.join(", ")}`,
    `log: ${run}`,
    `tests and coverage: ${checks}`,
  ].join("\n");
}

function mark(record: Deployment["record"]): string {
  return ends(record)[0]?.entry.result === "succeeded" ? "✅" : "❌";
}

/** What is on record of updates that ended, or that were refused. */
function ends(record: Deployment["record"]): Deployment["record"] {
  return record.filter(({ entry }) => entry.result !== "began");
}

function resultOf(record: Deployment["record"]): string {
  const told = ends(record).map(({ entry }) => `${entry.kind} ${entry.result} at ${entry.at}`);
  if (told.length > 0) return visible(told.join(", then "));
  return record.length === 0 ? "nothing is on record" : "it began, and nobody knows how it ended";
}

/** Evidence of what serves. */
function proofOf({ artifact, verified }: Released): Verified | undefined {
  return verified.find(({ artifactId }) => artifactId === artifact);
}

function migrations({ migrated }: Released, proof: Verified | undefined): string {
  if (proof === undefined) return "–";
  const listed = proof.migrations?.map(
    ({ id, operations }) => `${code(id)} (${plain(operations.join(", "))})`,
  );
  const told = listed === undefined ? "its build lists none" : listed.join(", ") || "none";
  return `${told}; this rollout ${migrated === true ? "ran them" : "ran none"}`;
}

function service({ artifact, rollout }: Released, proof: Verified | undefined): string {
  if (artifact === undefined) return "nothing serves";
  const since = proof === undefined ? "not verified" : `verified since ${proof.verifiedAt}`;
  return rollout === undefined ? since : `${since}, rollout ${code(rollout)}`;
}

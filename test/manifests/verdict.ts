import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

import { type Manifest, streamOf } from "./manifests";

/** Something that a judge does not accept. */
export interface Finding {
  readonly judge: "kubeconform" | "kube-score";
  readonly check: string;
  /** Kind and name of an object, without the rollout's id: `Deployment appos-backend`. */
  readonly subject: string;
  readonly detail: string;
}

export interface Verdict {
  readonly findings: readonly Finding[];
  /** Subjects that the judge looked at. */
  readonly judged: readonly string[];
}

/** Where `toolchain/judges.sh` puts the judges and the schemas. */
export const JUDGES = resolve(__dirname, "../../.cache/judges");

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const ROLLOUT_ID = /-[0-9a-f]{12}\b/;

export function subject(kind: string, name: string): string {
  return `${kind} ${name.replace(ROLLOUT_ID, "")}`;
}

/** Runs a judge over manifests; its exit code must say the same as its answer. */
export function ask<Answer>(
  judge: Finding["judge"],
  from: string,
  args: readonly string[],
  manifests: readonly Manifest[],
  fails: (answer: Answer) => boolean,
): Answer {
  const command = join(from, judge);
  if (!existsSync(command))
    throw new Error(`${judge} is not built: run \`make test\`, which builds it`);
  const { status, stdout, stderr } = spawnSync(command, args, {
    input: streamOf(manifests),
    encoding: "utf8",
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  if (stdout === "") throw new Error(`${judge} said nothing but: ${stderr}`);
  const answer = JSON.parse(stdout) as Answer;
  if (status !== Number(fails(answer))) throw new Error(`${judge} ended with ${String(status)}`);
  return answer;
}

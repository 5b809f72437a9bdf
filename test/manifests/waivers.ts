import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";
import { z } from "zod";

const Waivers = z.array(
  z.strictObject({
    judge: z.enum(["kubeconform", "kube-score"]),
    check: z.string().min(1),
    reason: z.string().min(10, "say why, in at least ten characters"),
    subjects: z.array(z.string()).min(1),
  }),
);
export type Waivers = z.infer<typeof Waivers>;

/** The findings of `waivers.yaml` that are accepted, and why. */
export function readWaivers(): Waivers {
  return Waivers.parse(parse(readFileSync(join(__dirname, "waivers.yaml"), "utf8")));
}

/** What a judge, whoever that is, does not accept of a subject. */
interface Found {
  readonly judge: string;
  readonly check: string;
  readonly subject: string;
  readonly detail: string;
}

/** A check that is waived for some subjects. */
interface Waived extends Pick<Found, "judge" | "check"> {
  readonly subjects: readonly string[];
}

/** What is wrong with a list of waivers: findings that it lacks, and rows that nothing needs. */
export function settle(
  findings: readonly Found[],
  waivers: readonly Waived[],
): { readonly unwaived: readonly string[]; readonly unused: readonly string[] } {
  const found = new Map(findings.map((f) => [`${f.judge} ${f.check} ${f.subject}`, f.detail]));
  const waived = new Set(
    waivers.flatMap((w) => w.subjects.map((subject) => `${w.judge} ${w.check} ${subject}`)),
  );
  return {
    unwaived: [...found]
      .filter(([id]) => !waived.has(id))
      .map(([id, text]) => `${id}: ${text}`)
      .sort(),
    unused: [...waived].filter((id) => !found.has(id)),
  };
}

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";
import { z } from "zod";

import { IsoDate } from "../../../config/waiver";
import { settle } from "../../manifests/waivers";
import type { Finding } from "./rule";

const Waivers = z.array(
  z.strictObject({
    rule: z.string().min(1),
    reason: z.string().min(10, "say why, in at least ten characters"),
    expires: IsoDate,
    subjects: z.array(z.string()).min(1),
  }),
);
export type Waivers = z.infer<typeof Waivers>;

/** The rules of `waivers.yaml` that are broken on purpose, and why. */
export function readWaivers(): Waivers {
  return Waivers.parse(parse(readFileSync(join(__dirname, "waivers.yaml"), "utf8")));
}

/** What is wrong with a list of waivers on the day `today`: findings that it lacks, rows that excuse nothing. */
export function excuse(findings: readonly Finding[], waivers: Waivers, today: string) {
  const valid = waivers.filter(({ expires }) => today <= expires);
  const ofRule = (rule: string) => findings.filter(({ check }) => check === rule);
  const named = valid.map(({ rule, subjects }) => ({
    judge: "data-rules",
    check: rule,
    subjects: subjects.flatMap((pattern) => {
      const excused = ofRule(rule).filter(({ subject }) => matches(subject, pattern));
      return excused.length === 0 ? [pattern] : excused.map(({ subject }) => subject);
    }),
  }));
  const expired = waivers.filter((waiver) => !valid.includes(waiver)).map(({ rule }) => rule);
  return { ...settle(findings, named), expired };
}

function matches(subject: string, pattern: string): boolean {
  const literally = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literally.replaceAll("*", ".*")}$`).test(subject);
}

import { z } from "zod";

import { parseJson } from "./json";

const Violation = z.object({
  policyName: z.string(),
  policyPackName: z.string(),
  enforcementLevel: z.string(),
  resourceUrn: z.string().default(""),
  message: z.string().default(""),
});
export type Violation = z.infer<typeof Violation>;

/** Which policy packs judged a preview, by version, and what they found. */
export const Policies = z.object({
  packs: z.record(z.string(), z.string()).default({}),
  violations: z.array(Violation).default([]),
});
export type Policies = z.infer<typeof Policies>;

const Event = z.object({
  policyEvent: Violation.optional(),
  policyAnalyzeSummaryEvent: z
    .object({ policyPackName: z.string(), policyPackVersion: z.string().default("") })
    .optional(),
});

/**
 * What `--event-log` says of policies, which `preview --json` leaves out. Its debug lines contain what
 * providers generate, passwords included: they are dropped before anything else is done with them.
 */
export function readPolicies(log: string, redact: (value: unknown) => unknown): Policies {
  const events = log
    .split("\n")
    .filter((line) => /^\{"sequence":\d+,"timestamp":\d+,"policy\w+":/.test(line))
    .map((line) => Event.parse(redact(parseJson("a line of the event log", line))));
  const packs = events
    .flatMap(({ policyAnalyzeSummaryEvent: judged }) => judged ?? [])
    .map(({ policyPackName, policyPackVersion }) => [policyPackName, policyPackVersion] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const violations = events.flatMap(({ policyEvent }) => policyEvent ?? []);
  const key = (v: Violation) =>
    [v.enforcementLevel === "mandatory" ? 0 : 1, v.policyName, v.resourceUrn].join("\0");
  return {
    packs: Object.fromEntries(packs),
    violations: violations.sort((a, b) => (key(a) < key(b) ? -1 : 1)),
  };
}

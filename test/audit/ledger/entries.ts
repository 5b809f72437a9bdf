import { nextLine } from "../../../audit/ledger/chain";
import type { Entry } from "../../../audit/ledger/record";

const INTENT = `sha256:${"a".repeat(64)}`;

/** The record of an update that ran at some minute of an hour. */
export function entry(minute: number, change: Partial<Entry> = {}): Entry {
  const time = (second: string) =>
    `2026-11-20T10:${String(minute).padStart(2, "0")}:${second}.000Z`;
  return {
    ...{ stack: "prod", kind: "update", result: "succeeded", refusals: [] },
    ...{ actor: "ada", approvers: ["grace"], commit: "c".repeat(40), run: "https://ci.test/1" },
    ...{ approved: INTENT, intended: INTENT, report: "b".repeat(64) },
    ...{ changes: { update: 2 }, waivers: [], gaps: {} },
    at: time("30"),
    update: { startTime: time("00"), endTime: time("30") },
    ...change,
  };
}

export function refused(minute: number, change: Partial<Entry> = {}): Entry {
  return entry(minute, {
    ...{ result: "refused", refusals: ["delete x: was not approved"], update: null, ...change },
  });
}

/** The record of an update that is about to run. */
export function began(minute: number): Entry {
  return entry(minute, { result: "began", update: null });
}

/** The text of a ledger with these entries. */
export function ledger(...entries: readonly Entry[]): string {
  return entries.reduce((text, each) => text + nextLine(text, each), "");
}

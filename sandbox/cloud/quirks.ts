import * as path from "node:path";

import { readIfThere, writeWhole } from "./objects";

/** What GitHub does without a word about it, and the sandbox only when told to. */
export const QUIRKS = ["drop-reviewers", "plan-fallback", "rate-limit"] as const;
export type Quirk = (typeof QUIRKS)[number];

/** Says whether GitHub behaves like that now. */
export function has(sandbox: string, quirk: Quirk): boolean {
  return quirks(sandbox).includes(quirk);
}

/** Switches a quirk on or off. */
export function setQuirk(sandbox: string, quirk: Quirk, on: boolean): void {
  const others = quirks(sandbox).filter((each) => each !== quirk);
  writeWhole(fileOf(sandbox), JSON.stringify(on ? [...others, quirk] : others));
}

function quirks(sandbox: string): readonly Quirk[] {
  return JSON.parse(readIfThere(fileOf(sandbox)) ?? "[]") as readonly Quirk[];
}

function fileOf(sandbox: string): string {
  return path.join(sandbox, "cloud", "quirks.json");
}

import * as path from "node:path";

import { readIfThere, writeWhole } from "./objects";

const UNITS: Readonly<Record<string, number>> = { s: 1e3, m: 6e4, h: 36e5, d: 864e5 };

/** The simulated cloud's time, as an ISO timestamp without fractions. */
export function now(sandbox: string): string {
  return new Date(Date.now() + offset(sandbox)).toISOString().replace(/\.\d+Z$/, "Z");
}

/** How far the cloud's clock is from the machine's, in milliseconds. */
export function offset(sandbox: string): number {
  const content = readIfThere(fileOf(sandbox));
  return content === undefined ? 0 : (JSON.parse(content) as { offsetMs: number }).offsetMs;
}

/** Sets the clock to an offset from the machine's: `-48h`, `30m`, `0s`. */
export function setOffset(sandbox: string, text: string): void {
  const [, amount, unit] = /^([+-]?\d+)([smhd])$/.exec(text) ?? [];
  const factor = UNITS[unit ?? ""];
  if (factor === undefined) throw new Error(`${text} is not an offset such as -48h, 30m or 0s`);
  writeWhole(fileOf(sandbox), JSON.stringify({ offsetMs: Number(amount) * factor }));
}

function fileOf(sandbox: string): string {
  return path.join(sandbox, "cloud", "clock.json");
}

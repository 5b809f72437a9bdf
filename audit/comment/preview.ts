import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a preview left, and the run that made it. */
export interface PreviewRun {
  readonly stack: string;
  readonly commit: string;
  readonly run: string;
}

/**
 * The texts of the comments about a preview: its report, in as many parts as `diff` wrote, or that there is
 * none. Each says for which commit it was made, and where the rest is.
 */
export function previewComments(folder: string, about: PreviewRun): readonly string[] {
  const parts = reports(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  const told = parts.length > 0 ? parts : [nothing(about.stack)];
  const foot = `<sub>for ${about.commit.slice(0, 12)} · [the run, with the whole report](${about.run})</sub>`;
  return told.map((text) => `${text.trimEnd()}\n\n${foot}\n`);
}

function nothing(stack: string): string {
  return `### ❌ FAILED — ${stack}: there is no preview\n\nIt ended before it could say anything; the log of the run says why.`;
}

/** `report.md`, `report-2.md`, …, in that order. */
function reports(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^report(-\d+)?\.md$/.test(name))
      .sort((a, b) => part(a) - part(b));
  } catch {
    return [];
  }
}

function part(name: string): number {
  return Number(/-(\d+)/.exec(name)?.[1] ?? 1);
}

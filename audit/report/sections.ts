import type { Finding } from "../guard";
import type { Violation } from "../policies";
import { KINDS, type Kind } from "./kinds";
import type { Report } from "./report";
import type { Row } from "./row";

/** The rows of one kind, by application and component. */
export interface Section {
  readonly kind: Kind;
  readonly title: string;
  readonly rows: readonly Row[];
  readonly groups: readonly Group[];
}

export interface Group {
  readonly title: string;
  readonly rows: readonly Row[];
}

const TITLES: Readonly<Record<Kind, string>> = {
  destroys: "Destroyed or replaced",
  weakens: "Guarantees that are lowered",
  security: "Who may do or reach what",
  changes: "Other changes",
  cosmetic: "Names, tags and descriptions",
};

/** What a report says, kind by kind, worst first; kinds without rows are left out. */
export function sectionsOf({ rows }: Report): readonly Section[] {
  return KINDS.map((kind) => rows.filter((row) => row.kind === kind))
    .filter(([first]) => first !== undefined)
    .map((of) => {
      const kind = of[0]?.kind ?? "changes";
      return { kind, title: TITLES[kind], rows: of, groups: groupsOf(of) };
    });
}

function groupsOf(rows: readonly Row[]): readonly Group[] {
  const titles = [...new Set(rows.map(titleOf))].sort();
  return titles.map((title) => ({ title, rows: rows.filter((row) => titleOf(row) === title) }));
}

function titleOf({ application, component }: Row): string {
  return component === "" ? application : `${application} · ${component}`;
}

/** How far a loss reaches, in words. */
export function reachOf({ reaches }: Row, most = 8): string {
  if (reaches.length === 0) return "nothing else";
  const more = reaches.length > most ? ` and ${reaches.length - most} more` : "";
  return `${reaches.length}: ${reaches.slice(0, most).join(", ")}${more}`;
}

/** Why a resource goes, in words. */
export function becauseOf({ op, because }: Row): string {
  if (because.length > 0) return because.join("; ");
  return op === "delete" ? "it is no longer declared" : "";
}

/** What the guard says, one line per finding. */
export function guardLine({ name, words, what, waiver }: Finding): string {
  if (waiver !== undefined) {
    return `excused: ${name} ${words} (${waiver.ticket}, until ${waiver.expires}: ${waiver.reason})`;
  }
  const kind = what === "weaken" ? "weaken" : "destroy";
  return `refused: ${name} ${words}; a waiver of kind ${kind} with subject ${name} would excuse it`;
}

/** What policies say, one line per violation. */
export function policyLine({ policyName, enforcementLevel, message }: Violation): string {
  return `${policyName} (${enforcementLevel}): ${message.trim().replace(/\s+/g, " ")}`;
}

/** How much changes, and who has judged that. */
export function sizeOf({ rows, unchanged, policies }: Report): string {
  const packs = Object.entries(policies.packs).map(([name, version]) => `${name} ${version}`);
  const judged =
    packs.length === 0 ? "no policy pack judged this" : `judged by ${packs.join(", ")}`;
  return `${rows.length} to change, ${unchanged} stay the same; ${judged}.`;
}

/** What makes a loss worse. */
export function tagsOf(row: Row): readonly string[] {
  return [...(row.data ? ["holds data"] : []), ...(row.protected ? ["protected"] : [])];
}

/** A mark that says at one look how bad it is. */
export function markOf({ word, guard }: Report): string {
  if (guard.some(({ waiver }) => waiver === undefined)) return "⛔";
  return MARKS.find(([start]) => word.startsWith(start))?.[1] ?? "🔵";
}

const MARKS = [
  ["FAILED", "⛔"],
  ["DESTROYS", "🔴"],
  ["REPLACES", "🟠"],
  ["WEAKENS", "🟠"],
  ["no changes", "✅"],
] as const;

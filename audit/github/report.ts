import { visible } from "../visible";
import type { Finding } from "./compare";

/** What a read-back found out. */
export interface ReadBack {
  readonly stack: string;
  readonly findings: readonly Finding[];
  /** Types of resources that the stack declares and nothing compares. */
  readonly uncompared: readonly string[];
}

const OUTCOMES = [
  { outcome: "differs", word: "DIFFERS", code: 1 },
  { outcome: "cannot see", word: "CANNOT SEE", code: 2 },
  { outcome: "holds", word: "holds", code: 0 },
] as const satisfies readonly { outcome: Finding["outcome"]; word: string; code: number }[];

/** 0 where all holds, 1 where something differs, 2 where nothing differs and something cannot be seen. */
export function exitCode({ findings }: ReadBack): number {
  return worst(findings).code;
}

/** The verdict and a table of what does not hold, for a terminal. */
export function terminal(result: ReadBack): string {
  const rows = ordered(result.findings)
    .filter(({ outcome }) => outcome !== "holds")
    .map((finding) => [finding.outcome, finding.repository, finding.item, ...details(finding)]);
  const widths = [0, 1, 2].map((column) =>
    Math.max(0, ...rows.map((row) => line(row[column]).length)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => line(cell).padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [verdict(result), ...lines, ...notCompared(result), ""].join("\n");
}

/** The same for people, with everything that holds. */
export function markdown(result: ReadBack): string {
  const rows = ordered(result.findings).map((finding) => {
    const [first = "", second = ""] = details(finding);
    const cells = [finding.repository, finding.item, first, second].map(quoted);
    return `| ${[finding.outcome, ...cells].join(" | ")} |`;
  });
  return [
    `# What GitHub enforces: ${line(result.stack)}`,
    "",
    verdict(result),
    "",
    "| Outcome | Repository | What | Declared, or what is lacking | Found, or how to see it |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    ...notCompared(result).flatMap((text) => ["", text]),
    "",
  ].join("\n");
}

/** The same for programs. */
export function json(result: ReadBack): string {
  const { stack, findings, uncompared } = result;
  const text = { verdict: worst(findings).outcome, stack, findings: ordered(findings), uncompared };
  return `${JSON.stringify(text, (_, value: unknown) => (typeof value === "string" ? visible(value) : value), 2)}\n`;
}

function verdict({ stack, findings }: ReadBack): string {
  const count = (wanted: Finding["outcome"]) =>
    findings.filter(({ outcome }) => outcome === wanted).length;
  const counts = `${count("differs")} differ, ${count("cannot see")} cannot be seen, ${count("holds")} hold`;
  return `${worst(findings).word} — GitHub and ${line(stack)}: ${counts}`;
}

function notCompared({ uncompared }: ReadBack): readonly string[] {
  return uncompared.length === 0 ? [] : [`not compared: ${uncompared.map(line).join(", ")}`];
}

function worst(findings: readonly Finding[]) {
  const [, , best] = OUTCOMES;
  return OUTCOMES.find((row) => findings.some(({ outcome }) => outcome === row.outcome)) ?? best;
}

function ordered(findings: readonly Finding[]): readonly Finding[] {
  const place = ({ repository, item }: Finding) => `${repository}\0${item}`;
  const sorted = findings.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  return OUTCOMES.flatMap((row) => sorted.filter(({ outcome }) => outcome === row.outcome));
}

function details(finding: Finding): readonly string[] {
  switch (finding.outcome) {
    case "holds":
      return [];
    case "differs":
      return [`declared: ${finding.declared}`, `found: ${finding.found}`];
    case "cannot see":
      return [`lacks: ${finding.lacks}`, `needs: ${finding.remedy}`];
  }
}

/** A longer text is cut: GitHub's may be long. */
const WIDTH = 200;

/** What others wrote, on one line and without anything that a terminal obeys. */
function line(text = ""): string {
  const flat = visible(text).replace(/[\n\t]/g, " ");
  return flat.length <= WIDTH ? flat : `${flat.slice(0, WIDTH)}… (of ${flat.length} characters)`;
}

/** What others wrote, as code in a cell of a table: nothing in it is a link, a mention or markup. */
function quoted(text: string): string {
  const flat = line(text);
  if (flat.trim() === "") return "";
  const longest = Math.max(0, ...[...flat.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence} ${flat.replaceAll("|", "\\|")} ${fence}`;
}

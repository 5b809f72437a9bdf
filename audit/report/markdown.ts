import { code, fenced, plain } from "./escape-markdown";
import type { Report } from "./report";
import type { Row } from "./row";
import {
  becauseOf,
  guardLine,
  markOf,
  policyLine,
  reachOf,
  type Section,
  sectionsOf,
  sizeOf,
  tagsOf,
} from "./sections";

/** GitHub takes 65,536 characters and 262,144 bytes a comment; the rest is for who posts it. */
export const MOST = { characters: 60_000, bytes: 200_000 };

/** How much is told of resources that are not destroyed, from all to how many there are. */
const LEVELS = ["diffs", "properties", "names", "counts"] as const;
type Level = (typeof LEVELS)[number];

/**
 * A report as a comment on a pull request: as much as fits. No destructive row is ever left out: where
 * they alone do not fit into one comment, there are several.
 */
export function markdown(report: Report): readonly string[] {
  const whole = LEVELS.map((level) => page(report, level)).find(fits);
  return whole === undefined ? pages(report) : [whole];
}

function fits(text: string): boolean {
  return text.length <= MOST.characters && Buffer.byteLength(text) <= MOST.bytes;
}

function page(report: Report, level: Level): string {
  const body = sectionsOf(report).flatMap((section) => [
    `\n#### ${section.title} (${section.rows.length})\n`,
    ...(section.kind === "destroys" ? table(section.rows) : []),
    ...details(section, level),
  ]);
  return finished([...head(report), ...body, ...foot(level)]);
}

/** Destructive rows alone, as many comments as they take. */
function pages(report: Report): readonly string[] {
  const rows = report.rows.filter(({ kind }) => kind === "destroys");
  const parts: string[][] = [[]];
  for (const line of rows.map(shortLine)) {
    const part = parts.at(-1) ?? [];
    if (part.join("\n").length + line.length > MOST.characters / 3) parts.push([line]);
    else part.push(line);
  }
  const others = report.rows.length - rows.length;
  return parts.map((lines, index) =>
    finished([
      ...(index === 0 ? brief(report) : [marker(report)]),
      `\n#### Destroyed or replaced (${rows.length}), part ${index + 1} of ${parts.length}\n`,
      ...lines,
      `\n${others} other changes are in the full report.`,
    ]),
  );
}

function finished(lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}

function marker({ stack }: Report): string {
  return `<!-- stack-diff ${stack.replace(/[^\w.-]/g, "_")} -->`;
}

function brief(report: Report): string[] {
  return [marker(report), `### ${markOf(report)} ${plain(cut(report.verdict, 500))}\n`];
}

/** What nobody may miss stands first: the verdict, the guard, policies, errors. */
function head(report: Report): string[] {
  const { intent, guard, policies, messages } = report;
  const errors = messages
    .slice(0, 20)
    .map((message) => message.split("\n").map((l) => cut(l, 400)));
  return [
    ...brief(report),
    ...(intent === undefined ? [] : [`Approve as ${code(intent)}\n`]),
    ...errors.flatMap((lines) => fenced(lines, "")),
    ...guard.map((finding) => `- Guard ${plain(cut(guardLine(finding), 400))}`),
    ...policies.violations.map((each) => `- Policy ${plain(cut(policyLine(each), 400))}`),
    `\n${plain(sizeOf(report))}`,
  ];
}

function table(rows: readonly Row[]): string[] {
  return [
    "| Resource | What happens | Because | Depends on it |",
    "| --- | --- | --- | --- |",
    ...rows.map((row) => {
      const { type, name, happens } = row;
      const cells = [
        `${code(cut(name, 120))}<br>${code(cut(type, 120))}`,
        plain([happens, ...tagsOf(row)].join(", ")),
        plain(cut(becauseOf(row), 300)),
        plain(cut(reachOf(row), 300)),
      ];
      return `| ${cells.join(" | ")} |`;
    }),
    "",
  ];
}

function shortLine({ type, name, happens }: Row): string {
  return `- ${code(cut(`${type} ${name}`, 240))} ${plain(happens)}`;
}

function details({ groups, rows, kind }: Section, level: Level): string[] {
  if (level === "counts")
    return kind === "destroys" ? [] : [`${rows.length} resources, in the full report.`];
  if (level === "names") return kind === "destroys" ? [] : rows.map(shortLine);
  return groups.flatMap(({ title, rows: of }) => [
    `\n**${plain(title)}**\n`,
    // The table has said all of a resource that goes as it is
    ...of
      .filter(({ changes }) => kind !== "destroys" || changes.length > 0)
      .flatMap((row) => detail(row, level)),
  ]);
}

function detail(row: Row, level: Level): string[] {
  const { type, name, happens, weakens, changes, source } = row;
  const said = [happens, ...weakens.map((words) => `it would ${words}`)].map((words) =>
    plain(cut(words, 300)),
  );
  const summary = `${code(cut(`${type} ${name}`, 240))} ${said.join("; ")}`;
  if (changes.length === 0) return [`- ${summary}`];
  if (level === "properties") {
    const names = cut(changes.map(({ path }) => path).join(", "), 500);
    return [`- ${summary}: ${code(names)}`];
  }
  const where = source === "" ? [] : [`Declared in ${code(source)}\n`];
  return [
    `<details><summary>${summary}</summary>\n`,
    ...where,
    ...fenced(
      changes.flatMap(({ lines }) => lines),
      "diff",
    ),
    "</details>\n",
  ];
}

function foot(level: Level): string[] {
  if (level === "diffs") return [];
  const shown = { properties: "no values", names: "no properties", counts: "no other names" }[
    level
  ];
  return [`\nToo long for a comment, so it shows ${shown}: the full report has everything.`];
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

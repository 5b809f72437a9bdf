import { visible } from "../visible";

/** Every ASCII character that Markdown or HTML may take for more than itself. */
const SPECIAL = /[!-+.:-<>-@[-`{-~]/g;
/** A character that is not seen, so that nobody is called by a name and no issue is linked. */
const APART = "&#8203;";

/** Text of anybody's as prose on one line: nothing in it is markup, a link, or a mention. */
export function plain(text: string): string {
  return visible(text)
    .replace(/\s+/g, " ")
    .replace(SPECIAL, (char) => {
      const entity = `&#${char.charCodeAt(0)};`;
      return char === "@" || char === "#" ? entity + APART : entity;
    });
}

/** The same as code. */
export function code(text: string): string {
  return `<code>${plain(text)}</code>`;
}

/** Lines as a block that none of them can end. */
export function fenced(lines: readonly string[], language: "diff" | ""): readonly string[] {
  const clean = lines.map((line) => visible(line).replace(/\s/g, " "));
  const runs = clean.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length);
  const fence = "`".repeat(Math.max(2, ...runs) + 1);
  return [`${fence}${language}`, ...clean, `${fence}\n`];
}

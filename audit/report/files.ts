import type { Preview } from "../preview";
import { leaks, redactor } from "../redact";
import { page } from "./html";
import { markdown } from "./markdown";
import { report } from "./report";
import { textOf } from "./text";

/** What is told of one preview: on the terminal, and in files by name. */
export interface Told {
  readonly text: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Tells a preview in every form; throws, without naming it, where one of them would show a secret. */
export function tell(preview: Preview, secrets: readonly string[]): Told {
  const clean = redactor(secrets)(preview) as Preview;
  const made = report(clean);
  const comments = markdown(made).map((text, index) => [
    index === 0 ? "report.md" : `report-${index + 1}.md`,
    text,
  ]);
  const told = {
    text: textOf(made),
    files: {
      ...(Object.fromEntries(comments) as Record<string, string>),
      "report.html": page(made),
      "report.json": `${JSON.stringify(made, undefined, 2)}\n`,
      "preview.json": `${JSON.stringify(clean)}\n`,
    },
  };
  refuseLeaks([told.text, ...Object.values(told.files)], secrets);
  return told;
}

/** Throws, without naming it, where a text would show a secret in any form. */
export function refuseLeaks(texts: readonly string[], secrets: readonly string[]): void {
  const found = texts.flatMap((text) =>
    [text, asRead(text)].flatMap((each) => leaks(each, secrets)),
  );
  if (found.length === 0) return;
  throw new Error(`refused: a secret would be shown (${[...new Set(found)].join(", ")})`);
}

/** What a reader of Markdown or HTML sees where characters are written as entities. */
function asRead(text: string): string {
  const names: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };
  return text
    .replaceAll("&#8203;", "")
    .replace(/&(?:#(\d+)|(amp|lt|gt|quot));/g, (_, number?: string, name?: string) =>
      number === undefined ? (names[name ?? ""] ?? "") : String.fromCodePoint(Number(number)),
    );
}

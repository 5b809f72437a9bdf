import { visible } from "../visible";

/** Markup that was written in a template; everything else that goes into a template is text and is escaped. */
export class Html {
  constructor(readonly text: string) {}
}

type Value = string | number | Html | readonly (string | number | Html)[];

/** A template of HTML: text in it is escaped, in attributes too, which must stand in double quotes. */
export function markup(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(parts.map((part, index) => part + written(values[index] ?? "")).join(""));
}

function written(value: Value): string {
  if (value instanceof Html) return value.text;
  if (typeof value === "string" || typeof value === "number") return escaped(String(value));
  return value.map(written).join("");
}

const ENTITY: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (char) => ENTITY[char] ?? "");
}

import type { Change } from "./changes";
import { MARKER } from "./redact";
import { isUnknown } from "./unknown";
import { visible } from "./visible";

/** A longer value is cut, and its length stated. */
const WIDTH = 100;
/** How much of what two long values share is shown before the first difference. */
const SHARED = 12;

const LATER = "(known after apply)";

/** One change in words, `path (old → new)`; `from` names where an unknown value comes from. */
export function showChange(change: Change, from: readonly string[] = []): string {
  const because = change.forcesReplacement ? " forces replacement" : "";
  return `${change.path} (${inside(change, from)})${because}`;
}

/** One change as the lines of a diff. */
export function diffLines(change: Change, from: readonly string[] = []): readonly string[] {
  const because = change.forcesReplacement ? " (forces replacement)" : "";
  if (change.known !== "seen") return [`! ${change.path}${because}: ${inside(change, from)}`];
  const [old, now] = sides(change, from);
  return [
    ...(change.before === undefined ? [] : [`- ${change.path}${because}: ${old}`]),
    ...(change.after === undefined ? [] : [`+ ${change.path}${because}: ${now}`]),
  ];
}

function inside(change: Change, from: readonly string[]): string {
  const { after, known } = change;
  const masked = typeof after === "string" && after.includes(MARKER);
  if (known === "masked") return `${cut(value(after), 0)}, may have changed`;
  if (known === "told") return masked ? `${cut(value(after), 0)} changed` : "changed";
  return sides(change, from).join(" → ");
}

/** Both values; of wide ones the part that differs. */
function sides({ before, after }: Change, from: readonly string[]): readonly [string, string] {
  // What becomes a secret most likely was one already
  const old = after === MARKER && before !== undefined ? "(hidden)" : value(before);
  const now = value(after, from);
  const start = Math.max(old.length, now.length) > WIDTH ? shared(old, now) - SHARED : 0;
  return [cut(old, start), cut(now, start)];
}

function value(of: unknown, from: readonly string[] = []): string {
  const later = laterFrom(from);
  if (of === undefined) return "none";
  if (of === MARKER) return MARKER;
  if (isUnknown(of)) return later;
  return JSON.stringify(of, (_, inner: unknown) => {
    if (isUnknown(inner)) return later;
    return typeof inner === "string" ? visible(inner) : inner;
  });
}

/** What stands for a value that is known only once something else is applied. */
export function laterFrom(from: readonly string[]): string {
  return from.length === 0 ? LATER : `${LATER.slice(0, -1)}: ${from.join(", ")})`;
}

function shared(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

function cut(text: string, from: number): string {
  if (text.length <= WIDTH) return text;
  const start = Math.min(Math.max(from, 0), text.length - WIDTH);
  const [head, tail] = [start > 0 ? "…" : "", start + WIDTH < text.length ? "…" : ""];
  return `${head}${text.slice(start, start + WIDTH)}${tail} (of ${text.length} characters)`;
}

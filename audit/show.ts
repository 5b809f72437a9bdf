import type { Change } from "./changes";
import { MARKER } from "./redact";
import { visible } from "./visible";

/** A longer value is cut, and its length stated. */
const WIDTH = 100;
/** How much of what two long values share is shown before the first difference. */
const SHARED = 12;

/** How the engine writes a value that it learns only when it applies: one name per type. */
const UNKNOWN: readonly unknown[] = [
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];
const LATER = "(known after apply)";

/** One change in words: `path (old → new)`. */
export function showChange(change: Change): string {
  const because = change.forcesReplacement ? " forces replacement" : "";
  return `${change.path} (${inside(change)})${because}`;
}

function inside({ before, after, known }: Change): string {
  const masked = typeof after === "string" && after.includes(MARKER);
  if (known === "masked") return `${cut(value(after), 0)}, may have changed`;
  if (known === "told") return masked ? `${cut(value(after), 0)} changed` : "changed";
  // What becomes a secret most likely was one already
  const old = after === MARKER && before !== undefined ? "(hidden)" : value(before);
  const now = value(after);
  const from = Math.max(old.length, now.length) > WIDTH ? shared(old, now) - SHARED : 0;
  return `${cut(old, from)} → ${cut(now, from)}`;
}

function value(of: unknown): string {
  if (of === undefined) return "none";
  if (of === MARKER) return MARKER;
  if (UNKNOWN.includes(of)) return LATER;
  return JSON.stringify(of, (_, inner: unknown) => {
    if (UNKNOWN.includes(inner)) return LATER;
    return typeof inner === "string" ? visible(inner) : inner;
  });
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

import { hashOf } from "../intent";
import { Entry, Line } from "./record";

const NONE = "0".repeat(64);

/** A ledger as it was read, with everything that is wrong with it. */
export interface Ledger {
  readonly lines: readonly Line[];
  readonly problems: readonly string[];
  /** The hash of the last line: whoever keeps it elsewhere notices when the end is cut off. */
  readonly head: string;
}

/** Reads a ledger, one line of JSON per record, and checks that nothing was changed, removed or moved. */
export function readLedger(text: string): Ledger {
  const raw = text === "" ? [] : text.replace(/\n$/, "").split("\n");
  const problems: string[] = text === "" || text.endsWith("\n") ? [] : ["the last line is cut off"];
  const lines: Line[] = [];
  let previous = NONE;
  for (const [index, each] of raw.entries()) {
    const line = parsed(each);
    if (line === undefined) {
      problems.push(`line ${index + 1} is no record`);
      continue;
    }
    const { hash, ...rest } = line;
    if (hashOf(rest) !== hash) problems.push(`line ${index + 1} was changed`);
    if (line.previous !== previous)
      problems.push(`line ${index + 1} does not follow the line before`);
    if (line.seq !== index + 1) problems.push(`line ${index + 1} says that it is ${line.seq}`);
    previous = hash;
    lines.push(line);
  }
  return { lines, problems, head: previous };
}

/** The line that an entry adds; refuses an entry that is not complete, and a ledger that is not sound. */
export function nextLine(text: string, entry: unknown): string {
  const { lines, problems, head } = readLedger(text);
  if (problems.length > 0) throw new Error(`the ledger is not sound: ${problems.join("; ")}`);
  const rest = { seq: lines.length + 1, previous: head, entry: Entry.parse(entry) };
  return `${JSON.stringify({ ...rest, hash: hashOf(rest) })}\n`;
}

function parsed(text: string): Line | undefined {
  try {
    return Line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

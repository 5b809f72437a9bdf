import { isCollection, isPair, type Node } from "yaml";

/** Another text between two offsets. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Another text in place of what a node is written as; a comment behind it stays. */
export function replaced(node: Node, text: string): Edit {
  const [from, to] = rangeOf(node);
  return { from, to, text };
}

/** A line, or several, after the one on which a node ends. */
export function inserted(text: string, after: Node, lines: string): Edit {
  const at = endOfLine(text, lastOf(after));
  return { from: at, to: at, text: text.charAt(at - 1) === "\n" ? lines : `\n${lines}` };
}

/** Lines below its key in place of what a node is written as behind it. */
export function opened(text: string, node: Node, lines: string): Edit {
  const [at, to] = rangeOf(node);
  return { from: text.slice(0, at).trimEnd().length, to, text: `\n${lines}` };
}

/** Nothing in place of the lines of a key and its value. */
export function removed(text: string, key: Node, value: Node): Edit {
  const [at] = rangeOf(key);
  return { from: at - columnOf(text, key), to: endOfLine(text, lastOf(value)), text: "" };
}

/** Applies edits that do not overlap; of two at one place the first comes first. */
export function splice(text: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((a, b) => b.from - a.from || b.to - a.to)
    .reduce((done, edit) => done.slice(0, edit.from) + edit.text + done.slice(edit.to), text);
}

/** How many characters stand before a node on its line. */
export function columnOf(text: string, node: Node): number {
  const [at] = rangeOf(node);
  return at - (text.lastIndexOf("\n", at - 1) + 1);
}

/** The last word of a block: its own range also holds the comments that follow. */
function lastOf(node: Node): Node {
  const last = isCollection(node) && node.flow !== true ? node.items.at(-1) : undefined;
  const value = isPair(last) ? last.value : last;
  return value instanceof Object ? lastOf(value as Node) : node;
}

function endOfLine(text: string, node: Node): number {
  const end = text.indexOf("\n", rangeOf(node)[1]);
  return end === -1 ? text.length : end + 1;
}

function rangeOf({ range }: Node): readonly [number, number] {
  if (range === undefined || range === null) throw new Error("a node that was never written");
  return [range[0], range[1]];
}

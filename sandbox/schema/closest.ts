/** Finds the name that somebody who wrote this one probably meant. */
export function closest(written: string, names: readonly string[]): string | undefined {
  const most = Math.min(3, Math.max(1, Math.floor(written.length / 4)));
  for (let edits = 0; edits <= most; edits++) {
    const near = names.find((name) => within(edits, written.toLowerCase(), name.toLowerCase()));
    if (near !== undefined) return near;
  }
  return undefined;
}

/** Says whether adding, dropping, changing or swapping so many characters makes one text the other. */
function within(edits: number, from: string, to: string): boolean {
  if (from === "" || to === "") return from.length + to.length <= edits;
  if (from[0] === to[0]) return within(edits, from.slice(1), to.slice(1));
  if (edits === 0) return false;
  const swapped = from[0] === to[1] && from[1] === to[0];
  return (
    within(edits - 1, from.slice(1), to) ||
    within(edits - 1, from, to.slice(1)) ||
    within(edits - 1, from.slice(1), to.slice(1)) ||
    (swapped && within(edits - 1, from.slice(2), to.slice(2)))
  );
}

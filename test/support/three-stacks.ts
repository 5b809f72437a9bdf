import type { Environment } from "../../config/schema";
import { recordStack } from "./environment";
import type { Recording } from "./recorder";
import { remembered } from "./remembered";

export const STACKS = ["dev", "staging", "prod"] as const;

/** Enough for a machine that is busy with engine tests. */
const PATIENCE_MS = 60_000;

/** Records all three committed environments before the tests of a file; the result looks one up. */
export function recordAll(): (stack: Environment) => Recording {
  const recordings = new Map<Environment, Recording>();
  beforeAll(async () => {
    for (const stack of STACKS) {
      const make = async () => (await recordStack(stack)).recording;
      recordings.set(stack, await remembered(stack, make));
    }
  }, PATIENCE_MS);
  return (stack) => {
    const recording = recordings.get(stack);
    if (recording === undefined) throw new Error(`${stack} was not recorded`);
    return recording;
  };
}

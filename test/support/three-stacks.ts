import type { Environment } from "../../config/schema";
import { recordStack } from "./environment";
import type { Recording } from "./recorder";
import { remembered } from "./remembered";

export const STACKS = ["dev", "staging", "prod"] as const;

/** What a committed environment registers. */
export function recorded(stack: Environment): Promise<Recording> {
  return remembered(stack, async () => (await recordStack(stack)).recording);
}

/** Records all three environments before the tests of a file; the result looks one up. */
export function recordAll(record = recorded): (stack: Environment) => Recording {
  const recordings = new Map<Environment, Recording>();
  beforeAll(async () => {
    for (const stack of STACKS) recordings.set(stack, await record(stack));
  });
  return (stack) => {
    const recording = recordings.get(stack);
    if (recording === undefined) throw new Error(`${stack} was not recorded`);
    return recording;
  };
}

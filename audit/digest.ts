import { z } from "zod";

import { parseJson } from "./json";
import { OP_NAMES, OPS } from "./ops";
import { member } from "./paths";

const Operation = z.enum(OP_NAMES, {
  error: ({ input }) => `the engine plans what this report does not know: ${String(input)}`,
});

const Properties = z.record(z.string(), z.unknown()).default({});
/** Go writes a list without elements as null; the order of those that have some is chance. */
const Names = z
  .array(z.string())
  .nullish()
  .transform((names) => [...(names ?? [])].sort());
const State = z.object({
  id: z.string().optional(),
  parent: z.string().default(""),
  inputs: Properties,
  outputs: Properties,
  protect: z.boolean().default(false),
  retainOnDelete: z.boolean().default(false),
  dependencies: Names,
  propertyDependencies: z.record(z.string(), Names).default({}),
  resourceHooks: z.record(z.string(), Names).default({}),
  /** The line of the program that declares the resource: `components/data/postgres.ts:41`. */
  source: z.string().default(""),
});
export type State = z.infer<typeof State>;

const PropertyDiff = z.object({
  kind: z.enum(["add", "add-replace", "delete", "delete-replace", "update", "update-replace"]),
  /** Whether old inputs were compared, not old outputs. */
  inputDiff: z.boolean(),
});

const Step = z
  .object({
    op: Operation,
    urn: z.string(),
    oldState: State.optional(),
    newState: State.optional(),
    diffReasons: z.array(z.string()).default([]),
    replaceReasons: z.array(z.string()).default([]),
    detailedDiff: z.record(z.string(), PropertyDiff).nullable(),
  })
  .check(({ value, issues }) => {
    for (const state of OPS[value.op].needs) {
      if (value[state] !== undefined) continue;
      issues.push({
        code: "custom",
        path: [state],
        input: undefined,
        message: `the engine left out the state of ${value.urn}`,
      });
    }
  });
export type Step = z.infer<typeof Step>;

/** What we read of `pulumi preview --json`; other keys are dropped. */
export const Digest = z.object({
  steps: z.array(Step).default([]),
  diagnostics: z.array(z.object({ message: z.string() })).default([]),
  changeSummary: z.partialRecord(Operation, z.int()).default({}),
});
export type Digest = z.infer<typeof Digest>;

/**
 * Reads what `pulumi preview --json` printed, after whatever a plugin printed before it. `redact`
 * sees everything first, so that no digest ever holds a secret.
 */
export function readDigest(printed: string, redact: (value: unknown) => unknown): Digest {
  const start = printed.search(/^\{/m);
  const json = parseJson("what preview printed", printed.slice(Math.max(start, 0)));
  const digest = Digest.safeParse(redact(slim(json)));
  if (!digest.success) throw new Error(`unreadable preview:\n${z.prettifyError(digest.error)}`);
  return digest.data;
}

/**
 * Keeps, of where a resource is declared, the program's own line; and of what stays the same only its
 * place among the others, because its properties are most of a preview.
 */
function slim(json: unknown): unknown {
  const steps = member(json, "steps");
  if (!Array.isArray(steps)) return json;
  const slimmed = steps.map((step: unknown) => {
    if (typeof step !== "object" || step === null) return step;
    const bare = member(step, "op") === "same" ? { inputs: {}, outputs: {} } : {};
    const state = (which: string) => {
      const found = member(step, which);
      if (typeof found !== "object" || found === null) return {};
      return { [which]: { ...found, source: sourceOf(found), ...bare } };
    };
    return { ...step, ...state("oldState"), ...state("newState") };
  });
  return { ...(json as object), steps: slimmed };
}

function sourceOf(state: object): string {
  const trace = member(state, "stackTrace");
  const positions = Array.isArray(trace)
    ? trace
        .map((frame: unknown) => member(frame, "sourcePosition"))
        .filter((at) => typeof at === "string")
    : [];
  const own = positions.find((at) => !at.includes("/node_modules/")) ?? "";
  return own.replace(/^project:\/\/\//, "").replace(/#(\d+).*$/, ":$1");
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";
import { z } from "zod";

import { ROOT } from "./lab";

const Text = z.record(z.string(), z.union([z.string(), z.boolean(), z.number()])).default({});
const Step = z.object({
  id: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  with: Text,
  env: Text,
});
export type Step = z.infer<typeof Step>;
const Concurrency = z.object({ group: z.string(), "cancel-in-progress": z.boolean() });
const Strategy = z.strictObject({
  "fail-fast": z.literal(false, "one stack must not stop the others"),
  matrix: z.strictObject({ stack: z.array(z.string()) }),
});
const Job = z.strictObject({
  strategy: Strategy.optional(),
  "runs-on": z.string(),
  "timeout-minutes": z.int(),
  permissions: z.record(z.string(), z.string()),
  environment: z.string().optional(),
  concurrency: Concurrency.optional(),
  if: z.string().optional(),
  needs: z.array(z.string()).default([]),
  outputs: Text,
  env: Text,
  steps: z.array(Step),
});
export type Job = z.infer<typeof Job>;
const Workflow = z.strictObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: z.unknown(),
  defaults: z.unknown(),
  jobs: z.record(z.string(), Job),
});
export type Workflow = z.infer<typeof Workflow>;
const Action = z.object({ runs: z.object({ steps: z.array(Step) }) });

const FOLDER = join(ROOT, ".github");

/** Text of every workflow and action, by its path below `.github`. */
export const TEXTS: ReadonlyMap<string, string> = new Map(
  readdirSync(FOLDER, { recursive: true })
    .map(String)
    .filter((path) => /^(workflows|actions)\/.*\.ya?ml$/.test(path))
    .map((path) => [path, readFileSync(join(FOLDER, path), "utf8")]),
);

/** Every workflow, by the name of its file. */
export const WORKFLOWS: ReadonlyMap<string, Workflow> = new Map(
  [...TEXTS]
    .filter(([path]) => path.startsWith("workflows/"))
    .map(([path, text]) => [path.replace("workflows/", ""), Workflow.parse(parse(text))]),
);

/** Every job with the file that it stands in. */
export function jobs(): readonly { readonly file: string; readonly name: string; job: Job }[] {
  return [...WORKFLOWS].flatMap(([file, workflow]) =>
    Object.entries(workflow.jobs).map(([name, job]) => ({ file, name, job })),
  );
}

/** The steps of a job, those of the actions of this repository in their place. */
export function stepsOf(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step) => {
    const [, path] = /^\.\/\.github\/(actions\/.*)$/.exec(step.uses ?? "") ?? [];
    if (path === undefined) return [step];
    const action = Action.parse(parse(TEXTS.get(`${path}/action.yml`) ?? ""));
    return [step, ...stepsOf(action.runs.steps)];
  });
}

/** What expressions of a job read of `secrets` or `vars`. */
export function readOf(kind: "secrets" | "vars", job: Job): readonly string[] {
  const text = JSON.stringify(job);
  return [
    ...new Set([...text.matchAll(new RegExp(`\\b${kind}\\.(\\w+)`, "g"))].map(([, name]) => name)),
  ]
    .map(String)
    .sort();
}

/** Environments that a job may enter, with the options of the input, or the values of the matrix, that decide. */
export function enteredBy(file: string, { environment, strategy }: Job): readonly string[] {
  if (environment === undefined) return [];
  const [, before = "", from = "", input = ""] =
    /^(.*)\$\{\{ (inputs|matrix)\.(\w+) \}\}$/.exec(environment) ?? [];
  if (from === "") return [environment];
  if (from === "matrix") return (strategy?.matrix.stack ?? []).map((stack) => before + stack);
  const dispatch = z
    .object({ inputs: z.record(z.string(), z.object({ options: z.array(z.string()).optional() })) })
    .parse(WORKFLOWS.get(file)?.on["workflow_dispatch"]);
  return (dispatch.inputs[input]?.options ?? []).map((option) => before + option);
}

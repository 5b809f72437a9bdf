import { readFileSync } from "node:fs";

import { finished, Lab, processesOf } from "../support/lab";
import { proven } from "../support/proof";

/** A program to preview: what goes after `pulumi preview`, and its environment. */
export interface Subject {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

export interface Sample {
  readonly seconds: number;
  /** Peak resident memory of the language process, in MiB. */
  readonly memory: number;
  readonly resources: number;
}

/** Medians of several rounds, in which the subjects take turns: a machine that slows down slows all of them. */
export async function measure(
  subjects: readonly Subject[],
  rounds: number,
): Promise<readonly (Sample & { readonly name: string })[]> {
  const samples = subjects.map(({ name }) => ({ name, taken: [] as Sample[] }));
  for (let round = 0; round < rounds; round++) {
    for (const [i, subject] of subjects.entries()) {
      samples[i]?.taken.push(await sample(subject));
    }
  }
  return samples.map(({ name, taken }) => ({
    name,
    seconds: median(taken.map(({ seconds }) => seconds)),
    memory: median(taken.map(({ memory }) => memory)),
    resources: median(taken.map(({ resources }) => resources)),
  }));
}

/** One preview on an empty cloud, with the time and memory that it took. */
export async function sample({ args, env }: Subject): Promise<Sample> {
  const lab = new Lab().as(env);
  await proven(lab); // set-up is not what is measured
  await lab.pulumi("stack", "export", ...args);
  let memory = 0;
  const started = process.hrtime.bigint();
  const watch = setInterval(() => {
    memory = Math.max(memory, languageMemory(lab));
  }, 20);
  const { code, text } = await finished(lab.start("preview", ...args));
  clearInterval(watch);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  lab.remove();
  if (code !== 0) throw new Error(text);
  return { seconds, memory, resources: Number(/\+ (\d+) to create/.exec(text)?.[1] ?? 0) };
}

function languageMemory(lab: Lab): number {
  const peaks = processesOf(lab).map((id) => {
    try {
      const isProgram = readFileSync(`/proc/${id}/cmdline`, "utf8").includes("pulumi/cmd/run");
      const status = isProgram ? readFileSync(`/proc/${id}/status`, "utf8") : "";
      return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    } catch {
      return 0; // gone meanwhile
    }
  });
  return Math.max(0, ...peaks);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

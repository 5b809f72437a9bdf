/** `make bench`: what a cold preview costs, against programs that do nothing of their own. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { finished, Lab, processesOf, ROOT } from "../support/lab";

const ROUNDS = 5;
const FIXTURE = ["--cwd", join(ROOT, "test/fixtures/lab"), "--stack", "dev"];

interface Subject {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

interface Sample {
  readonly seconds: number;
  /** Peak resident memory of the language process, in MiB. */
  readonly memory: number;
  readonly resources: number;
}

async function main(): Promise<void> {
  const prod = { name: "prod", args: ["--stack", "prod"], env: {} };
  const { resources } = await sample(prod);
  const subjects: readonly Subject[] = [
    prod,
    { name: "empty program", args: FIXTURE, env: { LAB_CASE: "nothing" } },
    {
      name: `${resources} ssm.Parameter`,
      args: FIXTURE,
      env: { LAB_CASE: "parameters", LAB_COUNT: String(resources) },
    },
  ];
  // In turn, so that a machine that slows down slows all of them down.
  const samples = new Map<string, Sample[]>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const subject of subjects) {
      samples.set(subject.name, [...(samples.get(subject.name) ?? []), await sample(subject)]);
    }
  }
  const base = median((samples.get(prod.name) ?? []).map(({ seconds }) => seconds));
  console.log(`cold preview, median of ${ROUNDS} rounds in turn\n`);
  for (const [name, taken] of samples) {
    const seconds = median(taken.map((s) => s.seconds));
    const memory = median(taken.map((s) => s.memory));
    console.log(
      `${name.padEnd(20)} ${seconds.toFixed(2)} s   ${memory.toFixed(0)} MiB   prod is ${(base / seconds).toFixed(2)} times that`,
    );
  }
}

/** One preview on an empty cloud, with the time and memory that it took. */
async function sample({ args, env }: Subject): Promise<Sample> {
  const lab = new Lab().as(env);
  await lab.pulumi("stack", "export", ...args); // set-up is not what is measured
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

void main();

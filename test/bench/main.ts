/** `make bench`: what a cold preview costs, against programs that do nothing of their own, and how it grows. */
import { join } from "node:path";

import { ROOT } from "../support/lab";
import { measure, sample, type Sample, type Subject } from "./sample";

const ROUNDS = 5;

const fixture = (name: string, stack: string) => [
  ...["--cwd", join(ROOT, "test/fixtures", name)],
  ...["--stack", stack],
];

const PROD: Subject = { name: "prod", args: ["--stack", "prod"], env: {} };

/** Prod with its first application, with its four, and with four of each. */
const GROWTH = [1, 4, 16].map((count) => ({
  name: `${count} application${count === 1 ? "" : "s"}`,
  args: fixture("many", "prod"),
  env: { MANY_APPLICATIONS: String(count) },
}));

async function main(): Promise<void> {
  const resources = String((await sample(PROD)).resources);
  const bare = (name: string, env: NodeJS.ProcessEnv) => ({
    name,
    args: fixture("lab", "dev"),
    env,
  });
  const subjects = [
    PROD,
    bare("empty program", { LAB_CASE: "nothing" }),
    bare(`${resources} ssm.Parameter`, { LAB_CASE: "parameters", LAB_COUNT: resources }),
  ];
  const all = await measure([...subjects, ...GROWTH], ROUNDS);
  const [prod] = all;
  const one = all[subjects.length];
  if (prod === undefined || one === undefined) throw new Error("nothing was measured");

  console.log(`cold preview, median of ${ROUNDS} rounds in turn`);
  console.log("\nprod against programs that do nothing of their own");
  for (const row of all.slice(0, subjects.length)) {
    print(row.name, row, `prod is ${(prod.seconds / row.seconds).toFixed(2)} times that`);
  }
  console.log("\nprod as it grows");
  for (const row of all.slice(subjects.length)) {
    print(row.name, row, `${(row.seconds / one.seconds).toFixed(2)} times one application`);
  }
}

function print(name: string, { seconds, memory, resources }: Sample, ratio: string): void {
  console.log(
    [
      name.padEnd(20),
      `${seconds.toFixed(2)} s`.padStart(8),
      `${memory.toFixed(0)} MiB`.padStart(9),
      `${resources} resources`.padStart(15),
      `  ${ratio}`,
    ].join(""),
  );
}

void main();

import { z } from "zod";

import { parseJson } from "../json";
import type { Run } from "../pulumi";
import { visible } from "../visible";
import { compare } from "./compare";
import { declaredIn } from "./declared";
import type { Fact } from "./facts";
import type { Api } from "./api";
import { look } from "./look";
import { exitCode, json, markdown, terminal, type ReadBack } from "./report";

/** A verdict in the three forms in which somebody may want it. */
export interface Report {
  readonly code: number;
  readonly terminal: string;
  readonly markdown: string;
  readonly json: string;
}

type Pulumi = (args: readonly string[]) => Promise<Run>;

/**
 * Compares what a stack declares about GitHub with what GitHub says. Throws where that cannot even
 * begin: the state cannot be read, or declares nothing.
 */
export async function readBack(
  stack: string,
  owner: string,
  api: Api,
  pulumi: Pulumi,
): Promise<Report> {
  const exported = await pulumi(["stack", "export", "--stack", stack]);
  if (exported.code !== 0) {
    throw new Error(`the state of ${stack} cannot be read: ${visible(exported.stderr)}`);
  }
  const declared = declaredIn(parseJson("what stack export printed", exported.stdout));
  if (declared.facts.length === 0) {
    throw new Error(`the state of ${stack} declares nothing about GitHub: run pulumi up first`);
  }
  const findings = compare(
    declared.facts,
    await look(api, owner, declared.facts),
    await declaredElsewhere(stack, pulumi),
  );
  return reportOf({ stack, findings, uncompared: declared.uncompared });
}

/** The report of a run that could not compare anything. */
export function failed(stack: string, why: string): Report {
  const remedy = "a run that comes through";
  const everything = { repository: "all", item: "everything", lacks: why, remedy };
  return reportOf({
    stack,
    findings: [{ ...everything, outcome: "cannot see" }],
    uncompared: [],
  });
}

function reportOf(result: ReadBack): Report {
  return {
    code: exitCode(result),
    terminal: terminal(result),
    markdown: markdown(result),
    json: json(result),
  };
}

const Stacks = z.array(z.object({ name: z.string() }));

/** What the other stacks of the project declare; `undefined` where one cannot be read. */
async function declaredElsewhere(
  stack: string,
  pulumi: Pulumi,
): Promise<readonly Fact[] | undefined> {
  const listed = await pulumi(["stack", "ls", "--json"]);
  if (listed.code !== 0) return undefined;
  const others = Stacks.parse(parseJson("what stack ls printed", listed.stdout))
    .map(({ name }) => name)
    .filter((name) => name.split("/").at(-1) !== stack.split("/").at(-1));
  const facts: Fact[] = [];
  for (const other of others) {
    const exported = await pulumi(["stack", "export", "--stack", other]);
    if (exported.code !== 0) return undefined;
    facts.push(...declaredIn(parseJson(`the state of ${other}`, exported.stdout)).facts);
  }
  return facts;
}

import { z } from "zod";

import { Waiver, waived } from "../config/waiver";
import { parseJson } from "./json";
import type { Run } from "./pulumi";
import { visible } from "./visible";

const Config = z.record(z.string(), z.unknown());
const Secret = z.object({ secret: z.literal(true), value: z.string() });
const Settings = z.object({ objectValue: z.object({ waivers: z.array(Waiver) }) });

/** One secret of one environment. */
interface Place {
  readonly stack: string;
  readonly key: string;
  readonly value: string;
  readonly excused: boolean;
}

/**
 * Says which configured secrets several stacks share, and never what they are. The exit code is 1
 * where one is shared that no waiver of kind `rule` with its key as subject excuses in one of the
 * stacks. `today` is a date (`YYYY-MM-DD`, UTC).
 */
export async function sharedSecrets(
  stacks: readonly string[],
  today: string,
  pulumi: (args: readonly string[]) => Promise<Run>,
): Promise<Run> {
  const places: Place[] = [];
  for (const stack of stacks) {
    const run = await pulumi(["config", "--show-secrets", "--json", "--stack", stack]);
    if (run.code !== 0) return { ...run, stdout: "", stderr: visible(run.stderr) };
    places.push(...secretsOf(stack, today, parseJson(`the configuration of ${stack}`, run.stdout)));
  }
  const groups = [...new Set(places.map(({ value }) => value))]
    .map((shared) => places.filter(({ value }) => value === shared))
    .filter((group) => new Set(group.map(({ stack }) => stack)).size > 1);
  const lines = groups
    .map((group) => {
      const word = group.some(({ excused }) => excused) ? "excused" : "SHARED";
      return `${word}  ${group.map(({ stack, key }) => `${stack}:${key}`).join("  ")}`;
    })
    .sort();
  const bad = lines.some((line) => line.startsWith("SHARED"));
  const verdict = bad ? "SHARED" : lines.length > 0 ? "excused" : "none shared";
  return {
    code: bad ? 1 : 0,
    stdout: [`${verdict} — secrets of ${stacks.join(", ")}`, ...lines, ""].join("\n"),
    stderr: "",
  };
}

function secretsOf(stack: string, today: string, json: unknown): readonly Place[] {
  const read = Config.safeParse(json);
  if (!read.success) throw new Error(`the configuration of ${stack} is none`);
  const waivers = Object.values(read.data).flatMap(
    (entry) => Settings.safeParse(entry).data?.objectValue.waivers ?? [],
  );
  return Object.entries(read.data).flatMap(([name, entry]) => {
    const secret = Secret.safeParse(entry);
    if (!secret.success) return [];
    const key = name.slice(name.indexOf(":") + 1);
    return [{ stack, key, value: secret.data.value, excused: waived(waivers, "rule", key, today) }];
  });
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { Digest, readDigest } from "../../audit/digest";
import { readPolicies } from "../../audit/policies";
import { type Preview, readPreview } from "../../audit/preview";
import { redactor } from "../../audit/redact";
import { isUnknown } from "../../audit/unknown";
import { type Lab, ROOT } from "./lab";

export const CORPUS = join(ROOT, "test/fixtures/previews");
export const PROGRAM = ["--cwd", join(ROOT, "test/fixtures/changes"), "--stack", "dev"];

/** The names of all recorded previews. */
export function recorded(): string[] {
  return readdirSync(CORPUS).map((file) => file.replace(/\.json$/, ""));
}

/** One recorded preview. */
export function corpus(name: string): Preview {
  return readPreview(readFileSync(join(CORPUS, `${name}.json`), "utf8"));
}

/** Previews one change of the fixture program; ids and times of the simulated cloud get fixed names. */
export async function recordPreview(
  lab: Lab,
  change: string,
  secrets: readonly string[],
): Promise<Preview> {
  const log = join(lab.directory, `${change}.jsonl`);
  const pack = join(ROOT, "test/fixtures/policy-pack");
  const policies = change.startsWith("policy") && /[a-z](Violation|Advisory)$/.test(change);
  const { code, stdout } = await lab
    .as({ CHANGE: change, PULUMI_DEBUG_COMMANDS: "true" })
    .pulumi(
      ...["preview", "--json", "--show-sames", "--show-replacement-steps", "--event-log", log],
      ...(policies ? ["--policy-pack", pack] : []),
      ...PROGRAM,
    );
  const redact = redactor(secrets);
  const digest = readDigest(stdout, redact);
  // Resources in a fixed order; the steps of one keep theirs
  digest.steps.sort((a, b) => (a.urn === b.urn ? 0 : a.urn < b.urn ? -1 : 1));
  return {
    stack: "dev",
    outcome: code === 0 ? "succeeded" : "failed",
    digest: Digest.parse(JSON.parse(named(JSON.stringify(digest)))),
    policies: readPolicies(readFileSync(log, "utf8"), redact),
    waivers: [],
  };
}

/** One step a line, so that a change of one is a diff of one. */
export function spelt({ digest, ...preview }: Preview): string {
  const { steps, ...rest } = digest;
  const lines = steps.map((step) => JSON.stringify(step)).join(",\n");
  const head = JSON.stringify({ ...preview, digest: rest });
  return `${head.slice(0, -2)},"steps":[\n${lines}\n]}}\n`;
}

function named(printed: string): string {
  const names = new Map<string, string>();
  const name = (kind: string) => (id: string) => {
    const known = names.get(id) ?? `${kind}${String(names.size + 1).padStart(4, "0")}`;
    names.set(id, known);
    return known;
  };
  return printed
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, (id) =>
      isUnknown(id) ? id : name("uuid-")(id),
    )
    .replace(/\borders\.[0-9a-f]{12}\b/g, "orders.id")
    .replace(/\brds![\w-]+/g, "rds!id")
    .replace(/(?<![\w-])[A-Za-z\d]+-[0-9a-f]{7,17}(?![\w-])/g, (id) =>
      /\d{4}-\d{4}/.test(id) ? id : name("id-")(id),
    )
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*Z/g, "2026-11-20T00:00:00Z");
}

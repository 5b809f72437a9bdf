import { parseJson } from "../audit/json";
import type { Run } from "../audit/pulumi";
import { redactor } from "../audit/redact";
import { secretsInState } from "../audit/secrets-in-state";
import { visible } from "../audit/visible";
import type { Environment } from "../config/schema";
import { Releases } from "../config/verified";
import { type Items, reasons } from "./cluster";
import { pinsOf, rollback, stackOf, type Surroundings } from "./release";
import { type Access, type Broken, readState, type Told } from "./state";

/** What an update needs of the world, besides the files. */
export interface Deployment extends Surroundings {
  /** Runs the engine in front of the operator's eyes; its exit code. */
  readonly run: (args: readonly string[]) => Promise<number>;
  /** What a namespace holds, or why nobody knows. */
  readonly list: (access: Access, namespace: string) => Items | string;
  readonly tell: (text: string) => void;
}

/**
 * Updates a stack. Where a release fails it says what serves, what failed and why; where one served and
 * failed its last check it goes back, if the settings say so. The exit code is the first update's own.
 */
export async function up(
  stackName: string,
  engineArgs: readonly string[],
  world: Deployment,
): Promise<number> {
  const stack = stackOf(stackName);
  const update = ["up", "--stack", stack, "--yes", ...engineArgs];
  const code = await world.run(update);
  if (code === 0) return code;
  const exported = await world.pulumi(["stack", "export", "--show-secrets", "--stack", stack]);
  if (exported.code !== 0) return code;
  const state = parseJson("what stack export printed", exported.stdout);
  const told = readState(state);
  if (told.broken.length === 0) return code;
  const redact = redactor(secretsInState(state));
  for (const line of summary(told, world.list)) world.tell(visible(String(redact(line))));
  for (const app of unconfirmed(told)) {
    if (await wentBack(app, stack, world)) await world.run(update);
  }
  return code;
}

/** What serves and what failed, by application, with the cluster's own reasons. */
function summary({ broken, serving, access }: Told, list: Deployment["list"]): string[] {
  const apps = [...new Set(broken.map(({ app }) => app ?? "the environment"))];
  const held = new Map<string, Items | string>();
  const holds = (namespace: string) => {
    const known = held.get(namespace) ?? (access ? list(access, namespace) : "no cluster is known");
    held.set(namespace, known);
    return known;
  };
  return apps.flatMap((app) => [
    `${app}: serves ${serving.get(app) ?? "nothing"}`,
    ...broken
      .filter((one) => (one.app ?? "the environment") === app)
      .flatMap((one) => [`  failed: ${one.kind} ${one.name}`, ...why(one, holds(one.namespace))]),
  ]);
}

function why(one: Broken, items: Items | string): string[] {
  if (typeof items === "string") return [`    the cluster was not asked why: ${items}`];
  const found = reasons(one, items);
  return (found.length === 0 ? ["the cluster says nothing more"] : found).map((r) => `    ${r}`);
}

/** Applications of which a rollout serves that failed its last check. */
function unconfirmed({ broken }: Told): string[] {
  return broken.flatMap(({ app, name }) =>
    app !== undefined && name === `${app}-confirm` ? [app] : [],
  );
}

/** Pins what served before, where that is wanted and there is such a thing. */
async function wentBack(app: string, stack: Environment, world: Deployment): Promise<boolean> {
  const { afterFailedConfirm, active } = pinsOf(app, stack, world).own;
  const before = await servedBefore(app, stack, world.pulumi);
  const by = `make rollback APP=${app} TO=${before ?? "<artifact>"} STACK=${stack}`;
  if (before === undefined || before === active) {
    world.tell(`${app}: no other artifact served before, so nothing is pinned: mend it, or revert`);
    return false;
  }
  if (afterFailedConfirm === "leave") {
    world.tell(`${app}: the settings leave it as it is; to go back: ${by}`);
    return false;
  }
  world.tell(rollback(app, before, stack, world));
  world.tell(`Pulumi.${stack}.yaml pins ${before} again: commit it. Running it now`);
  return true;
}

/** The artifact of the last complete update, by the outputs of the stack. */
async function servedBefore(
  app: string,
  stack: Environment,
  pulumi: (args: readonly string[]) => Promise<Run>,
): Promise<string | undefined> {
  const { code, stdout } = await pulumi(["stack", "output", "--json", "--stack", stack]);
  if (code !== 0) return undefined;
  const read = Releases.safeParse(parseJson("what stack output printed", stdout));
  return read.data?.applications[app]?.artifact;
}

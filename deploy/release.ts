import { parseJson } from "../audit/json";
import type { Run } from "../audit/pulumi";
import { visible } from "../audit/visible";
import type { Application } from "../config/application";
import { type Artifact, artifactId } from "../config/artifact";
import { loadSettings } from "../config/load";
import { Environment, type Settings } from "../config/schema";
import { Releases, soakedAt, soakedHours, type Verified } from "../config/verified";
import { pinned, settingsIn } from "./pin";

/** What both commands need of the world. */
export interface Surroundings {
  /** The text of a stack file. */
  readonly read: (stack: Environment) => string;
  readonly write: (stack: Environment, text: string) => void;
  readonly pulumi: (args: readonly string[]) => Promise<Run>;
  /** An instant in UTC. */
  readonly now: string;
}

/** Pins in one stack what another serves, and says what that is. */
export async function promote(
  app: string,
  fromName: string,
  toName: string,
  around: Surroundings,
): Promise<string> {
  const [from, to] = [stackOf(fromName), stackOf(toName)];
  const { options } = Environment;
  if (options.indexOf(from) >= options.indexOf(to)) {
    throw new Error(`artifacts travel ${options.join(" → ")}; got ${from} → ${to}`);
  }
  const { settings, own } = pinsOf(app, to, around);
  const { promotion } = settings;
  if (promotion !== undefined && promotion.from !== from) {
    throw new Error(`${to} takes its artifacts from ${promotion.from}; got ${from}`);
  }
  const proof = await servedBy(from, app, around.pulumi);
  const { artifactId: id, images, schemaHead, migrations } = proof;
  const artifact = { images, schemaHead, ...(migrations && { migrations }) };
  const lines = pin(app, to, own, id, artifact, around);
  return [`${app}  ${from} → ${to}`, ...lines, soak(proof, from, settings, around.now), ""].join(
    "\n",
  );
}

/** Pins what a stack file still keeps, and says what that is. */
export function rollback(app: string, id: string, stackName: string, around: Surroundings): string {
  const stack = stackOf(stackName);
  const { own } = pinsOf(app, stack, around);
  const artifact = Object.hasOwn(own.artifacts, id) ? own.artifacts[id] : undefined;
  if (artifact === undefined) {
    const kept = Object.keys(own.artifacts).join(", ");
    throw new Error(`${stack} keeps ${kept} of ${app}; got ${id === "" ? "none" : id}`);
  }
  return [`${app}  back in ${stack}`, ...pin(app, stack, own, id, artifact, around), ""].join("\n");
}

/** The stack of that name. */
export function stackOf(name: string): Environment {
  const { data } = Environment.safeParse(name);
  if (data === undefined) {
    throw new Error(`use one of the stacks ${Environment.options.join(", ")}; got ${name}`);
  }
  return data;
}

/** The settings of a stack file, and those of one application in it. */
export function pinsOf(app: string, stack: Environment, { read }: Surroundings) {
  const settings = loadSettings(stack, () => settingsIn(read(stack)));
  const { applications } = settings;
  const own = Object.hasOwn(applications, app) ? applications[app] : undefined;
  if (own !== undefined) return { settings, own };
  const names = Object.keys(applications).join(", ");
  throw new Error(`${stack} has the applications ${names}; got ${app === "" ? "none" : app}`);
}

/** What a stack serves of an application, by its outputs. */
async function servedBy(
  stack: Environment,
  app: string,
  pulumi: Surroundings["pulumi"],
): Promise<Verified> {
  const { code, stdout, stderr } = await pulumi(["stack", "output", "--json", "--stack", stack]);
  if (code !== 0) throw new Error(`${stack} tells nothing: ${visible(stderr).trim()}`);
  const read = Releases.safeParse(parseJson("what stack output printed", stdout));
  if (!read.success) throw new Error(`the outputs of ${stack} are not what this program writes`);
  const { applications } = read.data;
  const { artifact, verified } = applications[app] ?? { verified: [] };
  const proof = verified.find((one) => one.artifactId === artifact);
  if (proof === undefined) throw new Error(`${stack} has verified nothing of ${app}`);
  if (artifactId(proof) === proof.artifactId) return proof;
  throw new Error(`${stack} lists other content under ${proof.artifactId} than its name says`);
}

/** Writes the pin once the whole file is valid with it. */
function pin(
  app: string,
  stack: Environment,
  { active, artifacts }: Application,
  id: string,
  artifact: Artifact,
  { read, write }: Surroundings,
): readonly string[] {
  if (active === id) throw new Error(`nothing to do: ${stack} runs ${id} of ${app} already`);
  const text = pinned(read(stack), { app, id, artifact });
  loadSettings(stack, () => settingsIn(text));
  write(stack, text);
  const before = artifacts[active]?.schemaHead ?? "none";
  return [
    row("artifact", `${id}, in place of ${active}`),
    ...Object.entries(artifact.images).map(([image, digest]) => row("image", `${image} ${digest}`)),
    row("schema", `${artifact.schemaHead}, in place of ${before}`),
  ];
}

function soak(proof: Verified, from: string, { promotion }: Settings, now: string): string {
  const hours = soakedHours(proof, now);
  const served = `${proof.verifiedAt} in ${from}, served for ${hours} h`;
  if (promotion === undefined) return row("verified", served);
  const { soakHours } = promotion;
  const wait = hours < soakHours ? `: refused until ${soakedAt(proof, soakHours)}` : "";
  return row("verified", `${served} of ${soakHours}${wait}`);
}

function row(name: string, text: string): string {
  return `  ${name.padEnd(9)} ${text}`;
}

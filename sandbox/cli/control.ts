import type { Command } from "commander";

import { now, setOffset } from "../cloud/clock";
import { addFault, clearFaults, matchesType, MODES, OPERATIONS, setLatency } from "../cloud/faults";
import { list, placeAt, remove, replace, type CloudObject, type Place } from "../cloud/objects";
import { openWorld } from "../cloud/world";
import { isProps, type Props, type Value } from "../provider/values";
import { Complaint } from "./complaint";
import { SANDBOX } from "./places";

/** Commands that act behind the engine's back. */
export function registerControl(program: Command): void {
  const cloud = program.command("cloud").description("what exists in the simulated cloud");
  cloud
    .command("ls")
    .option("--type <glob>", "type token or its last word", "*")
    .description("list what exists")
    .action(listObjects);
  cloud.command("show <type> <name>").description("print an object").action(show);
  cloud
    .command("set <type> <name> <path> <json>")
    .description("change a property: drift")
    .action(change);
  cloud.command("rm <type> <name>").description("remove an object").action(forget);

  const fault = program.command("fault").description("what goes wrong on purpose");
  fault
    .command("add")
    .requiredOption("--type <glob>", "type token or its last word")
    .option("--name <glob>", "logical or physical name", "*")
    .option("--op <operation>", OPERATIONS.join(", "), "create")
    .option("--mode <mode>", MODES.join(", "), "refuse")
    .option("--message <text>", "what the cloud says", "the sandbox was told to fail")
    .option("--times <number>", "how often; always without it")
    .description("let operations fail")
    .action(addOne);
  fault
    .command("clear")
    .description("forget every fault")
    .action(() => {
      clearFaults(SANDBOX);
    });

  program
    .command("latency <type> <milliseconds>")
    .description("how long objects of a type (a glob) take to become ready")
    .action((type: string, milliseconds: string) => {
      setLatency(SANDBOX, type, Number(milliseconds));
    });

  const clock = program.command("clock").description("the simulated cloud's time");
  clock
    .command("show")
    .description("print it")
    .action(() => {
      console.log(now(SANDBOX));
    });
  clock
    .command("set <offset>")
    .allowUnknownOption()
    .description("move it: -48h, 30m, 0s")
    .action((offset: string) => {
      setOffset(SANDBOX, offset);
    });
}

interface FaultOptions {
  readonly type: string;
  readonly name: string;
  readonly op: string;
  readonly mode: string;
  readonly message: string;
  readonly times?: string;
}

function addOne({ op, mode, times, ...rest }: FaultOptions): void {
  const fault = { ...rest, op: oneOf(OPERATIONS, op), mode: oneOf(MODES, mode) };
  console.log(addFault(SANDBOX, times === undefined ? fault : { ...fault, times: Number(times) }));
}

function oneOf<Choice extends string>(choices: readonly Choice[], given: string): Choice {
  const choice = choices.find((each) => each === given);
  if (choice === undefined) throw new Complaint(`${given} is none of ${choices.join(", ")}`);
  return choice;
}

async function listObjects({ type }: { readonly type: string }): Promise<void> {
  await openWorld(SANDBOX);
  const root = placeAt(SANDBOX);
  for (const { place, object } of list(root).filter((each) =>
    matchesType(type, each.object.type),
  )) {
    const state = object.deletionDate === undefined ? "" : ` (ends ${object.deletionDate})`;
    console.log(
      `${place.slice(root.length + 1)}\t${object.type}\t${object.name}\t${object.id}${state}`,
    );
  }
}

async function show(type: string, name: string): Promise<void> {
  console.log(JSON.stringify((await only(type, name)).object, undefined, 2));
}

async function change(type: string, name: string, path: string, json: string): Promise<void> {
  const { place, object } = await only(type, name);
  const value = JSON.parse(json) as Value;
  const keys = path.split(/\.|\[(\d+)\]/).filter(Boolean);
  const declared = holds(object.inputs, keys);
  const changed = declared
    ? { ...object, inputs: changedAt(object.inputs, keys, value) as Props }
    : { ...object, outputs: changedAt(object.outputs, keys, value) as Props };
  replace(place, changed);
}

async function forget(type: string, name: string): Promise<void> {
  const { place, object } = await only(type, name);
  remove(place, object.type, object.id);
}

/** The one object of the type whose logical name, physical name or id this is. */
async function only(type: string, name: string): Promise<{ place: Place; object: CloudObject }> {
  await openWorld(SANDBOX);
  const found = list(placeAt(SANDBOX)).filter(
    ({ object }) =>
      matchesType(type, object.type) && [object.logicalName, object.name, object.id].includes(name),
  );
  const [first, ...rest] = found;
  if (first === undefined) throw new Complaint(`no ${type} is called ${name}`);
  if (rest.length === 0) return first;
  throw new Complaint(
    `${type} ${name} could be ${found.map(({ object }) => object.id).join(" or ")}: say the id`,
  );
}

function holds(value: Value | undefined, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true;
  return (
    typeof value === "object" &&
    value !== null &&
    key in value &&
    holds((value as Props)[key], rest)
  );
}

function changedAt(value: Value | undefined, [key, ...rest]: readonly string[], to: Value): Value {
  if (key === undefined) return to;
  if (Array.isArray(value)) {
    return value.map((item: Value, index) =>
      index === Number(key) ? changedAt(item, rest, to) : item,
    );
  }
  const props = isProps(value ?? null) ? (value as Props) : {};
  const { [key]: old, ...others } = props;
  const next = changedAt(old, rest, to);
  return next === null ? others : { ...others, [key]: next };
}

import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { isCode, readIfThere, writeWhole } from "./objects";

/** What a fault can do to an operation. */
export const MODES = ["refuse", "notReady", "crash-after-write", "hang"] as const;
/** The operations that a fault can hit. */
export const OPERATIONS = ["create", "update", "delete"] as const;
export type Operation = (typeof OPERATIONS)[number];

/** Something that goes wrong on purpose, for objects whose type and name both match. */
export interface Fault {
  readonly id: string;
  readonly op: Operation;
  /** A glob on the type token, or its last word alone. */
  readonly type: string;
  /** A glob on the logical or the physical name. */
  readonly name?: string;
  /** How often it strikes; always when absent. */
  readonly times?: number;
  readonly message: string;
  readonly mode: (typeof MODES)[number];
}

/** What is about to be done, as faults and latencies see it. */
export interface Subject {
  readonly type: string;
  readonly names: readonly string[];
}

/** The fault that strikes now, if any; it has then been counted. */
export function strike(sandbox: string, op: Operation, subject: Subject): Fault | undefined {
  return faults(sandbox).find(
    (fault) => fault.op === op && hits(fault, subject) && claim(sandbox, fault),
  );
}

/** Adds a fault and returns its id. */
export function addFault(sandbox: string, fault: Omit<Fault, "id">): string {
  const id = randomUUID().slice(0, 8);
  writeWhole(
    fileOf(sandbox, "faults.json"),
    JSON.stringify([...faults(sandbox), { id, ...fault }], undefined, 2),
  );
  return id;
}

/** Forgets every fault. */
export function clearFaults(sandbox: string): void {
  fs.rmSync(fileOf(sandbox, "faults.json"), { force: true });
  fs.rmSync(fileOf(sandbox, "strikes"), { force: true, recursive: true });
}

/** How long an object of this type takes to become ready, in milliseconds. */
export function latency(sandbox: string, type: string): number {
  const table = latencies(sandbox);
  const match = Object.keys(table).find((glob) => glob !== "*" && matchesType(glob, type));
  return table[match ?? "*"] ?? 0;
}

/** Sets how long objects of a type (a glob) take. */
export function setLatency(sandbox: string, type: string, milliseconds: number): void {
  const table = { ...latencies(sandbox), [type]: milliseconds };
  writeWhole(fileOf(sandbox, "latency.json"), JSON.stringify(table, undefined, 2));
}

/** Matches a glob with `*` and `?` against a whole text. */
export function matches(glob: string, text: string): boolean {
  const pattern = glob
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${pattern}$`).test(text);
}

/** Matches a glob against a type token or its last word. */
export function matchesType(glob: string, type: string): boolean {
  return matches(glob, type) || matches(glob, type.slice(type.lastIndexOf(":") + 1));
}

function hits(fault: Fault, { type, names }: Subject): boolean {
  const { name = "*" } = fault;
  return matchesType(fault.type, type) && names.some((candidate) => matches(name, candidate));
}

/** Each strike of a limited fault is a file that only one process can create. */
function claim(sandbox: string, { id, times }: Fault): boolean {
  if (times === undefined) return true;
  fs.mkdirSync(fileOf(sandbox, "strikes"), { recursive: true });
  for (let strikeNumber = 1; strikeNumber <= times; strikeNumber++) {
    try {
      fs.writeFileSync(fileOf(sandbox, "strikes", `${id}.${strikeNumber}`), "", { flag: "wx" });
      return true;
    } catch (error) {
      if (!isCode(error, "EEXIST")) throw error;
    }
  }
  return false;
}

function faults(sandbox: string): readonly Fault[] {
  return JSON.parse(readIfThere(fileOf(sandbox, "faults.json")) ?? "[]") as readonly Fault[];
}

function latencies(sandbox: string): Readonly<Record<string, number>> {
  return JSON.parse(readIfThere(fileOf(sandbox, "latency.json")) ?? "{}") as Readonly<
    Record<string, number>
  >;
}

function fileOf(sandbox: string, ...segments: readonly string[]): string {
  return path.join(sandbox, "cloud", ...segments);
}

import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { digest } from "./seal";
import type { Props } from "../provider/values";

/** One thing that exists in the simulated cloud; secrets in it are sealed. */
export interface CloudObject {
  readonly type: string;
  readonly id: string;
  /** Never the same again, also not for an object that is made anew. */
  readonly uid: string;
  /** The name it has in the cloud. */
  readonly name: string;
  /** The name the program gave it, absent on what existed beforehand. */
  readonly logicalName?: string;
  readonly createdAt: string;
  readonly inputs: Props;
  /** What the cloud added; an input of the same name wins. */
  readonly outputs: Props;
  /** Why it exists and yet does not serve. */
  readonly failure?: string;
  /** Set when it only waits for its end, as a KMS key does. */
  readonly deletionDate?: string;
}

/** Where objects of one account and region, one cluster or one organisation live: a directory. */
export type Place = string;

/** The directory of a place below the sandbox's own. */
export function placeAt(sandbox: string, ...segments: readonly string[]): Place {
  return path.join(sandbox, "cloud", "objects", ...segments);
}

/** Creates the object unless one with its type and id exists: two callers never both succeed. */
export function insert(place: Place, object: CloudObject): boolean {
  const temporary = write(place, object);
  try {
    fs.linkSync(temporary, fileOf(place, object.type, object.id));
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    fs.unlinkSync(temporary);
  }
}

/** Writes the object over whatever was there. */
export function replace(place: Place, object: CloudObject): void {
  fs.renameSync(write(place, object), fileOf(place, object.type, object.id));
}

/** Removes the object and says whether it was there. */
export function remove(place: Place, type: string, id: string): boolean {
  try {
    fs.unlinkSync(fileOf(place, type, id));
    return true;
  } catch (error) {
    if (isCode(error, "ENOENT")) return false;
    throw error;
  }
}

/** Removes everything at the place and at the places below it. */
export function clear(place: Place): void {
  fs.rmSync(place, { recursive: true, force: true });
}

/** The object, unless it does not exist. */
export function find(place: Place, type: string, id: string): CloudObject | undefined {
  return readObject(fileOf(place, type, id));
}

/** Every object, or every one of a type, at the place and at the places below it. */
export function list(place: Place, type = ""): readonly { place: Place; object: CloudObject }[] {
  if (!fs.existsSync(place)) return [];
  return fs
    .readdirSync(place, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json") && path.dirname(file).endsWith(folderOf(type)))
    .sort()
    .flatMap((file) => {
      const object = readObject(path.join(place, file));
      return object === undefined
        ? []
        : [{ place: path.join(place, path.dirname(path.dirname(file))), object }];
    });
}

/** Reads a file that another process may remove at any moment. */
export function readIfThere(file: string): string | undefined {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** Writes a file so that a reader sees the old content or the new, never half. */
export function writeWhole(file: string, content: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${randomUUID()}.tmp`;
  fs.writeFileSync(temporary, content);
  fs.renameSync(temporary, file);
}

/** Says whether a failed system call failed for this reason. */
export function isCode(error: unknown, code: string): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === code;
}

function readObject(file: string): CloudObject | undefined {
  const content = readIfThere(file);
  return content === undefined ? undefined : (JSON.parse(content) as CloudObject);
}

function write(place: Place, object: CloudObject): string {
  const file = fileOf(place, object.type, object.id);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${randomUUID()}.tmp`;
  fs.writeFileSync(temporary, `${JSON.stringify(object, undefined, 2)}\n`);
  return temporary;
}

function fileOf(place: Place, type: string, id: string): string {
  const name = encodeURIComponent(id);
  const short = name.length <= 180 ? name : `${name.slice(0, 140)}-${digest(id, 32)}`;
  return path.join(place, folderOf(type), `${short}.json`);
}

function folderOf(type: string): string {
  return type.replaceAll(/[:/]/g, ".");
}

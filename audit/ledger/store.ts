import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { z } from "zod";

import { parseJson } from "../json";
import type { Run } from "../pulumi";
import { visible } from "../visible";

/** Where a ledger and what it refers to are kept; nothing in it is ever changed. */
export interface Store {
  /** The whole ledger; empty before its first line. */
  readonly read: () => Promise<string>;
  /** Adds lines to what was read last. */
  readonly append: (lines: string) => Promise<void>;
  /** Keeps a file beside it, under a name that its content decides. */
  readonly keep: (name: string, text: string) => Promise<void>;
}

/** A ledger in a file; what it refers to stays where it was written. */
export function fileStore(file: string): Store {
  return {
    read: () => Promise.resolve(existsSync(file) ? readFileSync(file, "utf8") : ""),
    append: (lines) => {
      appendFileSync(file, lines);
      return Promise.resolve();
    },
    keep: () => Promise.resolve(),
  };
}

/** The same store; what it took stands in a file as well, where nothing does that it refused. */
export function copied(store: Store, file: string): Store {
  return {
    ...store,
    append: async (lines) => {
      await store.append(lines);
      appendFileSync(file, lines);
    },
  };
}

const Answer = z.object({ ETag: z.string() });

/**
 * A ledger in a bucket, one per stack (`<stack>/ledger.jsonl`). Every line writes the object anew, and only
 * over the version that was read: of two writers the second is refused, so that the chain never forks.
 */
export function bucketStore(
  bucket: string,
  stack: string,
  aws: (args: readonly string[]) => Promise<Run>,
): Store {
  const key = `${stack}/ledger.jsonl`;
  let known: { readonly text: string; readonly tag: string | undefined } | undefined;

  const put = async (name: string, text: string, condition: readonly string[]) =>
    inFile(async (file) => {
      writeFileSync(file, text);
      const to = ["--bucket", bucket, "--key", name, "--body", file];
      // A locked bucket takes nothing without a checksum
      const run = await aws([
        "s3api",
        "put-object",
        ...to,
        "--checksum-algorithm",
        "SHA256",
        ...condition,
      ]);
      return answered(run, `${name} was not kept in ${bucket}`);
    });

  const read = () =>
    inFile(async (file) => {
      const run = await aws(["s3api", "get-object", "--bucket", bucket, "--key", key, file]);
      const absent = run.code !== 0 && run.stderr.includes("(NoSuchKey)");
      known = absent
        ? { text: "", tag: undefined }
        : {
            tag: answered(run, `${key} of ${bucket} cannot be read`),
            text: readFileSync(file, "utf8"),
          };
      return known.text;
    });

  return {
    read,
    append: async (lines) => {
      if (known === undefined) throw new Error(`${key} was not read before it is written`);
      const { tag } = known;
      const text = known.text + lines;
      const condition = tag === undefined ? ["--if-none-match", "*"] : ["--if-match", tag];
      known = { text, tag: await put(key, text, condition) };
    },
    keep: async (name, text) => {
      await put(`${stack}/${name}`, text, []);
    },
  };
}

function answered({ code, stdout, stderr }: Run, failed: string): string {
  if (code !== 0) throw new Error(`${failed}: ${visible(stderr).trim()}`);
  return Answer.parse(parseJson("what aws printed", stdout)).ETag;
}

async function inFile<Result>(work: (file: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "ledger-"));
  try {
    return await work(join(folder, "object"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

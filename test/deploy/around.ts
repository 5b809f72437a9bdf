import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { artifactId } from "../../config/artifact";
import type { Surroundings } from "../../deploy/release";

/** What prod runs as it was committed. */
export const OLD = "e57209b12c69";
export const DIGEST = `sha256:${"7".padStart(64, "0")}`;
export const ARTIFACT = { images: { appos: DIGEST }, schemaHead: "0002" };
/** What the other stack serves. */
export const ID = artifactId(ARTIFACT);
export const SERVING = {
  artifact: ID,
  verified: [{ artifactId: ID, ...ARTIFACT, verifiedAt: "2026-11-19T10:00:00Z" }],
};

/** The committed files, and a CLI that prints these outputs of AppOS. */
export function around(appos: object = SERVING, change: Partial<Surroundings> = {}) {
  const files = new Map<string, string>();
  const asked: string[] = [];
  const committed = (stack: string) =>
    readFileSync(resolve(__dirname, `../../Pulumi.${stack}.yaml`), "utf8");
  const surroundings: Surroundings = {
    read: (stack) => files.get(stack) ?? committed(stack),
    write: (stack, text) => void files.set(stack, text),
    pulumi: (args) => {
      asked.push(args.join(" "));
      return Promise.resolve({
        code: 0,
        stdout: JSON.stringify({ applications: { appos } }),
        stderr: "",
      });
    },
    now: "2026-11-20T12:00:00.000Z",
    ...change,
  };
  return { files, asked, surroundings };
}

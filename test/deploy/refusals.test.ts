import { artifactId } from "../../config/artifact";
import { promote } from "../../deploy/release";
import { around, ID, SERVING } from "./around";

describe("promote", () => {
  const unknown = { ...SERVING, artifact: "other" };
  const forged = { ...SERVING, verified: [{ ...SERVING.verified[0], schemaHead: "0009" }] };
  const tagged = { images: { appos: "v1" }, schemaHead: "0001" };
  const dev = {
    artifact: artifactId(tagged),
    verified: [{ artifactId: artifactId(tagged), ...tagged, verifiedAt: "2026-11-19T10:00:00Z" }],
  };
  const unread = { code: 6, stdout: "", stderr: "no stack named 'staging' found\u001b[0m\n" };
  it.each<[string, [string, string, string], ReturnType<typeof around>, string]>([
    [
      "a stack that does not exist",
      ["appos", "stagin", "prod"],
      around(),
      "use one of the stacks dev, staging, prod; got stagin",
    ],
    [
      "a path as a stack",
      ["appos", "staging", "../prod"],
      around(),
      "use one of the stacks dev, staging, prod; got ../prod",
    ],
    [
      "the way back",
      ["appos", "prod", "staging"],
      around(),
      "artifacts travel dev → staging → prod; got prod → staging",
    ],
    [
      "a shortcut",
      ["appos", "dev", "prod"],
      around(),
      "prod takes its artifacts from staging; got dev",
    ],
    [
      "an application that does not exist",
      ["billing", "staging", "prod"],
      around(),
      "prod has the applications appos, life-os, lifeos, salitemihret; got billing",
    ],
    ["no application", ["", "staging", "prod"], around(), "got none"],
    [
      "what the other stack did not verify",
      ["appos", "staging", "prod"],
      around(unknown),
      "staging has verified nothing of appos",
    ],
    [
      "what it does not serve",
      ["lifeos", "staging", "prod"],
      around(),
      "staging has verified nothing of lifeos",
    ],
    [
      "content under another name",
      ["appos", "staging", "prod"],
      around(forged),
      `staging lists other content under ${ID} than its name says`,
    ],
    [
      "a tag outside dev",
      ["appos", "dev", "staging"],
      around(dev),
      "outside dev an image is named by its digest, never by a tag; got v1",
    ],
    [
      "outputs of something else",
      ["appos", "staging", "prod"],
      around({ verified: 7 }),
      "the outputs of staging are not what this program writes",
    ],
    [
      "a stack that cannot be read",
      ["appos", "staging", "prod"],
      around({}, { pulumi: () => Promise.resolve(unread) }),
      "staging tells nothing: no stack named 'staging' found",
    ],
    [
      "a file that is not valid",
      ["appos", "staging", "prod"],
      around(SERVING, { read: () => "config: {" }),
      "not valid YAML",
    ],
    [
      "a file without settings",
      ["appos", "staging", "prod"],
      around(SERVING, { read: () => "config: {}" }),
      "Pulumi.prod.yaml does not describe a valid environment",
    ],
  ])("refuses %s, and writes nothing", async (_title, [app, from, to], world, words) => {
    await expect(promote(app, from, to, world.surroundings)).rejects.toThrow(words);
    expect(world.files.size).toBe(0);
  });
});

import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { parse, stringify } from "yaml";

import { pinned, settingsIn } from "../../deploy/pin";
import { type Artifact, artifactId } from "../../config/artifact";

const PROD = readFileSync(resolve(__dirname, "../../Pulumi.prod.yaml"), "utf8");
const OLD = "e57209b12c69";

const artifact = (n: number): Artifact => ({
  images: { appos: `sha256:${String(n).padStart(64, "0")}` },
  schemaHead: "0002",
});
const id = (n: number) => artifactId(artifact(n));
const pin = (text: string, n: number) =>
  pinned(text, { app: "appos", id: id(n), artifact: artifact(n) });

/** The lines between what both texts begin with and what both end with. */
function changed(before: string, after: string) {
  const texts = [before.split("\n"), after.split("\n")] as const;
  const [old, now] = texts;
  const shortest = Math.min(old.length, now.length);
  const alike = (at: (index: number) => number) => {
    const first = Array.from({ length: shortest }, (_, i) => at(i)).findIndex(
      (i) => old.at(i) !== now.at(i),
    );
    return first === -1 ? shortest : first;
  };
  const [head, tail] = [alike((i) => i), alike((i) => -1 - i)];
  const [gone, come] = texts.map((lines) => lines.slice(head, lines.length - tail));
  return { gone, come };
}

function own(text: string) {
  const { applications } = settingsIn(text) as { applications: Record<string, Pins> };
  return applications["appos"];
}

interface Pins {
  readonly artifacts: Readonly<Record<string, unknown>>;
  readonly active: string;
  readonly previous?: string;
}

describe("a pin", () => {
  it("changes three places of a committed file and no other byte", () => {
    expect(changed(PROD, pin(PROD, 7))).toEqual({
      gone: [`        active: "${OLD}"`],
      come: [
        `          "${id(7)}":`,
        "            images:",
        `              appos: "${artifact(7).images["appos"] ?? ""}"`,
        '            schemaHead: "0002"',
        `        active: "${id(7)}"`,
        `        previous: "${OLD}"`,
      ],
    });
  });

  it("is taken back to the same bytes but for the way forth", () => {
    const forth = pin(PROD, 7);

    expect(changed(forth, pinned(forth, { app: "appos", id: OLD, artifact: artifact(1) }))).toEqual(
      {
        gone: [`        active: "${id(7)}"`, `        previous: "${OLD}"`],
        come: [`        active: "${OLD}"`, `        previous: "${id(7)}"`],
      },
    );
  });

  it("leaves comments, quotes and odd spaces where they are, also those of what it moves", () => {
    const odd = PROD.replace(`active: "${OLD}"`, `active:  '${OLD}'   # since Monday`).replace(
      `          "${OLD}":\n`,
      `          # the first\n          "${OLD}":\n`,
    );
    const after = pin(odd, 7);

    expect(after).toContain(`active:  "${id(7)}"   # since Monday\n        previous: "${OLD}"\n`);
    expect(after).toContain(`          # the first\n          "${OLD}":\n`);
    expect(after.length - odd.length).toBe(pin(PROD, 7).length - PROD.length);
  });

  it("keeps the last five, and never drops what runs or ran before", () => {
    const filled = [2, 3, 4, 5].reduce(pin, PROD);
    expect(Object.keys(own(filled)?.artifacts ?? {})).toEqual([OLD, ...[2, 3, 4, 5].map(id)]);

    const sixth = pin(filled, 6);
    expect(Object.keys(own(sixth)?.artifacts ?? {})).toEqual([2, 3, 4, 5, 6].map(id));

    const back = pinned(sixth, { app: "appos", id: id(2), artifact: artifact(2) });
    const next = pin(back, 8);
    expect(own(next)).toMatchObject({ active: id(8), previous: id(2) });
    expect(Object.keys(own(next)?.artifacts ?? {})).toEqual([2, 4, 5, 6, 8].map(id));
  });

  it("opens the list before the first release, when nothing ran before", () => {
    const none = PROD.replace(
      new RegExp(`artifacts:\\n {10}"${OLD}":[^]*?active: "${OLD}"`),
      "artifacts: {} # none yet\n        active: none",
    );
    const after = pin(none, 7);

    expect(own(after)).toEqual({
      ...own(PROD),
      artifacts: { [id(7)]: artifact(7) },
      active: id(7),
    });
    expect(changed(none, after)).toEqual({
      gone: ["        artifacts: {} # none yet", "        active: none"],
      come: [
        "        artifacts:",
        `          "${id(7)}":`,
        "            images:",
        `              appos: "${artifact(7).images["appos"] ?? ""}"`,
        '            schemaHead: "0002" # none yet',
        `        active: "${id(7)}"`,
      ],
    });
  });

  it("forgets the way back to what now runs", () => {
    const stopped = pin(PROD, 7).replace(`active: "${id(7)}"`, "active: none");

    expect(own(stopped)?.previous).toBe(OLD);
    const after = pinned(stopped, { app: "appos", id: OLD, artifact: artifact(1) });
    expect(own(after)).not.toHaveProperty("previous");
    expect(parse(after)).toBeDefined();
  });

  it.each([
    ["what is no YAML", `${PROD}\n  - [`, "not valid YAML"],
    ["a key that stands twice", `${PROD}config: {}\n`, "not valid YAML: Map keys must be unique"],
    [
      "a tag of another program",
      PROD.replace("logLevel: INFO", "logLevel: !level INFO"),
      "not valid YAML: Unresolved tag",
    ],
    [
      "an application that is not there",
      PROD.replace("      appos:", "      apos:"),
      "no application appos",
    ],
    [
      "settings on one line",
      stringify(parse(PROD), { collectionStyle: "flow" }),
      "write it as a block",
    ],
  ])("refuses %s", (_title, text, words) => {
    expect(() => pin(text, 7)).toThrow(words);
  });
});

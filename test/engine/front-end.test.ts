import { type Artifact, artifactId } from "../../config/artifact";
import type { Entry } from "../../sandbox/cloud/journal";
import { Lab } from "../support/lab";
import { inputsOf, journalOf } from "../support/releases";

const artifact = (n: number): Artifact => ({
  images: {
    "salitemihret-backend": `sha256:${String(n).padStart(64, "0")}`,
    "salitemihret-frontend": `sha256:${String(n + 1).padStart(64, "0")}`,
  },
  schemaHead: "0001",
});
const [FIRST, SECOND, THIRD] = [artifact(11), artifact(21), artifact(31)];
const [first, second, third] = [FIRST, SECOND, THIRD].map(artifactId) as [string, string, string];

const POINTER = "aws:cloudfront/keyvaluestoreKey:KeyvaluestoreKey";

describe("pages that are files, release by release", () => {
  const lab = new Lab();
  afterAll(() => {
    lab.remove();
  });
  /** Staging with SaliteMihret alone; the artifact that is to run comes first. */
  const settings = (...artifacts: readonly [Artifact, ...Artifact[]]) => {
    const file = lab.settings("staging", (all) => {
      const { salitemihret } = all.applications;
      const listed = artifacts.map((one) => [artifactId(one), one] as const);
      Object.assign(salitemihret ?? {}, {
        artifacts: Object.fromEntries(listed),
        active: artifactId(artifacts[0]),
        // As production has it.
        previousRollout: "kept",
      });
      all.applications = salitemihret === undefined ? {} : { salitemihret };
    });
    return ["--stack", "staging", "--config-file", file];
  };
  const up = (...artifacts: readonly [Artifact, ...Artifact[]]) =>
    lab.pulumi("up", "--yes", "--skip-preview", ...settings(...artifacts));
  const changes = async (...artifacts: readonly [Artifact, ...Artifact[]]) =>
    (await lab.pulumi("preview", "--expect-no-changes", ...settings(...artifacts))).code;

  const pointer = () => (inputsOf(lab, POINTER, "salitemihret-pages") as { value: string }).value;
  /** Artifacts whose pages the last release leaves where they are. */
  const kept = () => {
    const [name = ""] = jobs("expire-pages");
    const job = inputsOf(lab, "kubernetes:batch/v1:Job", name) as Job;
    const { env } = job.spec.template.spec.containers[0];
    return env.find((one) => one.name === "KEEP")?.value?.split(" ");
  };
  const jobs = (role: string) =>
    lab
      .made()
      .flatMap(
        (line) => new RegExp(`:Job\\t(salitemihret-${role}-[0-9a-f]{12})\\t`).exec(line)?.[1] ?? [],
      );
  const done = (entries: readonly Entry[], op: string, name: RegExp) =>
    entries.filter((entry) => entry.op === op && name.test(`${entry.type} ${entry.name}`));

  it("SAL-23 are brought there, tried through the CDN, and shown after the backend has taken over", async () => {
    const { code, text } = await up(FIRST);
    expect(code).toBe(0);

    expect(pointer()).toBe(first);
    const [rollout = ""] = jobs("pages").map((name) => name.slice(-12));
    const steps = [
      `Job salitemihret-pages-${rollout} created`,
      `Job salitemihret-verify-pages-${rollout} created`,
      "ListenerRule salitemihret-backend created",
      "KeyvaluestoreKey salitemihret-pages created",
      "StatefulSet salitemihret-scheduler created",
      "Job salitemihret-confirm created",
      `Job salitemihret-expire-pages-${rollout} created`,
    ].map((line) => text.indexOf(line));
    expect(steps).not.toContain(-1);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(kept()).toEqual([first]);
    expect(await changes(FIRST)).toBe(0);
  });

  it("stay what they are when nobody gets to see the new ones", async () => {
    const fault = ["--name", "salitemihret-verify-pages-*", "--op", "create", "--mode", "notReady"];
    lab.sandbox("fault", "add", "--type", "Job", ...fault, "--times", "1");

    expect((await up(SECOND, FIRST)).code).not.toBe(0);
    expect(pointer()).toBe(first);
    expect(done(journalOf(lab), "update", /ListenerRule salitemihret-backend$/)).toEqual([]);
  });

  it("are shown once they work, and those before stay", async () => {
    expect((await up(SECOND, FIRST)).code).toBe(0);

    expect(pointer()).toBe(second);
    expect(kept()).toEqual([first, second].sort());
    expect(await changes(SECOND, FIRST)).toBe(0);
  });

  it("SAL-24 go back in one change, which brings nothing anywhere", async () => {
    const before = journalOf(lab).length;
    expect((await up(FIRST, SECOND)).code).toBe(0);
    const back = journalOf(lab).slice(before);

    expect(pointer()).toBe(first);
    expect(done(back, "update", /KeyvaluestoreKey/)).toHaveLength(1);
    expect(done(back, "create", /:Job salitemihret-pages-/)).toEqual([]);
    expect(kept()).toEqual([first, second].sort());
  });

  it("end with the settings that name them, but never those that serve or did last", async () => {
    expect((await up(THIRD)).code).toBe(0);

    expect(pointer()).toBe(third);
    // What served last is named by nobody, and yet it stays.
    expect(kept()).toEqual([first, third].sort());
    expect(await changes(THIRD)).toBe(0);
  });
});

interface Job {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly containers: readonly [
          { readonly env: readonly { readonly name: string; readonly value?: string }[] },
        ];
      };
    };
  };
}

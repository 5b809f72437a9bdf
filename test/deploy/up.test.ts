import { promote } from "../../deploy/release";
import { type Deployment, up } from "../../deploy/up";
import { around, OLD } from "./around";

const URN = "urn:pulumi:prod::platform::platform:workload:Release$kubernetes:batch/v1:Job::";
const provider = {
  ...{ urn: "urn:pulumi:prod::platform::pulumi:providers:kubernetes::cluster" },
  ...{ type: "pulumi:providers:kubernetes", inputs: { kubeconfig: "kind: Config\n" } },
};
const job = (name: string) => ({
  ...{ urn: `${URN}${name}`, type: "kubernetes:batch/v1:Job", initErrors: ["failed"] },
  inputs: { metadata: { name, namespace: "prod", labels: { app: "appos" } } },
  outputs: {
    password: {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      plaintext: '"hunter2-hunter2"',
    },
  },
});

/** A world in which updates end like this, one after the other, and the state is this. */
function world(codes: number[], resources: readonly object[], artifact = "none") {
  const runs: string[] = [];
  const lines: string[] = [];
  const { files, surroundings } = around();
  const deployment: Deployment = {
    ...surroundings,
    pulumi: ([, verb]) =>
      Promise.resolve({
        code: 0,
        stderr: "",
        stdout: JSON.stringify(
          verb === "export"
            ? { deployment: { resources } }
            : { applications: { appos: artifact === "none" ? {} : { artifact } } },
        ),
      }),
    run: (args) => {
      runs.push(args.join(" "));
      return Promise.resolve(codes.shift() ?? 0);
    },
    list: () => [],
    tell: (text) => lines.push(text),
  };
  return { runs, lines, files, deployment, surroundings };
}

describe("an update", () => {
  it("that succeeds says nothing of its own, and hands its arguments on", async () => {
    const { runs, lines, deployment } = world([0], [job("appos-confirm")]);

    expect(await up("prod", ["--diff"], deployment)).toBe(0);
    expect(runs).toEqual(["up --stack prod --yes --diff"]);
    expect(lines).toEqual([]);
  });

  it("that fails says what failed and why, without any secret", async () => {
    const message = "password hunter2-hunter2 was refused";
    const pod = {
      ...{ kind: "Pod", type: "", reason: "", message: "" },
      metadata: { name: "appos-smoke-x1", labels: {} },
      status: {
        conditions: [],
        initContainerStatuses: [],
        containerStatuses: [{ name: "smoke", state: { waiting: { reason: "Error", message } } }],
      },
    };
    const { lines, runs, deployment } = world([255], [provider, job("appos-smoke")]);

    expect(await up("prod", [], { ...deployment, list: () => [pod] })).toBe(255);
    expect(lines).toEqual([
      "appos: serves nothing",
      "  failed: Job appos-smoke",
      "    Pod appos-smoke-x1: smoke: Error: password [secret] was refused",
    ]);
    expect(runs).toHaveLength(1);
  });

  it.each([
    ["the cluster says nothing more", [provider], []],
    [
      "the cluster was not asked why: kubectl is not installed",
      [provider],
      "kubectl is not installed",
    ],
    ["the cluster was not asked why: no cluster is known", [], []],
  ])("that fails says why nobody knows more: %s", async (told, resources, answer) => {
    const { lines, deployment } = world([1], [...resources, job("appos-smoke")]);
    await up("prod", [], { ...deployment, list: () => answer });

    expect(lines.at(-1)).toBe(`    ${told}`);
  });

  it("that broke nothing in the cluster leaves the word to the engine", async () => {
    const { lines, deployment } = world([1], [provider]);

    expect(await up("prod", [], deployment)).toBe(1);
    expect(lines).toEqual([]);
  });

  it("LIFE-66 that serves and is not confirmed pins what served before, and runs that", async () => {
    const { lines, runs, files, deployment, surroundings } = world(
      [1, 0],
      [job("appos-confirm")],
      OLD,
    );
    await promote("appos", "staging", "prod", surroundings);

    expect(await up("prod", [], deployment)).toBe(1);
    expect(files.get("prod")).toContain(`active: "${OLD}"`);
    expect(lines.at(-1)).toBe(`Pulumi.prod.yaml pins ${OLD} again: commit it. Running it now`);
    expect(runs).toEqual(["up --stack prod --yes", "up --stack prod --yes"]);
  });

  it.each(["none", OLD])(
    "that is not confirmed pins nothing where nothing else served: %s",
    async (artifact) => {
      const { lines, runs, files, deployment } = world([1], [job("appos-confirm")], artifact);
      await up("prod", [], deployment);

      expect(lines.at(-1)).toContain("nothing is pinned: mend it, or revert");
      expect(runs).toHaveLength(1);
      expect([...files]).toEqual([]);
    },
  );

  it("LIFE-66 that is not confirmed in staging stays, and says how to go back", async () => {
    const before = "1".repeat(12);
    const { lines, runs, files, deployment } = world([1], [job("appos-confirm")], before);

    expect(await up("staging", [], deployment)).toBe(1);
    expect(lines.at(-1)).toBe(
      "appos: the settings leave it as it is; " +
        `to go back: make rollback APP=appos TO=${before} STACK=staging`,
    );
    expect(runs).toHaveLength(1);
    expect([...files]).toEqual([]);
  });

  it("refuses a stack that does not exist", async () => {
    const { deployment } = world([0], []);

    await expect(up("production", [], deployment)).rejects.toThrow(
      "use one of the stacks dev, staging, prod; got production",
    );
  });
});

import { imageFindings } from "../../audit/images";
import type { Run } from "../../audit/pulumi";

const REGISTRY = "333333333333.dkr.ecr.eu-central-1.amazonaws.com";
const digest = (n: number) => `sha256:${String(n).padStart(64, "0")}`;
const OUTPUTS = {
  applications: {
    appos: {
      ...{ artifact: "aaaaaaaaaaaa", images: [`${REGISTRY}/appos`] },
      verified: [
        {
          ...{ artifactId: "aaaaaaaaaaaa", images: { appos: digest(7) }, schemaHead: "1" },
          verifiedAt: "2026-11-20T10:00:00Z",
        },
        {
          ...{ artifactId: "bbbbbbbbbbbb", images: { appos: digest(1) }, schemaHead: "1" },
          verifiedAt: "2026-11-01T10:00:00Z",
        },
      ],
    },
  },
};
const CONFIG = {
  "platform:settings": { objectValue: { toolboxImage: `${REGISTRY}/toolbox@${digest(9)}` } },
};
const scan = (counts: object, status = "ACTIVE"): Partial<Run> => ({
  stdout: JSON.stringify({
    imageScanStatus: { status },
    imageScanFindings: { findingSeverityCounts: counts },
  }),
});
const ok = (stdout: unknown): Run => ({ code: 0, stdout: JSON.stringify(stdout), stderr: "" });

/** A stack of one application, and a registry that answers this of its image and of the toolbox. */
function found(appos: Partial<Run>, toolbox: Partial<Run> = scan({}), outputs: object = OUTPUTS) {
  const asked: string[] = [];
  const run = imageFindings(
    "prod",
    ([verb]) => Promise.resolve(ok(verb === "config" ? CONFIG : outputs)),
    (args) => {
      asked.push(args.join(" "));
      const own = args.includes("toolbox") ? toolbox : appos;
      return Promise.resolve({ code: 0, stdout: "", stderr: "", ...own });
    },
  );
  return { asked, run };
}

describe("LIFE-79 the images that a stack runs", () => {
  it("are those that serve, and the one of its gates, by digest and where they lie", async () => {
    const { asked, run } = found(scan({ LOW: 3 }));

    expect(await run).toEqual({
      code: 0,
      stdout:
        "clean — prod: 2 images\n" +
        "clean  appos@sha256:000000000000: 3 low\nclean  toolbox@sha256:000000000000: nothing\n",
      stderr: "",
    });
    expect(asked).toEqual(
      (
        [
          ["appos", 7],
          ["toolbox", 9],
        ] as const
      ).map(
        ([repository, n]) =>
          "ecr describe-image-scan-findings --registry-id 333333333333 --region eu-central-1 " +
          `--repository-name ${repository} --image-id imageDigest=${digest(n)} --no-paginate`,
      ),
    );
  });

  it.each(["CRITICAL", "HIGH"])("fail the audit where something %s was found", async (severity) => {
    const { code, stdout } = await found(scan({ [severity]: 1, LOW: 2 })).run;

    expect(code).toBe(1);
    expect(stdout).toMatch(/^FOUND — prod: 2 images\nFOUND {2}appos@/);
  });

  it.each<[string, Partial<Run>]>([
    ["is not there", { code: 254, stderr: "An error occurred (ImageNotFoundException)\n" }],
    ["is being scanned", scan({}, "PENDING")],
  ])("are not said to be well where one %s", async (_title, appos) => {
    const { code, stdout } = await found(appos).run;

    expect(code).toBe(2);
    expect(stdout).toMatch(/^NOT KNOWN — prod: 2 images\nNOT KNOWN {2}appos@/);
  });

  it("are listed, and left to who builds them, in a registry of somebody else", async () => {
    const outputs = structuredClone(OUTPUTS);
    outputs.applications.appos.images = ["ghcr.io/example-org/appos"];
    const { code, stdout } = await found(scan({}), scan({}), outputs).run;

    expect(code).toBe(0);
    expect(stdout).toContain("elsewhere  ghcr.io/example-org/appos: its own pipeline looks\n");
  });
});

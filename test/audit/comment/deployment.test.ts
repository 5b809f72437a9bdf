import {
  channelMessage,
  deploymentComment,
  type Deployment,
} from "../../../audit/comment/deployment";
import { announce, deploymentOf, pullRequestOf } from "../../../audit/comment/told";
import { apiOf } from "../github/answers";

const UPDATE = {
  ...{ kind: "update", result: "succeeded", resourceChanges: { update: 1 } },
  ...{ startTime: "2026-11-20T10:00:00Z", endTime: "2026-11-20T10:05:00Z" },
};
const OUTPUTS = {
  applications: {
    appos: {
      ...{ artifact: "e57209b12c69", rollout: "aaaaaaaaaaaa", migrated: true },
      verified: [
        {
          ...{ artifactId: "e57209b12c69", images: {}, schemaHead: "0002" },
          ...{ verifiedAt: "2026-11-20T10:04:00Z" },
          migrations: [
            { id: "0001", operations: ["create_table"] },
            { id: "0002", operations: ["add_column", "drop_column"] },
          ],
        },
      ],
    },
    lifeos: { verified: [] },
  },
};
const KNOWN = {
  commit: "c".repeat(40),
  run: "https://github.com/example-org/platform/actions/runs/7",
  checks: "https://github.com/example-org/platform/pull/12/checks",
};

/** A stack with this history. */
function told(history: readonly object[] = [UPDATE]): Promise<Deployment> {
  return deploymentOf("prod", KNOWN, (args) =>
    Promise.resolve({
      ...{ code: 0, stderr: "" },
      stdout: JSON.stringify(args[1] === "history" ? history : OUTPUTS),
    }),
  );
}

describe("what is told of an update", () => {
  it("SAL-54 is its commit, the migrations of every release, and how its service is", async () => {
    const comment = deploymentComment(await told());

    expect(comment).toContain("### ✅ prod: update succeeded at 2026-11-20T10:05:00Z\n");
    expect(comment).toContain(`Commit <code>${"c".repeat(40)}</code> · [log](${KNOWN.run})`);
    const [appos, lifeos] = comment.split("\n").filter((line) => /^\| (appos|lifeos) /.test(line));
    expect(appos?.replaceAll("&#95;", "_")).toBe(
      "| appos | <code>e57209b12c69</code> | <code>0002</code> | <code>0001</code> (create_table), " +
        "<code>0002</code> (add_column, drop_column); this rollout ran them | " +
        "verified since 2026-11-20T10:04:00Z, rollout <code>aaaaaaaaaaaa</code> |",
    );
    expect(lifeos).toBe("| lifeos | nothing | – | – | nothing serves |");
  });

  it("SAL-55 goes to the release channel with the ids to trace it by and where its coverage is", async () => {
    const sent: [string, unknown][] = [];
    await announce("https://hooks.test/secret", channelMessage(await told()), (url, init) => {
      sent.push([url as string, JSON.parse(init?.body as string)]);
      return Promise.resolve(new Response("ok"));
    });

    expect(sent).toEqual([
      [
        "https://hooks.test/secret",
        {
          text: [
            "✅ prod: update succeeded at 2026-11-20T10:05:00Z",
            `commit ${"c".repeat(40)}`,
            "traces (x-rollout): appos aaaaaaaaaaaa",
            `log: ${KNOWN.run}`,
            `tests and coverage: ${KNOWN.checks}`,
          ].join("\n"),
        },
      ],
    ]);
  });

  it("is bad news where the update failed, or none ran", async () => {
    const failed = deploymentComment(await told([{ ...UPDATE, result: "failed" }]));

    expect(failed).toContain("### ❌ prod: update failed at ");
    expect(channelMessage(await told([]))).toMatch(/^❌ prod: nothing ran\n/);
  });

  it.each([
    ["refuses", () => Promise.resolve(new Response("no", { status: 404 })), "404"],
    ["is away", () => Promise.reject(new Error("https://hooks.test/secret")), "it did not answer"],
  ])("never names the channel's address where it %s", async (_title, post, why) => {
    await expect(announce("https://hooks.test/secret", "x", post)).rejects.toThrow(
      new Error(`the release channel took nothing: ${why}`),
    );
  });

  it("belongs to the pull request that was merged with the commit", async () => {
    const where = { owner: "example-org", repo: "platform" };
    const route = "/repos/example-org/platform/commits/c0ffee/pulls";
    const pulls = [
      { number: 3, merged_at: null },
      { number: 12, merged_at: "2026-11-20T09:00:00Z" },
    ];

    expect(await pullRequestOf("c0ffee", where, apiOf({ [route]: pulls }))).toBe(12);
    expect(await pullRequestOf("c0ffee", where, apiOf({ [route]: [] }))).toBeUndefined();
  });
});

import {
  channelMessage,
  deploymentComment,
  type Deployment,
} from "../../../audit/comment/deployment";
import { announce, deploymentOf, pullRequestOf } from "../../../audit/comment/told";
import { readLedger } from "../../../audit/ledger/chain";
import type { Entry } from "../../../audit/ledger/record";
import { apiOf } from "../github/answers";
import { began, entry, ledger, refused } from "../ledger/entries";

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

/** A stack whose run put this on record. */
function told(...entries: readonly Entry[]): Promise<Deployment> {
  const record = readLedger(ledger(...entries)).lines;
  return deploymentOf("prod", { ...KNOWN, record }, () =>
    Promise.resolve({ code: 0, stderr: "", stdout: JSON.stringify(OUTPUTS) }),
  );
}

describe("what is told of an update", () => {
  it("SAL-54 is its commit, the migrations of every release, and how its service is", async () => {
    const comment = deploymentComment(await told(entry(5)));

    expect(comment).toContain("### ✅ prod: update succeeded at 2026-11-20T10:05:30.000Z\n");
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
    await announce(
      "https://hooks.test/secret",
      channelMessage(await told(entry(5))),
      (url, init) => {
        sent.push([url as string, JSON.parse(init?.body as string)]);
        return Promise.resolve(new Response("ok"));
      },
    );

    expect(sent).toEqual([
      [
        "https://hooks.test/secret",
        {
          text: [
            "✅ prod: update succeeded at 2026-11-20T10:05:30.000Z",
            `commit ${"c".repeat(40)}, on record as ${readLedger(ledger(entry(5))).head}`,
            "traces (x-rollout): appos aaaaaaaaaaaa",
            `log: ${KNOWN.run}`,
            `tests and coverage: ${KNOWN.checks}`,
          ].join("\n"),
        },
      ],
    ]);
  });

  it("is bad news where the update failed, was refused, or left nothing on record", async () => {
    const back = await told(entry(5, { result: "failed" }), entry(6));
    const no = deploymentComment(await told(refused(5)));

    expect(channelMessage(back)).toMatch(
      /^❌ prod: update failed at \S+, then update succeeded at \S+\n/,
    );
    expect(no).toMatch(/^### ❌ prod: update refused at /);
    expect(no).toContain("\n- delete x&#58; was not approved\n");
    expect(channelMessage(await told())).toMatch(/^❌ prod: nothing is on record\n/);
    expect(channelMessage(await told(began(5)))).toMatch(
      /^❌ prod: it began, and nobody knows how it ended\n/,
    );
    expect(channelMessage(await told(began(5), entry(5)))).toMatch(
      /^✅ prod: update succeeded at /,
    );
  });

  it("names the head of the ledger, so that its end cannot be cut off unnoticed", async () => {
    const { head } = readLedger(ledger(entry(5)));

    expect(deploymentComment(await told(entry(5)))).toContain(`On record as <code>${head}</code>`);
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

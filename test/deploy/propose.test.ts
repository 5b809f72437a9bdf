import type { Writer } from "../../audit/github/api";
import { propose, type Proposal } from "../../deploy/propose";
import { around } from "./around";

const WHERE = { owner: "example-org", repo: "platform" };
const PROD = around().surroundings.read("prod");
const CHANGED = PROD.replace("logLevel: INFO", "logLevel: WARNING");
const PROPOSAL: Proposal = {
  ...{ title: "Promote appos", body: "why", commit: "c".repeat(40), base: "main" },
  files: { prod: CHANGED },
  once: false,
};

const pull = (ref: string, full_name: string) => ({
  ...{ title: PROPOSAL.title, html_url: "https://github.test/pull/8" },
  head: { ref, repo: { full_name } },
});

/** A repository in which only `Pulumi.prod.yaml` of one commit exists. */
function repository() {
  const refs = new Map([[PROPOSAL.commit, PROD]]);
  const pulls: object[] = [];
  const sent: string[] = [];
  const shown = (body: unknown) => Promise.resolve({ shown: true as const, body });
  const github: Writer = {
    get: (route, { ref, path }) => {
      if (route.includes("/git/ref/")) {
        const known = refs.has(String(ref).replace("heads/", ""));
        return known ? shown({}) : Promise.resolve({ shown: false, status: 404 });
      }
      const text = path === "Pulumi.prod.yaml" ? refs.get(String(ref)) : undefined;
      return text === undefined
        ? Promise.resolve({ shown: false, status: 404 })
        : shown({ sha: "blob", content: Buffer.from(text).toString("base64") });
    },
    list: () => Promise.resolve({ shown: true, body: pulls }),
    send: (route, { ref, sha, branch, content, head, title }) => {
      sent.push(route.replace("/repos/{owner}/{repo}", ""));
      if (route.endsWith("/git/refs"))
        refs.set(String(ref).replace("refs/heads/", ""), refs.get(String(sha)) ?? "");
      if (route.endsWith("/contents/{path}"))
        refs.set(String(branch), Buffer.from(String(content), "base64").toString("utf8"));
      const made = { ...pull(String(head), "example-org/platform"), title };
      if (route.endsWith("/pulls")) pulls.push(made);
      return Promise.resolve(made);
    },
  };
  return { refs, sent, pulls, github };
}

describe("a proposal", () => {
  it("is a branch of the commit that was changed, and a pull request", async () => {
    const { refs, sent, github } = repository();

    expect(await propose(WHERE, PROPOSAL, github)).toBe("https://github.test/pull/8");
    expect(sent).toEqual(["POST /git/refs", "PUT /contents/{path}", "POST /pulls"]);
    expect([...refs.keys()][1]).toMatch(/^propose\/[0-9a-f]{12}$/);
    expect([...refs.values()]).toEqual([PROD, CHANGED]);
  });

  it("is made once, however often it is asked for", async () => {
    const { sent, github } = repository();
    await propose(WHERE, PROPOSAL, github);
    sent.length = 0;

    expect(await propose(WHERE, PROPOSAL, github)).toBe("https://github.test/pull/8");
    expect(sent).toEqual([]);
  });

  it.each([
    ["made while one is open under its title, of another commit", false, "example-org", 3],
    ["not made then where one will do", true, "example-org", 0],
    ["made where only a fork has such a one", true, "mallory", 3],
  ])("is %s", async (_title, once, owner, steps) => {
    const { sent, pulls, github } = repository();
    pulls.push(pull("propose/000000000000", `${owner}/platform`));

    expect(await propose(WHERE, { ...PROPOSAL, once }, github)).toBe("https://github.test/pull/8");
    expect(sent).toHaveLength(steps);
  });

  it("is none where nothing differs", async () => {
    const { sent, github } = repository();

    expect(await propose(WHERE, { ...PROPOSAL, files: { prod: PROD } }, github)).toBeUndefined();
    expect(sent).toEqual([]);
  });

  it.each([
    ["of a file that is no stack's", { "../.github/workflows/up": PROD }, "use one of the stacks"],
    ["of a file that is not valid", { prod: "config: {}\n" }, "does not describe a valid"],
  ])("is refused %s", async (_title, files, words) => {
    const { sent, github } = repository();

    await expect(propose(WHERE, { ...PROPOSAL, files }, github)).rejects.toThrow(words);
    expect(sent).toEqual([]);
  });
});

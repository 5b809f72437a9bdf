import { workflowRun } from "../../../audit/github/workflow-run";
import { apiOf } from "./answers";

const JOB = {
  ...{ GITHUB_REPOSITORY: "example-org/platform", GITHUB_RUN_ID: "7", GITHUB_RUN_ATTEMPT: "2" },
  ...{ GITHUB_ACTOR: "barbara", GITHUB_TRIGGERING_ACTOR: "ada" },
  ...{ GITHUB_SERVER_URL: "https://github.com", GITHUB_SHA: "c".repeat(40) },
};
const ROUTE = "/repos/example-org/platform/actions/runs/7/approvals";
const said = (login: string, state: string, name: string) => ({
  ...{ state, user: { login }, environments: [{ name }] },
});

describe("a job of GitHub Actions", () => {
  it("says who runs what, or runs it again, where its log is, and who let it into its environment", async () => {
    const answers = [
      said("grace", "approved", "production"),
      said("grace", "approved", "production"),
      said("alan", "approved", "staging"),
      said("edsger", "rejected", "production"),
    ];

    expect(await workflowRun(JOB, "production", apiOf({ [ROUTE]: answers }))).toEqual({
      ...{ actor: "ada", approvers: ["grace"], commit: "c".repeat(40), gaps: {} },
      run: "https://github.com/example-org/platform/actions/runs/7/attempts/2",
    });
  });

  it.each([
    ["asked nobody", [], "the environment dev asked nobody"],
    ["cannot be seen", 403, "GitHub shows no approvals (403)"],
  ])("says in words where an environment %s", async (_title, answer, words) => {
    const { approvers, gaps } = await workflowRun(JOB, "dev", apiOf({ [ROUTE]: answer }));

    expect(approvers).toBeUndefined();
    expect(gaps).toEqual({ approvers: words });
  });

  it("is not what anything else is", async () => {
    await expect(workflowRun({}, "dev", apiOf({}))).rejects.toThrow(/^not a job of GitHub Actions/);
  });
});

import { platformEnvironments } from "../../../apps/platform";
import { recordStack } from "../../support/environment";
import { environment, refs } from "../../support/github";
import { recordAll, type STACKS } from "../../support/three-stacks";

const of = recordAll();

describe("this repository", () => {
  it.each([
    ["dev", "dev", "preview-dev"],
    ["staging", "staging", "preview-staging"],
    ["prod", "production", "preview-prod"],
  ] as const)(
    "previews %s for pull requests of its own and changes it from main",
    (stack, apply, preview) => {
      expect(refs(of(stack), "platform", apply)).toEqual([["main"], []]);
      expect(refs(of(stack), "platform", preview)).toEqual([["refs/pull/*/merge"], []]);
      expect(variablesOf(stack, apply)).toEqual([
        "AWS_REGION eu-central-1",
        "AWS_ROLE_ARN arn:deploy-apply",
      ]);
      expect(variablesOf(stack, preview)).toEqual([
        "AWS_REGION eu-central-1",
        "AWS_ROLE_ARN arn:deploy-plan",
      ]);
    },
  );

  it("asks its owners before prod is previewed with prod's settings, as before it is changed", () => {
    const asked = platformEnvironments.prod.map(({ environment: name }) => [
      name,
      environment(of("prod"), "platform", name)["reviewers"],
    ]);

    expect(asked).toEqual([
      ["production", [{ teams: [101], users: [] }]],
      ["preview-prod", [{ teams: [101], users: [] }]],
      ["ci", undefined],
    ]);
  });
});

it("LIM-2 waits after an approval for as long as the settings say, and nowhere else", async () => {
  const { recording } = await recordStack("prod", (settings) => {
    const { appos } = settings.applications;
    const waiting = appos && { ...appos, waitMinutes: 43_200 };
    return { ...settings, applications: { ...(waiting && { appos: waiting }) } };
  });

  expect(environment(recording, "appos", "production")["waitTimer"]).toBe(43_200);
  expect(environment(recording, "appos", "ci")["waitTimer"]).toBe(0);
});

describe("reviewers", () => {
  it("can enter the repository before an environment names them", () => {
    const waits = of("prod").waitsFor("lifeos-production-environment");

    expect(waits).toContain("lifeos-github-team-release-approvers");
    expect(waits).toContain("lifeos-github-repository");
  });

  it("may be users, who are let in by name", async () => {
    const { recording } = await recordStack("prod", (settings) => ({
      ...settings,
      github: {
        ...settings.github,
        reviewers: { teams: ["platform-ops"], users: ["ada"] },
        access: { ...settings.github.access, users: { ada: "push" } },
      },
    }));

    expect(environment(recording, "platform", "production")["reviewers"]).toEqual([
      { teams: [101], users: [201] },
    ]);
    expect(recording.waitsFor("platform-production-environment")).toContain(
      "platform-github-user-ada",
    );
    expect(recording.named("appos-github-user-ada", "RepositoryCollaborator").inputs).toMatchObject(
      {
        ...{ repository: "appos", username: "ada", permission: "push" },
      },
    );
  });
});

function variablesOf(stack: (typeof STACKS)[number], name: string): readonly string[] {
  return of(stack)
    .of("ActionsEnvironmentVariable")
    .filter(({ inputs }) => inputs["repository"] === "platform" && inputs["environment"] === name)
    .map(({ inputs }) => `${String(inputs["variableName"])} ${String(inputs["value"])}`)
    .sort();
}

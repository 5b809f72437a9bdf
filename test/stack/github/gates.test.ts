import { platformEnvironments } from "../../../apps/platform";
import { recordStack } from "../../support/environment";
import { environment, refs } from "../../support/github";
import { recordAll, type STACKS } from "../../support/three-stacks";

const of = recordAll();

describe("this repository", () => {
  it.each([
    ["dev", "dev", "preview-dev", "plan-dev"],
    ["staging", "staging", "preview-staging", "plan-staging"],
    ["prod", "production", "preview-prod", "plan-prod"],
  ] as const)(
    "previews %s for pull requests of its own and changes it from main",
    (stack, apply, preview, plan) => {
      expect(refs(of(stack), "platform", apply)).toEqual([["main"], []]);
      expect(refs(of(stack), "platform", preview)).toEqual([["refs/pull/*/merge"], []]);
      expect(refs(of(stack), "platform", plan)).toEqual([["main"], []]);
      const states =
        "PULUMI_BACKEND_URL s3://platform-state-333333333333?region=eu-central-1&awssdk=v2";
      expect(variablesOf(stack, apply)).toEqual([
        "AWS_REGION eu-central-1",
        "AWS_ROLE_ARN arn:deploy-apply",
        "EVIDENCE_BUCKET platform-evidence-333333333333",
        states,
        "RELEASE_APP_ID 401234",
      ]);
      for (const looks of [preview, plan]) {
        expect(variablesOf(stack, looks)).toEqual([
          "AWS_REGION eu-central-1",
          "AWS_ROLE_ARN arn:deploy-plan",
          states,
          "READER_APP_ID 401235",
        ]);
      }
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
      ["plan-prod", undefined],
      ["ci", undefined],
      ["proposals", undefined],
    ]);
  });

  it.each([
    ["dev", "preview-dev", ["READER_APP_KEY"]],
    ["staging", "preview-staging", ["READER_APP_KEY"]],
    ["prod", "preview-prod", ["READER_APP_KEY"]],
    ["prod", "plan-prod", ["READER_APP_KEY"]],
    ["prod", "proposals", ["RELEASE_APP_KEY"]],
    ["prod", "production", ["RELEASE_APP_KEY", "RELEASE_CHANNEL"]],
    ["prod", "ci", []],
  ] as const)("gives jobs of %s in %s these secrets, and no other", (stack, name, names) => {
    const own = of(stack)
      .of("ActionsEnvironmentSecret")
      .filter(({ name: logical }) => logical.startsWith(`platform-${name}-`));

    expect(own.map(({ inputs }) => inputs["secretName"])).toEqual(names);
    expect(own.every(({ secrets }) => secrets.includes("value"))).toBe(true);
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

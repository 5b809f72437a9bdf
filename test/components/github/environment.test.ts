import * as pulumi from "@pulumi/pulumi";

import { Environment, type EnvironmentArgs } from "../../../components/github/environment";
import { record } from "../../support/recorder";

const args: EnvironmentArgs = {
  ...{ repository: "shop", environment: "production", branches: ["main"], tags: ["v*"] },
  reviewers: { teams: [1], users: [2] },
  waitMinutes: 30,
  secrets: { TOKEN: pulumi.secret("hidden") },
  variables: { STAGE: "prod" },
  after: [],
};

describe("Environment", () => {
  it("is entered from the refs that it names alone, never from whatever is protected", async () => {
    const recording = await declared();

    expect(recording.one("RepositoryEnvironment").inputs["deploymentBranchPolicy"]).toEqual({
      protectedBranches: false,
      customBranchPolicies: true,
    });
    expect(
      recording.of("RepositoryEnvironmentDeploymentPolicy").map(({ inputs }) => inputs),
    ).toEqual([
      { repository: "shop", environment: "production", branchPattern: "main" },
      { repository: "shop", environment: "production", tagPattern: "v*" },
    ]);
  });

  it("is approved by somebody else, then waits, and lets no admin round that", async () => {
    expect((await declared()).one("RepositoryEnvironment").inputs).toMatchObject({
      ...{ reviewers: [{ teams: [1], users: [2] }], waitTimer: 30 },
      ...{ preventSelfReview: true, canAdminsBypass: false },
    });
  });

  it("says nothing of reviewing oneself where nobody reviews, for GitHub forgets it", async () => {
    const { inputs } = (await declared({ reviewers: { teams: [], users: [] } })).one(
      "RepositoryEnvironment",
    );

    expect(inputs).toMatchObject({ preventSelfReview: false, canAdminsBypass: false });
    expect(inputs).not.toHaveProperty("reviewers");
  });

  it("keeps secrets secret, and variables in the open", async () => {
    const recording = await declared();

    expect(recording.one("ActionsEnvironmentSecret")).toMatchObject({
      inputs: { secretName: "TOKEN", value: "hidden" },
      secrets: ["value"],
    });
    expect(recording.one("ActionsEnvironmentVariable")).toMatchObject({
      inputs: { variableName: "STAGE", value: "prod" },
      secrets: [],
    });
  });
});

function declared(change: Partial<EnvironmentArgs> = {}) {
  return record(() => new Environment("shop-production", { ...args, ...change }));
}

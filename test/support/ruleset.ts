/** As much of a ruleset as the provider, its emulator and the read-back all are asked about. */
export const RULESET = {
  name: "main",
  repository: "appos",
  target: "branch",
  enforcement: "active",
  conditions: { refName: { includes: ["~DEFAULT_BRANCH"], excludes: [] } },
  bypassActors: [
    { actorId: 77, actorType: "Integration", bypassMode: "always" },
    { actorType: "OrganizationAdmin", bypassMode: "pull_request" },
  ],
};

import type { Recording, Registration } from "./recorder";

type Inputs = Registration["inputs"];

/** What one ruleset of a repository says. */
export function ruleset(recording: Recording, repository: string, name: string) {
  return recording.named(`${repository}-rules-${name}`, "RepositoryRuleset").inputs as {
    readonly target: string;
    readonly bypassActors?: readonly Inputs[];
    readonly conditions?: {
      readonly refName: {
        readonly includes: readonly string[];
        readonly excludes: readonly string[];
      };
    };
    readonly rules: Inputs & {
      readonly pullRequest?: Inputs;
      readonly requiredStatusChecks?: {
        readonly requiredChecks: readonly {
          readonly context: string;
          readonly integrationId: number;
        }[];
      };
    };
  };
}

/** Names of the rulesets of a repository. */
export function rulesets(recording: Recording, repository: string): readonly string[] {
  return recording
    .of("RepositoryRuleset")
    .filter(({ inputs }) => inputs["repository"] === repository)
    .map(({ inputs }) => String(inputs["name"]));
}

/** Checks without which nothing is merged into a branch. */
export function checks(
  recording: Recording,
  repository: string,
  branch: string,
): readonly string[] {
  const required = ruleset(recording, repository, branch).rules.requiredStatusChecks;
  return (required?.requiredChecks ?? []).map(({ context }) => context);
}

/** One environment of a repository. */
export function environment(recording: Recording, repository: string, name: string): Inputs {
  return recording.named(`${repository}-${name}-environment`, "RepositoryEnvironment").inputs;
}

/** Branches, then tags, from which an environment is deployed. */
export function refs(recording: Recording, repository: string, name: string) {
  const policies = recording
    .of("RepositoryEnvironmentDeploymentPolicy")
    .map(({ inputs }) => inputs)
    .filter((i) => i["repository"] === repository && i["environment"] === name);
  const of = (pattern: string) =>
    policies
      .map((i) => i[pattern])
      .filter((found) => typeof found === "string")
      .sort();
  return [of("branchPattern"), of("tagPattern")];
}

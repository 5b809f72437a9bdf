import type * as pulumi from "@pulumi/pulumi";

import { platformEnvironments, platformRepository } from "../apps/platform";
import type { GithubFacts } from "../apps/spec";
import { Environment } from "../components/github/environment";
import type { Reviewers } from "../config/application";
import type { StateBackend } from "../config/ground";
import type { Secrets } from "../config/secrets";
import type { Foundation } from "./foundation";
import type { Plan, PlannedApplication } from "./plan";
import { reviewerIds } from "./reviewers";
import type { SecretValues } from "./secret-values";

/** The GitHub environments of one repository, and what fills them. */
interface Gates {
  readonly name: string;
  readonly repository: string;
  readonly facts: readonly GithubFacts[];
  readonly reviewers: Reviewers;
  readonly waitMinutes: number;
  readonly values: SecretValues;
  readonly variables: Readonly<Record<string, string>>;
}

const NOBODY = { teams: [], users: [] };

/** Declares the environments of one application. */
export function declareGithub(
  { name, spec, where, variables }: PlannedApplication,
  foundation: Foundation,
  values: SecretValues,
): readonly Environment[] {
  const { settings, facts } = where;
  const { reviewers, waitMinutes } = settings;
  const repository = spec.repository.name;
  const gates = { name, repository, facts: facts.github, reviewers, waitMinutes };
  return declareEnvironments({ ...gates, values, variables }, foundation);
}

/** Declares the environments of this repository, which gate `pulumi preview` and `pulumi up`. */
export function declareOwnGithub({ settings, secrets }: Plan, foundation: Foundation): void {
  const { environment, github, state } = settings;
  const { reader, release } = github.apps;
  const facts = platformEnvironments[environment];
  const gates = { name: "platform", repository: platformRepository.name, facts };
  const { reviewers } = github;
  declareEnvironments(
    {
      ...{ ...gates, reviewers, waitMinutes: 0, values: own(secrets) },
      variables: {
        READER_APP_ID: String(reader),
        RELEASE_APP_ID: String(release),
        PULUMI_BACKEND_URL: backendUrl(state),
        EVIDENCE_BUCKET: state.evidence,
      },
    },
    foundation,
  );
}

function declareEnvironments(
  { name, repository, facts, values, variables, ...gates }: Gates,
  { region, roleOf, repositories }: Foundation,
): readonly Environment[] {
  const reviewers = reviewerIds(gates.reviewers);
  const after = repositories(repository);
  return facts.map(({ environment, branches, tags, reviewed, secrets, role, ...own }) => {
    const args = {
      ...{ repository, environment, branches, tags, after },
      reviewers: reviewed ? reviewers : NOBODY,
      waitMinutes: reviewed ? gates.waitMinutes : 0,
      secrets: values.of(secrets),
      variables: {
        ...Object.fromEntries(own.variables.map((each) => [each, variables[each] ?? ""])),
        ...awsOf(roleOf(name, role), region),
      },
    };
    return new Environment(`${name}-${environment}`, args);
  });
}

/** Secrets of the environment itself: `platform:<key>`. */
function own(secrets: Secrets): SecretValues {
  return {
    of: (wanted) =>
      Object.fromEntries(
        Object.entries(wanted).flatMap(([name, source]) => {
          const value = source.from === "config" ? secrets[source.key] : undefined;
          return value === undefined ? [] : [[name, value] as const];
        }),
      ),
  };
}

/** Where `pulumi` finds the states; a bucket lies where its key does. */
function backendUrl({ bucket, key }: StateBackend): string {
  return `s3://${bucket}?region=${key.split(":")[3] ?? ""}&awssdk=v2`;
}

/** What a job needs to take its role. */
function awsOf(
  arn: pulumi.Output<string> | undefined,
  region: string,
): Readonly<Record<string, pulumi.Input<string>>> {
  return arn === undefined ? {} : { AWS_REGION: region, AWS_ROLE_ARN: arn };
}

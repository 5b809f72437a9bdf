import * as github from "@pulumi/github";
import type * as pulumi from "@pulumi/pulumi";

import { platformEnvironments, platformRepository } from "../apps/platform";
import { type GithubFacts, imagesOf } from "../apps/spec";
import { DeployRoles } from "../components/delivery/deploy-roles";
import type { Subject } from "../components/delivery/github-trust";
import { PushRole } from "../components/delivery/push-role";
import type { Account } from "./account";
import type { Plan } from "./plan";

/** Images of this repository itself. */
export const OWN_IMAGES = ["toolbox"];

/** ARN of the role that jobs of an environment take; the application is `platform` for this repository. */
export type RoleOf = (
  application: string,
  role: GithubFacts["role"],
) => pulumi.Output<string> | undefined;

/** The roles of all pipelines. */
export interface DeclaredRoles {
  readonly roleOf: RoleOf;
  /** Those of this repository, which preview and change the environment. */
  readonly own: DeployRoles["arns"];
}

/** Declares the roles of all pipelines that change the environment or push images from it. */
export function declareDeployRoles(plan: Plan, account: Account): DeclaredRoles {
  const { environment, ownsAccount, stateKeys, state } = plan.settings;
  const { accountId, options, stamp } = account;
  const own = platformEnvironments[environment];
  const deploy = new DeployRoles(
    "deploy",
    {
      ...{ accountId, ownsAccount, stateKeys, bucketKey: state.key, stamp: stamp("platform") },
      subjects: {
        plan: subjectOf(platformRepository.name, own, "plan"),
        apply: subjectOf(platformRepository.name, own, "apply"),
      },
    },
    options,
  );
  const push = declarePushRoles(plan, account, [deploy]);
  return {
    own: deploy.arns,
    roleOf: (application, role) => {
      if (role === undefined) return undefined;
      return role === "push" ? push.get(application)?.arn : deploy.arns[role];
    },
  };
}

/** Only the registry's own account knows who pushes. */
function declarePushRoles(
  { settings, applications }: Plan,
  { accountId, region, options, stamp }: Account,
  after: readonly pulumi.Resource[],
): ReadonlyMap<string, PushRole> {
  if (!settings.ownsRegistry) return new Map();
  const pushing = [
    {
      name: "platform",
      repository: platformRepository,
      facts: platformEnvironments[settings.environment],
      images: OWN_IMAGES,
    },
    ...applications.map(({ name, spec, where }) => ({
      ...{ name, repository: spec.repository, facts: where.facts.github, images: imagesOf(spec) },
    })),
  ].filter(({ facts }) => facts.some(({ role }) => role === "push"));
  return new Map(
    pushing.map(({ name, repository, facts, images: repositories }) => {
      const subject = subjectOf(repository.name, facts, "push");
      const common = { accountId, region, after, stamp: stamp(name) };
      return [name, new PushRole(`${name}-push`, { ...common, subject, repositories }, options)];
    }),
  );
}

/** How tokens name the environments whose jobs take a role; ids are GitHub's own. */
function subjectOf(
  repository: string,
  facts: readonly GithubFacts[],
  wanted: GithubFacts["role"],
): Subject {
  const environments = facts.filter(({ role }) => role === wanted).map((one) => one.environment);
  if (environments.length === 0)
    throw new Error(`no environment of ${repository} is for ${wanted}`);
  const { fullName, repoId } = github.getRepositoryOutput({ name: repository });
  const owner = fullName.apply((name) => name.split("/")[0] ?? "");
  const { id: ownerId } = github.getOrganizationOutput({ name: owner, summaryOnly: true });
  return { owner, ownerId, repository, repositoryId: repoId, environments };
}

import { z } from "zod";

import { REPO, type Api, type Where } from "./api";
import { show, snake, type Fact, type Found } from "./facts";
import { blindTo, lacking, together } from "./found";

/** What Actions may do in a repository: a resource of the provider, and where GitHub says the same. */
interface Permissions {
  readonly type: string;
  /** The property that holds the settings, where they are not the resource's own. */
  readonly within?: string;
  readonly route: string;
  readonly settings: readonly string[];
}

const PERMISSIONS: readonly Permissions[] = [
  {
    type: "ActionsRepositoryPermissions",
    route: "actions/permissions",
    settings: ["enabled", "allowedActions", "shaPinningRequired"],
  },
  {
    type: "ActionsRepositoryPermissions",
    within: "allowedActionsConfig",
    route: "actions/permissions/selected-actions",
    settings: ["githubOwnedAllowed", "verifiedAllowed", "patternsAlloweds"],
  },
  {
    type: "WorkflowRepositoryPermissions",
    route: "actions/permissions/workflow",
    settings: ["defaultWorkflowPermissions", "canApprovePullRequestReviews"],
  },
];

const Properties = z.record(z.string(), z.unknown());
const Declared = Properties.and(z.object({ repository: z.string() }));

/** Readers of the state by type of resource; only what it says is compared. */
export const declaredActions: Readonly<Record<string, (inputs: unknown) => readonly Fact[]>> =
  Object.fromEntries(
    PERMISSIONS.map(({ type }) => [
      type,
      (inputs: unknown) => {
        const declared = Declared.parse(inputs);
        return PERMISSIONS.filter((each) => each.type === type).flatMap((each) => {
          const holder = each.within === undefined ? declared : (declared[each.within] ?? {});
          return factsOf(declared.repository, each, Properties.parse(holder), (key) => key);
        });
      },
    ]),
  );

/** Asks what Actions may do, where that is declared. */
export function lookAtActions(api: Api, where: Where, declared: readonly Fact[]): Promise<Found> {
  const { repo: repository } = where;
  const asked = PERMISSIONS.filter(({ route }) =>
    declared.some(({ subject }) => subject === route),
  );
  return together(
    asked.map(async (each) => {
      const answer = await api.get(`${REPO}/${each.route}`, where);
      if (!answer.shown)
        return blindTo({ repository, subject: each.route, ...lacking("Administration: read") });
      const facts = factsOf(repository, each, Properties.parse(answer.body), reportedName);
      return { facts, blind: [] };
    }),
  );
}

function factsOf(
  repository: string,
  { route, settings }: Permissions,
  holder: Readonly<Record<string, unknown>>,
  nameOf: (key: string) => string,
): readonly Fact[] {
  return settings
    .filter((key) => nameOf(key) in holder)
    .map((key) => ({
      repository,
      subject: route,
      kind: "setting",
      name: reportedName(key),
      value: show(holder[nameOf(key)]),
    }));
}

/** The bridge makes a plural of what is one already. */
function reportedName(key: string): string {
  return key === "patternsAlloweds" ? "patterns_allowed" : snake(key);
}

import { isProps } from "../provider/values";
import { live, TYPE, type Type } from "./cloud";
import type { Exchange, Json, Route } from "./exchange";
import { camel, snake } from "./spelling";

const PERMISSIONS = "/repos/{owner}/{repo}/actions/permissions";
const NAMES = { patternsAlloweds: "patterns_allowed" };

/** What Actions may do in a repository, and what they may where nobody says. */
export const actions: readonly Route[] = [
  ...both(PERMISSIONS, TYPE.actions, {
    enabled: true,
    allowedActions: "all",
    shaPinningRequired: false,
  }),
  ...both(`${PERMISSIONS}/workflow`, TYPE.workflows, {
    defaultWorkflowPermissions: "read",
    canApprovePullRequestReviews: false,
  }),
  ...both(
    `${PERMISSIONS}/selected-actions`,
    TYPE.actions,
    { githubOwnedAllowed: false, verifiedAllowed: false, patternsAlloweds: [] },
    "allowedActionsConfig",
  ),
];

function both(path: string, type: Type, standard: Settings, within?: string): readonly Route[] {
  return [
    {
      method: "GET",
      path,
      weak: "refused",
      handle: (exchange) => {
        const held = existing(type, exchange);
        const all = held === undefined ? {} : live(held);
        const inner = within === undefined ? all : all[within];
        const chosen = Object.entries(standard).map(([key, otherwise]) => [
          key,
          (isProps(inner) ? inner[key] : undefined) ?? otherwise,
        ]);
        return { status: 200, body: snake(Object.fromEntries(chosen) as Settings, NAMES) };
      },
    },
    {
      method: "PUT",
      path,
      handle: (exchange) => {
        const { cloud, path: names, body } = exchange;
        const { repo: repository = "" } = names;
        const old = existing(type, exchange);
        const sent = camel(body, NAMES);
        const change = within === undefined ? sent : { [within]: sent };
        cloud.put(type, old?.id ?? repository, { ...old?.inputs, repository, ...change });
        return { status: 204 };
      },
    },
  ];
}

type Settings = Readonly<Record<string, Exclude<Json, object> | readonly []>>;

function existing(type: Type, { cloud, path }: Exchange) {
  return cloud.all(type, { repository: path["repo"] ?? "" })[0];
}

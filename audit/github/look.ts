import { lookAtActions } from "./actions";
import { REPO, type Api, type Where } from "./api";
import { CONTENTS, readForAll } from "./contents";
import * as environments from "./environments";
import type { Fact, Found, Kind, Unseen } from "./facts";
import { blindTo, lacking, together } from "./found";
import * as rulesets from "./rules";
import * as settings from "./settings";

/** Asks GitHub about everything that these facts name, and for what was added beside it. */
export async function look(api: Api, owner: string, declared: readonly Fact[]): Promise<Found> {
  const repositories = [...new Set(declared.map(({ repository }) => repository))].sort();
  return together(
    repositories.map((repository) => {
      const facts = declared.filter((fact) => fact.repository === repository);
      return lookAt(api, { owner, repo: repository }, facts);
    }),
  );
}

async function lookAt(api: Api, where: Where, declared: readonly Fact[]): Promise<Found> {
  const { repo: repository } = where;
  const answer = await api.get(REPO, where);
  if (!answer.shown) return blindTo({ repository, ...unreachable(answer.status) });

  const facts = settings.reportedRepository(repository, answer.body);
  const hidden = declared.some(
    ({ subject, name }) =>
      subject === settings.SUBJECT && !facts.some((fact) => fact.name === name),
  );
  const declares = (kind: Kind) => declared.some((fact) => fact.kind === kind);
  return together([
    { facts, blind: hidden ? [settings.hiddenSettings(repository)] : [] },
    ...(environmentsIn(declared).length > 0 ? [lookAtEnvironments(api, where, declared)] : []),
    ...(declares("secret") ? [lookAtSecretsForAll(api, where, declared)] : []),
    ...(declares("enforcement") ? [lookAtRulesets(api, where, declared)] : []),
    ...(declares("permission of team") ? [lookAtTeams(api, where)] : []),
    lookAtActions(api, where, declared),
  ]);
}

/** GitHub says "not found" of what exists and is hidden, too. */
function unreachable(status: number): Unseen {
  return {
    lacks: `access to the repository (GitHub answers ${status}), or there is none of that name`,
    remedy: 'the right GITHUB_OWNER and a token with "Metadata: read" on the repository',
  };
}

async function lookAtEnvironments(
  api: Api,
  where: Where,
  declared: readonly Fact[],
): Promise<Found> {
  const { repo: repository } = where;
  const subjects = environmentsIn(declared);
  const answer = await api.list(`${REPO}/environments`, where);
  if (!answer.shown) {
    return blindTo(
      ...subjects.map((subject) => ({ repository, subject, ...lacking("Actions: read") })),
    );
  }
  const reported = answer.body.map((body) => environments.Reported.parse(body));
  const named = reported.filter(({ name }) => subjects.includes(environments.subjectOf(name)));
  return together([
    {
      facts: reported.flatMap((each) => environments.reportedEnvironment(repository, each)),
      blind: named
        .filter((each) => each.can_admins_bypass === undefined)
        .map(({ name }) => environments.unsaidBypass(repository, name)),
    },
    ...named.map((each) => lookInside(api, where, each)),
  ]);
}

async function lookInside(
  api: Api,
  where: Where,
  { name: environment, deployment_branch_policy }: environments.Reported,
): Promise<Found> {
  const { repo: repository } = where;
  const within = { repository, environment };
  const patterns = deployment_branch_policy?.custom_branch_policies === true;
  return together(
    CONTENTS.map(async ({ kind, route, permission, read }) => {
      const answer = await api.list(`${REPO}/environments/{environment_name}/${route}`, {
        ...where,
        environment_name: environment,
      });
      if (answer.shown) return { facts: answer.body.map((item) => read(within, item)), blind: [] };
      // Where policies are off there may be no list of them.
      if (kind === "policy" && !patterns) return blindTo();
      const subject = environments.subjectOf(environment);
      return blindTo({ repository, subject, kinds: [kind], ...lacking(permission) });
    }),
  );
}

async function lookAtSecretsForAll(
  api: Api,
  where: Where,
  declared: readonly Fact[],
): Promise<Found> {
  const { repo: repository } = where;
  const answer = await api.list(`${REPO}/actions/secrets`, where);
  if (!answer.shown) {
    return blindTo({ repository, kinds: ["repository secret"], ...lacking("Secrets: read") });
  }
  const isDeclared = (kind: Kind, name: string) =>
    declared.some((fact) => fact.kind === kind && fact.name === name);
  const facts = answer.body.flatMap((item) => readForAll(repository, item, isDeclared));
  return { facts, blind: [] };
}

async function lookAtRulesets(api: Api, where: Where, declared: readonly Fact[]): Promise<Found> {
  const { repo: repository } = where;
  const own = { ...where, includes_parents: false };
  const list = await api.list(`${REPO}/rulesets`, own);
  if (!list.shown) {
    const subjects = unique(declared.filter(({ kind }) => kind === "enforcement"));
    return blindTo(
      ...subjects.map((subject) => ({ repository, subject, ...lacking("Metadata: read") })),
    );
  }
  return together(
    list.body.map(async (item) => {
      const { id, name } = rulesets.Listed.parse(item);
      const answer = await api.get(`${REPO}/rulesets/{ruleset_id}`, { ...own, ruleset_id: id });
      const subject = rulesets.subjectOf(name);
      if (!answer.shown) return blindTo({ repository, subject, ...lacking("Metadata: read") });
      const reported = rulesets.Reported.parse(answer.body);
      const hidden = reported.bypass_actors === undefined;
      return {
        facts: rulesets.reportedRuleset(repository, reported),
        blind: hidden ? [rulesets.hiddenActors(repository, name)] : [],
      };
    }),
  );
}

async function lookAtTeams(api: Api, where: Where): Promise<Found> {
  const { repo: repository } = where;
  const answer = await api.list(`${REPO}/teams`, where);
  if (!answer.shown) {
    return blindTo({
      repository,
      kinds: ["permission of team"],
      ...lacking("Administration: read"),
    });
  }
  return {
    facts: answer.body.flatMap((team) => settings.reportedAccess(repository, team)),
    blind: [],
  };
}

/** A stack may declare what is in an environment of another one, and not the environment. */
function environmentsIn(facts: readonly Fact[]): readonly string[] {
  return unique(facts.filter(({ subject }) => subject.startsWith(environments.subjectOf(""))));
}

function unique(facts: readonly Fact[]): readonly string[] {
  return [...new Set(facts.map(({ subject }) => subject))];
}

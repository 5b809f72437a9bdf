import { find, list, type Place } from "../cloud/objects";
import { isProps, type Props, type Value } from "../provider/values";
import { at, items, text, texts } from "./paths";

/** A ruleset of one repository. */
export const RULESET = "github:index/repositoryRuleset:RepositoryRuleset";
/** A branch of one repository. */
export const BRANCH = "github:index/branch:Branch";
const REPOSITORY = "github:index/repository:Repository";
const TEAM = "github:index/team:Team";
/** The App behind GitHub Actions, whose token goes round no rule. */
const GITHUB_ACTIONS = "15368";

/** A commit needs its branch, and a pull request where a ruleset asks for one. */
export function forbidsFile(inputs: Props, place: Place): string | undefined {
  const repository = find(place, REPOSITORY, text(inputs, "repository"));
  const standard = text({ ...repository?.outputs, ...repository?.inputs }, "defaultBranch");
  const branch = text(inputs, "branch") || standard;
  const exists = inputs["autocreateBranch"] === true || isBranch(place, inputs, branch, standard);
  if (!exists) return `404 Branch ${branch} not found []`;
  const rules = list(place, RULESET).map(({ object }) => object.inputs);
  const ruled = rules.some(
    (ruleset) =>
      text(ruleset, "repository") === text(inputs, "repository") &&
      text(ruleset, "enforcement") === "active" &&
      at(ruleset, "rules.pullRequest") !== undefined &&
      !items(ruleset, "bypassActors").some(mayBypass) &&
      applies(items(ruleset, "conditions.refName.includes"), branch, standard),
  );
  return ruled
    ? "409 Repository rule violations found: changes must be made through a pull request. []"
    : undefined;
}

/** Only a branch that exists becomes the default. */
export function forbidsDefault(inputs: Props, place: Place): string | undefined {
  const repository = find(place, REPOSITORY, text(inputs, "repository"));
  const branch = text(inputs, "branch");
  const exists = isBranch(place, inputs, branch, text(repository?.outputs ?? {}, "defaultBranch"));
  return exists ? undefined : `422 Validation Failed [The branch ${branch} was not found]`;
}

/** Who goes round rules, and who reviews, belongs to the organisation. */
export function forbidsRuleset(inputs: Props, place: Place): string | undefined {
  const stranger = items(inputs, "bypassActors").some(
    (actor) =>
      isProps(actor) &&
      (actor["actorType"] === "Team"
        ? find(place, TEAM, text(actor, "actorId")) === undefined
        : text(actor, "actorId") === GITHUB_ACTIONS),
  );
  if (stranger) {
    return "422 Validation Failed [Actor must be part of the ruleset source or owner organization]";
  }
  return texts(inputs, "rules.pullRequest.requiredReviewers.reviewer.id").some(
    (id) => find(place, TEAM, id) === undefined,
  )
    ? "422 Validation Failed [Required reviewer not found]"
    : undefined;
}

function isBranch(place: Place, inputs: Props, branch: string, standard: string): boolean {
  return (
    branch === standard ||
    find(place, BRANCH, `${text(inputs, "repository")}:${branch}`) !== undefined
  );
}

function mayBypass(actor: Value): boolean {
  return isProps(actor) && actor["actorType"] === "Integration" && actor["bypassMode"] === "always";
}

function applies(includes: readonly Value[], branch: string, standard: string): boolean {
  return (
    includes.includes("~ALL") ||
    includes.includes(`refs/heads/${branch}`) ||
    (includes.includes("~DEFAULT_BRANCH") && branch === standard)
  );
}

import { find, list, type Place } from "../cloud/objects";
import { isProps, type Props, type Value } from "../provider/values";
import { at, items, text } from "./paths";

/** A ruleset of one repository. */
export const RULESET = "github:index/repositoryRuleset:RepositoryRuleset";
const REPOSITORY = "github:index/repository:Repository";

/** A commit needs its branch, and a pull request where a ruleset asks for one. */
export function forbidsFile(inputs: Props, place: Place): string | undefined {
  const repository = find(place, REPOSITORY, text(inputs, "repository"));
  const standard = text({ ...repository?.outputs, ...repository?.inputs }, "defaultBranch");
  const branch = text(inputs, "branch") || standard;
  const exists =
    branch === standard ||
    inputs["autocreateBranch"] === true ||
    find(place, "github:index/branch:Branch", `${text(inputs, "repository")}:${branch}`) !==
      undefined;
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

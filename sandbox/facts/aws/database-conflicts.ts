import { list } from "../../cloud/objects";
import type { Fact } from "../fact";
import { at, text } from "../paths";
import { unsupportedClass } from "./database-limits";

type Forbids = NonNullable<Fact["forbids"]>;

const INSTANCE = "aws:rds/instance:Instance";

/** A point in time is restored from an instance that is there. */
const sourceIsThere: Forbids = (inputs, place, creating) => {
  const source = text(inputs, "restoreToPointInTime.sourceDbInstanceIdentifier");
  if (!creating || source === "" || instance(place, source) !== undefined) return undefined;
  return `DBInstanceNotFound: DBInstance ${source} not found.`;
};

/** RDS never changes a major version by mistake. */
const upgradeIsMeant: Forbids = (inputs, place, creating) => {
  const live = instance(place, text(inputs, "identifier"));
  const [had, wanted] = [live?.inputs ?? {}, inputs].map((each) => text(each, "engineVersion"));
  if (creating || live === undefined || had === wanted) return undefined;
  if (at(inputs, "allowMajorVersionUpgrade") === true) return undefined;
  return "InvalidParameterCombination: The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.";
};

/** Why RDS does not make or change an instance. */
export const conflictsOfDatabases: Forbids = (...asked) =>
  unsupportedClass(...asked) ?? sourceIsThere(...asked) ?? upgradeIsMeant(...asked);

function instance(place: Parameters<Forbids>[1], name: string) {
  return list(place, INSTANCE).find(({ object }) => object.name === name)?.object;
}

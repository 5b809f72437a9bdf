import type { Roles } from "../config/github";
import type { RepositoryFacts } from "./repository";

/** The file that says who reviews what; GitHub ignores all of it for one line that is wrong. */
export function codeOwners(
  owners: RepositoryFacts["owners"],
  organization: string,
  roles: Roles,
): string {
  const lines = owners.map(([pattern, role]) => `${pattern} @${organization}/${roles[role]}`);
  return [
    "# Written by platform; of the lines that match a file, the last decides.",
    ...lines,
    "",
  ].join("\n");
}

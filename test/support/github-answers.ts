import type { Answers } from "./recorder";

/** The number that GitHub gave each team. */
export const TEAM_IDS: Readonly<Record<string, number>> = {
  ...{ "platform-ops": 101, "release-approvers": 102, "db-reviewers": 103, developers: 104 },
  ...{ architects: 105, ml: 106, quality: 107 },
};

/** What GitHub says of an organisation, its people and its repositories. */
export const GITHUB: Answers = {
  "github:index/getTeam:getTeam": ({ slug }) => ({ id: String(TEAM_IDS[String(slug)]) }),
  "github:index/getUser:getUser": () => ({ id: "201" }),
  "github:index/getOrganization:getOrganization": ({ name }) => ({ id: "9000", login: name }),
  "github:index/getRepository:getRepository": ({ name }) => ({
    fullName: `example-org/${String(name)}`,
    repoId: repositoryId(String(name)),
  }),
};

/** The number that GitHub gave a repository. */
export function repositoryId(name: string): number {
  return 9300 + name.length;
}

import { specs } from "../../../apps";
import type { AppSpec } from "../../../apps/spec";
import { allSecrets } from "../../support/environment";
import { applicationOf, at, bad, type BadSetting, type Problem, withValue } from "./row";

const NO_POD_IDENTITY =
  "rds needs a cluster with Pod Identity (cluster.eksName) to create its login roles";

/** LifeOS described in a wrong way, in an environment that is otherwise the committed one. */
function lifeos(title: string, change: Partial<AppSpec>, problem: Problem): BadSetting {
  return bad(
    "prod",
    title,
    { specs: { ...specs, lifeos: { ...spec("lifeos"), ...change } } },
    problem,
  );
}

function spec(name: string): AppSpec {
  const found = specs[name];
  if (found === undefined) throw new Error(`no spec ${name}`);
  return found;
}

/** What only the whole environment shows: `stack/cross-checks.ts`, secrets, the cluster. */
export const WHOLE: readonly BadSetting[] = [
  ...at("prod", "applications.lifeos.host", [
    "two applications under one host",
    "os.fcy.sh",
    "host os.fcy.sh belongs to life-os: two applications never share one",
  ]),
  lifeos(
    "a shared database",
    { database: { ...spec("lifeos").database, name: spec("appos").database.name } },
    [
      "database appos_core belongs to appos: two applications never share one",
      "applications.lifeos.database",
    ],
  ),
  lifeos(
    "a shared owner of two databases",
    { database: { ...spec("lifeos").database, owner: "life_os" } },
    [
      "owner role life_os belongs to life-os: two applications never share one",
      "applications.lifeos.database",
    ],
  ),
  lifeos("a shared Service", { environments: spec("life-os").environments }, [
    "Service production/life-os belongs to life-os: two applications never share one",
    "applications.lifeos.backend",
  ]),
  lifeos(
    "a backend under the name of a front-end",
    {
      environments: {
        ...spec("lifeos").environments,
        prod: { ...spec("lifeos").environments.prod, serviceName: "life-os-frontend" },
      },
    },
    [
      "Service production/life-os-frontend belongs to life-os: two applications never share one",
      "applications.lifeos.backend",
    ],
  ),
  lifeos("a shared GitHub environment", { repository: "life-os" }, [
    "GitHub environment life-os/production belongs to life-os: two applications never share one",
    "applications.lifeos.reviewers",
  ]),
  bad(
    "prod",
    "a shared registry repository",
    {
      specs: { ...specs, lifeos: { ...spec("lifeos"), backend: spec("appos").backend } },
      settings: withValue("prod", "applications.lifeos", {
        ...applicationOf("prod", "lifeos"),
        artifacts: {},
        active: "none",
      }),
    },
    [
      "registry repository appos belongs to appos: two applications never share one",
      "applications.lifeos.artifacts",
    ],
  ),
  bad(
    "prod",
    "managed databases without Pod Identity",
    { settings: withValue("prod", "cluster.eksName", undefined) },
    ...Object.keys(specs).map((name): Problem => [
      NO_POD_IDENTITY,
      `applications.${name}.database.kind`,
    ]),
  ),
  ...[
    "appos.slackWebhook",
    "life-os.openaiApiKey",
    "lifeos.registryPassword",
    "salitemihret.license",
  ].flatMap((key) => [
    bad(
      "prod",
      `no secret ${key}`,
      {
        config: {
          ...allSecrets,
          getSecret: (asked) => (asked === key ? undefined : allSecrets.getSecret(asked)),
        },
      },
      [`secret is missing: run ${setSecret(key)}`, `platform:${key}`],
    ),
    bad(
      "prod",
      `a development value as ${key}`,
      {
        config: {
          ...allSecrets,
          isOneOf: (asked, values) => asked === key && values.includes("devpass"),
        },
      },
      [`a development value has no place here: run ${setSecret(key)}`, `platform:${key}`],
    ),
  ]),
];

function setSecret(key: string): string {
  return `pulumi config set --secret platform:${key} --stack prod`;
}

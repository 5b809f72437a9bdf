import { specs } from "../../../apps";
import type { AppSpec } from "../../../apps/spec";
import { livePriority } from "../../../components/workload/entry";
import { applicationOf, at, bad, type BadSetting, type Problem, withValue } from "./row";

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

/** The environments of LifeOS, with another Service in production. */
function serving(serviceName: string): AppSpec["environments"] {
  const { environments } = spec("lifeos");
  return { ...environments, prod: { ...environments.prod, serviceName } };
}

/** The repository of LifeOS under another name. */
function renamed(name: string): AppSpec["repository"] {
  return { ...spec("lifeos").repository, name };
}

/** life-os with front-end pages under another path. */
function pages(...paths: readonly string[]): AppSpec {
  const found = spec("life-os");
  if (found.frontend?.kind !== "container") throw new Error("life-os has no front-end");
  return { ...found, frontend: { ...found.frontend, paths: paths as ["/"] } };
}

/** Two names that share a listener rule priority, and the priority. */
function collision(): readonly [first: string, second: string, priority: number] {
  const names = new Map<number, string>();
  for (let n = 1; ; n++) {
    const name = `app-${n}`;
    const priority = livePriority(name, ["/*"]);
    const other = names.get(priority);
    if (other !== undefined) return [other, name, priority];
    names.set(priority, name);
  }
}

const [first, second, priority] = collision();

/** What only the whole environment shows: `stack/cross-checks.ts`, and specs that no settings fit. */
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
  lifeos(
    "a shared block of data subnets",
    { database: { ...spec("lifeos").database, block: spec("life-os").database.block } },
    [
      "block of data subnets 1 belongs to life-os: two applications never share one",
      "applications.lifeos.database",
    ],
  ),
  ...[-1, 31, 2.5].map((block) =>
    lifeos(`block ${block} of data subnets`, { database: { ...spec("lifeos").database, block } }, [
      `apps/ gives lifeos a block of data subnets beyond 0 to 30; got ${block}`,
      "applications.lifeos.database",
    ]),
  ),
  lifeos("a shared Service", { environments: serving("life-os") }, [
    "Service production/life-os belongs to life-os: two applications never share one",
    "applications.lifeos.backend",
  ]),
  lifeos("a backend under the name of a front-end", { environments: serving("life-os-frontend") }, [
    "Service production/life-os-frontend belongs to life-os: two applications never share one",
    "applications.lifeos.backend",
  ]),
  bad(
    "prod",
    "shared GitHub environments",
    { specs: { ...specs, lifeos: { ...spec("lifeos"), repository: renamed("life-os") } } },
    ...["production", "ci"].map(
      (environment) =>
        [
          `GitHub environment life-os/${environment} belongs to life-os: two applications never share one`,
          "applications.lifeos.reviewers",
        ] as const,
    ),
  ),
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
    "two applications whose rules have one priority",
    {
      specs: { [first]: spec("appos"), [second]: spec("lifeos") },
      settings: withValue("prod", "applications", {
        [first]: applicationOf("prod", "appos"),
        [second]: applicationOf("prod", "lifeos"),
      }),
    },
    [
      `listener rule priority ${priority} (which follows from the name) belongs to ${first}: two applications never share one`,
      `applications.${second}.host`,
    ],
  ),
  ...(["readinessPath", "livenessPath"] as const).map((field) =>
    lifeos(
      `a ${field} without its slash`,
      { backend: { ...spec("lifeos").backend, [field]: "healthz" } },
      [
        "apps/ gives lifeos a path that does not begin with /; got healthz",
        "applications.lifeos.backend",
      ],
    ),
  ),
  lifeos(
    "a path of the host without its slash",
    { backend: { ...spec("lifeos").backend, paths: ["/*", "admin/*" as "/"] } },
    [
      "apps/ gives lifeos a path that does not begin with /; got admin/*",
      "applications.lifeos.backend",
    ],
  ),
  bad(
    "prod",
    "pages without their slash",
    { specs: { ...specs, "life-os": pages("/*", "pages/*") } },
    [
      "apps/ gives life-os a path that does not begin with /; got pages/*",
      "applications.life-os.frontend",
    ],
  ),
  bad(
    "prod",
    "paths that nobody answers",
    { specs: { ...specs, "life-os": pages("/pages/*") } },
    [
      "apps/ must leave everything else (/*) to one of backend and frontend of life-os",
      "applications.life-os.frontend",
    ],
    [
      "apps/ asks life-os nothing fatal under the paths that its host sends there; got /pages/*",
      "applications.life-os.frontend",
    ],
  ),
  lifeos(
    "builds that expire while environments pin them",
    {
      registry: { kind: "ecr" },
      tags: { ...spec("lifeos").tags, expireDays: { "*": 90 } },
    },
    [
      "apps/ lets images of lifeos go that environments pin: of one tagged 0000000 * expires after 90 days; leave that pattern out; got 3e85e4916211",
      "applications.lifeos.artifacts",
    ],
  ),
];

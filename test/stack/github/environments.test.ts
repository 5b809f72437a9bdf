import { environment, refs } from "../../support/github";
import { recordAll, STACKS } from "../../support/three-stacks";

const of = recordAll();

const APPROVED = {
  canAdminsBypass: false,
  preventSelfReview: true,
  reviewers: [{ teams: [102], users: [] }],
};
const OPEN = { canAdminsBypass: false, preventSelfReview: false };

describe("LifeOS", () => {
  it("LOS-33 LOS-35 has four environments, of which ci and staging ask nobody", () => {
    expect(all("lifeos")).toEqual(["ci", "production", "production-approval", "staging"]);
    for (const open of [
      environment(of("prod"), "lifeos", "ci"),
      environment(of("staging"), "lifeos", "staging"),
    ]) {
      expect(open).toMatchObject(OPEN);
      expect(open).not.toHaveProperty("reviewers");
    }
  });

  it("LOS-34 LOS-91 its approvers stand before both, nobody approves alone, and secrets are in production", () => {
    expect(environment(of("prod"), "lifeos", "production")).toMatchObject(APPROVED);
    expect(environment(of("prod"), "lifeos", "production-approval")).toMatchObject(APPROVED);
    expect(secrets("prod", "lifeos", "production-approval")).toEqual([]);
  });

  it("LOS-36 staging takes main, develop and release tags, production release tags alone", () => {
    expect(refs(of("staging"), "lifeos", "staging")).toEqual([["develop", "main"], ["v*.*.*"]]);
    expect(refs(of("prod"), "lifeos", "production")).toEqual([[], ["v*.*.*"]]);
    expect(refs(of("prod"), "lifeos", "production-approval")).toEqual([[], ["v*.*.*"]]);
  });

  it("LOS-38 LOS-39 the database and the signing key are secrets of their environment alone", () => {
    expect(secrets("staging", "lifeos", "staging")).toEqual([
      ...["DATABASE_URL", "JWT_SECRET_KEY", "SLACK_WEBHOOK", "STAGING_DATABASE_URL"],
    ]);
    expect(secrets("prod", "lifeos", "production")).toEqual([
      ...["DATABASE_URL", "JWT_SECRET_KEY", "PROD_DATABASE_URL", "SLACK_WEBHOOK"],
    ]);
  });

  it("LOS-41 LOS-42 what every job may read is a secret of the repository, declared once", () => {
    const declared = STACKS.map((stack) =>
      of(stack)
        .of("ActionsSecret")
        .filter(({ inputs }) => inputs["repository"] === "lifeos")
        .map(({ inputs, secrets: hidden }) => [inputs["secretName"], hidden]),
    );

    expect(declared).toEqual([
      ...[[], []],
      [
        ["CODECOV_TOKEN", ["value"]],
        ["SLACK_WEBHOOK", ["value"]],
      ],
    ]);
  });
});

describe("Life-OS", () => {
  it("LIFE-49 LIFE-54 production and its migrations are approved by somebody else, from main", () => {
    for (const name of ["production", "production-migrations"]) {
      expect(environment(of("prod"), "life-os", name)).toMatchObject(APPROVED);
      expect(refs(of("prod"), "life-os", name)).toEqual([["main"], []]);
    }
  });
});

it("LIFE-50 Life-OS gives its pipelines no login to a host", () => {
  expect(secrets("staging", "life-os", "staging")).toEqual(["SLACK_WEBHOOK"]);
  for (const name of ["production", "production-migrations"]) {
    expect(secrets("prod", "life-os", name)).toEqual(["SLACK_WEBHOOK"]);
  }
  expect(
    of("prod")
      .names()
      .filter((name) => /ActionsSecret life-os-/.test(name)),
  ).toEqual([]);
});

describe("SaliteMihret", () => {
  it("SAL-34 SAL-35 staging takes staging tags, production approved prod tags", () => {
    expect(refs(of("staging"), "salitemihret", "staging")).toEqual([[], ["staging-*"]]);
    expect(refs(of("prod"), "salitemihret", "production")).toEqual([[], ["prod-*"]]);
    expect(environment(of("prod"), "salitemihret", "production")).toMatchObject(APPROVED);
  });

  it.each([
    ["staging", "staging"],
    ["prod", "production"],
  ] as const)(
    "SAL-36 SAL-37 %s holds every secret of its list, and the rest of SMTP in the open",
    (stack, name) => {
      const variables = of(stack)
        .of("ActionsEnvironmentVariable")
        .filter(
          ({ inputs }) => inputs["repository"] === "salitemihret" && inputs["environment"] === name,
        )
        .map(({ inputs }) => inputs["variableName"]);

      expect(secrets(stack, "salitemihret", name)).toEqual([
        ...["DATABASE_URL", "JWT_SECRET", "LICENSE_KEY", "SENTRY_DSN", "SLACK_WEBHOOK"],
        ...["SMTP_PASSWORD", "SMTP_USER"],
      ]);
      expect(variables.sort()).toEqual(["SMTP_FROM", "SMTP_HOST", "SMTP_PORT"]);
    },
  );
});

describe("images", () => {
  it.each([
    ["appos", [["feature/*", "main", "staging"], []]],
    ["life-os", [["main", "staging"], ["v*"]]],
    ["lifeos", [["develop", "main"], ["v*"]]],
    ["salitemihret", [["deploy/stmary-staging"], ["prod-*", "staging-*"]]],
    ["platform", [["main"], []]],
  ])("of %s are built in ci, from every ref whose images are kept", (repository, expected) => {
    expect(refs(of("prod"), repository, "ci")).toEqual(expected);
    expect(secrets("prod", repository, "ci")).toEqual([]);
  });
});

function all(repository: string): readonly string[] {
  return STACKS.flatMap((stack) => of(stack).of("RepositoryEnvironment"))
    .filter(({ inputs }) => inputs["repository"] === repository)
    .map(({ inputs }) => String(inputs["environment"]))
    .sort();
}

function secrets(
  stack: (typeof STACKS)[number],
  repository: string,
  name: string,
): readonly string[] {
  return of(stack)
    .of("ActionsEnvironmentSecret")
    .filter(({ inputs }) => inputs["repository"] === repository && inputs["environment"] === name)
    .map(({ inputs }) => String(inputs["secretName"]))
    .sort();
}

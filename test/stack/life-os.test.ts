import { recordAllTelling } from "../support/workloads";
import {
  approved,
  container,
  deployedFrom,
  plain,
  podOf,
  processes,
  secret,
  secretObject,
} from "../support/workloads";
import { STACKS } from "../support/three-stacks";

const of = recordAllTelling();

const COMPONENTS = ["backend", "frontend", "migrate"] as const;

const SECRETS = [
  "DATABASE_URL",
  "GEMINI_API_KEY",
  "JWT_SECRET_KEY",
  "OPENAI_API_KEY",
  "REDIS_URL",
] as const;

const VARIABLES = {
  dev: {
    plain: { ENVIRONMENT: "development", DEBUG: "true", REQUIRE_AUTH: "false" },
    secret: [...SECRETS],
  },
  staging: {
    plain: {
      ENVIRONMENT: "staging",
      DEBUG: "false",
      REQUIRE_AUTH: "true",
      BASE_URL: "https://staging.os.fcy.sh",
    },
    secret: [...SECRETS],
  },
  prod: {
    plain: {
      ENVIRONMENT: "production",
      DEBUG: "false",
      REQUIRE_AUTH: "true",
      BASE_URL: "https://os.fcy.sh",
    },
    secret: [...SECRETS, "SENTRY_DSN"],
  },
} as const;

describe.each(STACKS)("Life-OS in %s", (stack) => {
  it.each(COMPONENTS)(
    "LIFE-03 %s has every variable of its environment and no other; pages get no secret",
    (name) => {
      expect(Object.keys(plain(of(stack), "life-os", name)).sort()).toEqual(
        Object.keys(VARIABLES[stack].plain).sort(),
      );
      expect(Object.keys(secret(of(stack), "life-os", name)).sort()).toEqual(
        name === "frontend" ? [] : VARIABLES[stack].secret,
      );
      expect(Object.values(secret(of(stack), "life-os", name))).not.toContain(undefined);
    },
  );

  it("LIFE-04 LIFE-05 only development lets strangers in and debugs", () => {
    for (const name of COMPONENTS) {
      expect(plain(of(stack), "life-os", name)).toMatchObject({
        REQUIRE_AUTH: VARIABLES[stack].plain.REQUIRE_AUTH,
        DEBUG: VARIABLES[stack].plain.DEBUG,
      });
    }
  });

  it("LIFE-06 LIFE-07 the environment has its own word, and its address follows from the host", () => {
    const { ENVIRONMENT, BASE_URL } = plain(of(stack), "life-os", "backend");

    expect({ ENVIRONMENT, BASE_URL }).toEqual(
      {
        dev: { ENVIRONMENT: "development", BASE_URL: undefined },
        staging: { ENVIRONMENT: "staging", BASE_URL: "https://staging.os.fcy.sh" },
        prod: { ENVIRONMENT: "production", BASE_URL: "https://os.fcy.sh" },
      }[stack],
    );
  });

  it("keys of the model providers are the environment's own", () => {
    expect(secret(of(stack), "life-os", "backend")).toMatchObject({
      GEMINI_API_KEY: `${stack}:life-os.geminiApiKey`,
      OPENAI_API_KEY: `${stack}:life-os.openaiApiKey`,
      ...(stack === "prod" && { SENTRY_DSN: "prod:life-os.sentryDsn" }),
    });
  });

  it("LIFE-12 secrets arrive from one Kubernetes Secret, and no file of a server is mounted", () => {
    for (const name of ["backend", "migrate"]) {
      const references = container(of(stack), "life-os", name).env.flatMap((variable) =>
        "valueFrom" in variable ? [variable.valueFrom] : [],
      ) as { secretKeyRef: { name: string } }[];
      const [object, ...others] = new Set(references.map((r) => r.secretKeyRef.name));

      expect(others).toEqual([]);
      expect(secretObject(of(stack), object ?? "")).toMatchObject({
        secrets: ["stringData"],
        inputs: { immutable: true },
      });
      expect(podOf(of(stack), "life-os", name).volumes).toEqual([
        { name: "tmp", emptyDir: { sizeLimit: "256Mi" } },
      ]);
    }
  });
});

it("LIFE-01 staging follows its branch by itself, production follows main after approval", () => {
  expect(STACKS.map((stack) => deployedFrom(of(stack), "life-os"))).toEqual([
    [],
    ["staging branch staging"],
    ["production branch main", "production-migrations branch main"],
  ]);
  expect(STACKS.map((stack) => approved(of(stack), "life-os"))).toEqual([
    [],
    [],
    ["production", "production-migrations"],
  ]);
});

it("LIFE-10 staging runs what production runs, from built images, with data of its own", () => {
  const run = (stack: "staging" | "prod") =>
    processes(of(stack), "life-os").map((r) => r.name.replace(/-[0-9a-f]{12}$/, ""));

  expect(run("staging")).toEqual([
    ...["life-os-backend", "life-os-frontend"],
    ...["life-os-check", "life-os-migrate", "life-os-recheck"],
  ]);
  expect(run("prod")).toEqual(run("staging"));
  for (const name of ["backend", "frontend"]) {
    const { image, command } = container(of("staging"), "life-os", name);
    expect(image).toMatch(/\/life-os-(api|frontend)@sha256:[0-9a-f]{64}$/);
    expect(image).toBe(container(of("prod"), "life-os", name).image);
    expect(command).toBeUndefined(); // the image's own entry point: nothing reloads
  }
  expect(secret(of("staging"), "life-os", "backend")["DATABASE_URL"]).toContain(
    "/life_os_staging?",
  );
});

it("production checks health, restarts what fails and limits what it uses", () => {
  for (const name of ["backend", "frontend"]) {
    const [main] = podOf(of("prod"), "life-os", name).containers;
    expect(podOf(of("prod"), "life-os", name).restartPolicy).toBe("Always");
    expect(main).toMatchObject({
      readinessProbe: { httpGet: { path: name === "backend" ? "/health" : "/", port: "main" } },
      resources: { limits: { cpu: { backend: "2", frontend: "500m" }[name] } },
    });
  }
});

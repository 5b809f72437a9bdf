import { pod } from "../support/appos-pods";
import { STACKS } from "../support/three-stacks";
import {
  components,
  githubSecrets,
  metadata,
  plain,
  podOf,
  process,
  recordAllTelling,
  secret,
  secretData,
  secretObject,
  service,
} from "../support/workloads";

const of = recordAllTelling();

const DEPLOYED = ["staging", "prod"] as const;

const GITHUB = { staging: "staging", prod: "production" } as const;

const LOGIN = "saliteone_a:generated-salitemihret-login-a";

describe.each(STACKS)("SaliteMihret in %s", (stack) => {
  const url = {
    dev: `postgresql+psycopg2://${LOGIN}@salitemihret-postgres.dev.svc.cluster.local:5432/saliteone`,
    staging: `postgresql+psycopg2://${LOGIN}@salitemihret-postgres-instance.test:5432/saliteone?sslmode=require`,
    prod: `postgresql+psycopg2://${LOGIN}@salitemihret-postgres-instance.test:5432/saliteone?sslmode=require`,
  }[stack];

  it("SAL-02 every process reaches the database of its environment through psycopg2", () => {
    for (const name of components(of(stack), "salitemihret")) {
      expect([name, secret(of(stack), "salitemihret", name)["DATABASE_URL"]]).toEqual([name, url]);
    }
    expect(of(stack).of("StackReference")).toEqual([]);
  });

  it("SAL-08 the Service of the backend has the environment's name", () => {
    expect(metadata(service(of(stack), "salitemihret", "backend"))).toMatchObject({
      name: {
        dev: "salitemihret-backend",
        staging: "salitemihret-dev-backend",
        prod: "salitemihret-backend",
      }[stack],
      namespace: { dev: "dev", staging: "staging", prod: "production" }[stack],
    });
  });

  it("SAL-17 one scheduler runs the jobs, and no other process does", () => {
    const scheduler = process(of(stack), "salitemihret", "scheduler");

    expect(scheduler.type).toBe("kubernetes:apps/v1:StatefulSet");
    expect(scheduler.name).toBe("salitemihret-scheduler");
    expect(scheduler.inputs).toMatchObject({
      spec: { replicas: 1, podManagementPolicy: "Parallel" },
    });
    expect(pod(scheduler).containers[0]?.command).toEqual(["python", "-m", "server.scheduler"]);
    expect(
      components(of(stack), "salitemihret").map((name) => [
        name,
        plain(of(stack), "salitemihret", name)["SCHEDULER_ENABLED"],
      ]),
    ).toEqual([
      ["backend", "false"],
      ["check", "false"],
      ["migrate", "false"],
      ["scheduler", "true"],
    ]);
  });

  it("SAL-45 SAL-48 migrates in a Job of its own, in its folder, before pods of this release run", () => {
    const migrate = process(of(stack), "salitemihret", "migrate");
    const { name } = process(of(stack), "salitemihret", "backend");

    expect(migrate.type).toBe("kubernetes:batch/v1:Job");
    expect(pod(migrate).containers[0]?.command).toEqual([
      ...["sh", "-c", "cd server && exec alembic upgrade head"],
    ]);
    expect(of(stack).waitsFor(name)).toContain(migrate.name);
  });

  it("mail goes where the environment says", () => {
    expect(plain(of(stack), "salitemihret", "backend")).toMatchObject(
      {
        dev: {
          SMTP_HOST: "salitemihret-mailhog.dev.svc.cluster.local",
          SMTP_PORT: "1025",
        },
        staging: { SMTP_HOST: "email-smtp.eu-central-1.amazonaws.com", SMTP_PORT: "587" },
        prod: { SMTP_HOST: "email-smtp.eu-central-1.amazonaws.com", SMTP_PORT: "587" },
      }[stack],
    );
    expect(of(stack).all.filter(({ name }) => name === "salitemihret-mailhog")).toHaveLength(
      stack === "dev" ? 4 : 0,
    );
  });
});

describe.each(DEPLOYED)("the secrets of SaliteMihret in %s", (stack) => {
  it("SAL-04 errors go to a project of the environment", () => {
    expect(secret(of(stack), "salitemihret", "backend")["SENTRY_DSN"]).toBe(
      `${stack}:salitemihret.sentryDsn`,
    );
    expect(githubSecrets(of(stack), "salitemihret", GITHUB[stack])["SENTRY_DSN"]).toBe(
      `${stack}:salitemihret.sentryDsn`,
    );
    expect(secret(of("dev"), "salitemihret", "backend")).not.toHaveProperty("SENTRY_DSN");
  });

  it("SAL-06 the licence is a file, and its variable names the path", () => {
    for (const name of components(of(stack), "salitemihret")) {
      const { volumes, containers } = podOf(of(stack), "salitemihret", name);
      const mount = containers[0]?.volumeMounts.find(
        (m) => (m as { mountPath: string }).mountPath === "/etc/salitemihret",
      ) as { name: string; readOnly: boolean } | undefined;
      const volume = volumes.find((v) => v["name"] === mount?.name) as
        { secret: { secretName: string } } | undefined;
      const secretName = volume?.secret.secretName ?? "";

      expect(mount?.readOnly).toBe(true);
      expect(secretData(of(stack), secretName)).toEqual({
        "license.json": `${stack}:salitemihret.license`,
      });
      expect(secretObject(of(stack), secretName).secrets).toEqual(["stringData"]);
      expect(plain(of(stack), "salitemihret", name)["LICENSE_KEY_PATH"]).toBe(
        "/etc/salitemihret/license.json",
      );
    }
  });

  it("SAL-07 one generated JWT_SECRET reaches the pods and GitHub alike", () => {
    const value = "generated-salitemihret-generated-JWT_SECRET";

    expect(
      of(stack).named("salitemihret-generated-JWT_SECRET", "RandomPassword").inputs,
    ).toMatchObject({ length: 64, keepers: { date: "2026-10-01" } });
    expect(secret(of(stack), "salitemihret", "backend")["JWT_SECRET"]).toBe(value);
    expect(githubSecrets(of(stack), "salitemihret", GITHUB[stack])["JWT_SECRET"]).toBe(value);
  });
});

it("SAL-06 dev reads the licence where developers keep it", () => {
  expect(plain(of("dev"), "salitemihret", "backend")["LICENSE_KEY_PATH"]).toBe(
    "runtime/license.json",
  );
  expect(podOf(of("dev"), "salitemihret", "backend").volumes).toEqual([
    { name: "tmp", emptyDir: { sizeLimit: "256Mi" } },
  ]);
});

it.each(DEPLOYED)("SAL-09 %s runs a managed PostgreSQL 16 named saliteone", (stack) => {
  expect(of(stack).named("salitemihret-postgres-instance", "Instance").inputs).toMatchObject({
    engine: "postgres",
    engineVersion: "16",
    dbName: "saliteone",
    port: 5432,
    manageMasterUserPassword: true,
  });
});

it("SAL-16 staging and production have one Redis each", () => {
  for (const stack of DEPLOYED) {
    const groups = of(stack)
      .of("ReplicationGroup")
      .map(({ name }) => name);

    expect(groups.filter((name) => name.startsWith("salitemihret"))).toEqual([
      "salitemihret-redis-group",
    ]);
    expect(secret(of(stack), "salitemihret", "backend")["REDIS_URL"]).toBe(
      "rediss://saliteone_a:generated-salitemihret-cache-login-a@salitemihret-redis-group.test:6379/0",
    );
  }
});

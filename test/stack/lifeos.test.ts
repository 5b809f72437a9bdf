import { STACKS } from "../support/three-stacks";
import {
  approved,
  components,
  container,
  githubSecrets,
  metadata,
  plain,
  process,
  processes,
  recordAllTelling,
  secret,
  service,
} from "../support/workloads";

const of = recordAllTelling();

const DEPLOYED = ["staging", "prod"] as const;

const GITHUB = { staging: "staging", prod: "production" } as const;

describe.each(DEPLOYED)("LifeOS in %s", (stack) => {
  const everywhere = ["backend", "worker", "migrate"] as const;

  it("LOS-06 has every feature on", () => {
    for (const name of everywhere) {
      expect(plain(of(stack), "lifeos", name)).toMatchObject({
        ENABLE_ML: "true",
        ENABLE_INSIGHTS: "true",
        ENABLE_ASSISTANT: "true",
        RATELIMIT_ENABLED: "true",
        WORKER_ENABLED: "true",
      });
    }
  });

  it("LOS-12 uses a Redis 7 of its own as the broker", () => {
    expect(of(stack).named("lifeos-redis-group", "ReplicationGroup").inputs).toMatchObject({
      engine: "redis",
      engineVersion: "7.1",
      clusterMode: "disabled",
    });
    for (const name of everywhere) {
      expect(secret(of(stack), "lifeos", name)["REDIS_URL"]).toBe(
        "rediss://lifeos_a:generated-lifeos-cache-login-a@lifeos-redis-group.test:6379/0?ssl_cert_reqs=required",
      );
    }
  });

  it("LOS-08 keeps its secrets in Kubernetes and in GitHub, and nothing in a file", () => {
    const github = githubSecrets(of(stack), "lifeos", GITHUB[stack]);
    const objects = of(stack).all.filter(
      ({ name }) =>
        name.startsWith("lifeos-secrets-") || name === `lifeos-${GITHUB[stack]}-JWT_SECRET_KEY`,
    );

    expect(secret(of(stack), "lifeos", "backend")).toEqual({
      DATABASE_URL:
        "postgresql://lifeos_a:generated-lifeos-login-a@lifeos-postgres-instance.test:5432/lifeos?sslmode=require",
      REDIS_URL: expect.stringMatching(/^rediss:/) as string,
      JWT_SECRET_KEY: "generated-lifeos-generated-JWT_SECRET_KEY",
    });
    expect(github).toMatchObject({
      DATABASE_URL: secret(of(stack), "lifeos", "backend")["DATABASE_URL"],
      JWT_SECRET_KEY: "generated-lifeos-generated-JWT_SECRET_KEY",
      SLACK_WEBHOOK: `${stack}:lifeos.slackWebhook`,
    });
    expect(objects.map((r) => r.secrets)).toEqual([["value"], ["stringData"]]);
    expect(of(stack).all.filter(({ name }) => name.startsWith("lifeos-config"))).toEqual([]);
  });
});

it("LOS-04 LOS-05 staging and production run in full; production alone waits for approval", () => {
  for (const stack of DEPLOYED) {
    expect(components(of(stack), "lifeos")).toEqual(["backend", "check", "migrate", "worker"]);
    expect(secret(of(stack), "lifeos", "worker")["DATABASE_URL"]).toContain(
      "@lifeos-postgres-instance.test:5432/lifeos?",
    );
    expect(secret(of(stack), "lifeos", "worker")["REDIS_URL"]).toContain(
      "@lifeos-redis-group.test:",
    );
  }
  expect(approved(of("staging"), "lifeos")).toEqual([]);
  expect(approved(of("prod"), "lifeos")).toEqual(["production", "production-approval"]);
});

it("LOS-07 APP_ENV says development, staging and production", () => {
  const words = { dev: "development", staging: "staging", prod: "production" };

  for (const stack of STACKS) {
    for (const name of components(of(stack), "lifeos")) {
      expect([stack, name, plain(of(stack), "lifeos", name)["APP_ENV"]]).toEqual([
        stack,
        name,
        words[stack],
      ]);
    }
  }
});

it.each([
  ["staging", { instanceClass: "db.t4g.medium", allocatedStorage: 50, multiAz: false }],
  ["prod", { instanceClass: "db.m7g.large", allocatedStorage: 100, multiAz: true }],
] as const)("LOS-09 %s has a PostgreSQL 16 of its own, as large as it needs", (stack, size) => {
  expect(of(stack).named("lifeos-postgres-instance", "Instance").inputs).toMatchObject({
    engine: "postgres",
    engineVersion: "16",
    dbName: "lifeos",
    port: 5432,
    ...size,
  });
  expect(of(stack).of("StackReference")).toEqual([]);
});

it("LOS-13 a worker runs in staging and production only", () => {
  expect(components(of("dev"), "lifeos")).toEqual(["backend", "check", "migrate"]);
  expect(plain(of("dev"), "lifeos", "backend")["WORKER_ENABLED"]).toBe("false");
  for (const stack of DEPLOYED) {
    const { name, inputs } = process(of(stack), "lifeos", "worker");
    expect(name).toMatch(/^lifeos-worker-/);
    expect(inputs).toMatchObject({ spec: { replicas: { staging: 1, prod: 2 }[stack] } });
    expect(container(of(stack), "lifeos", "worker").command?.slice(0, 4)).toEqual([
      ...["celery", "-A", "lifeos.worker", "worker"],
    ]);
    expect(plain(of(stack), "lifeos", "backend")["WORKER_ENABLED"]).toBe("true");
  }
});

it.each(STACKS)(
  "LOS-72 LOS-76 in %s a Job migrates, once, before pods of this release run",
  (stack) => {
    const migrate = process(of(stack), "lifeos", "migrate");
    const web = process(of(stack), "lifeos", "backend");

    expect(migrate.inputs).toMatchObject({
      spec: { backoffLimit: 0, template: { spec: { containers: [{ command: UPGRADE }] } } },
    });
    expect(of(stack).waitsFor(web.name)).toContain(migrate.name);
    expect(metadata(web)).toMatchObject({
      namespace: { dev: "dev", staging: "staging", prod: "production" }[stack],
      labels: { app: "lifeos" },
    });
  },
);

const UPGRADE = ["flask", "db", "upgrade", "head"];

it.each(STACKS)("LOS-82 in %s liveness asks /health and readiness /ready, on 5000", (stack) => {
  const web = container(of(stack), "lifeos", "backend");

  expect(web.ports).toEqual([{ name: "main", containerPort: 5000, protocol: "TCP" }]);
  expect(web.livenessProbe).toMatchObject({ httpGet: { path: "/health", port: "main" } });
  expect(web.readinessProbe).toMatchObject({ httpGet: { path: "/ready", port: "main" } });
  expect(service(of(stack), "lifeos", "backend").inputs).toMatchObject({
    spec: { ports: [{ port: 5000, targetPort: "main" }] },
  });
  expect(processes(of(stack), "lifeos").length).toBeGreaterThan(1);
});

it.each(STACKS)(
  "LOS-27 in %s one Service stands before port 5000, whatever rollout runs",
  (stack) => {
    const { rollout } = metadata(process(of(stack), "lifeos", "backend")).labels;
    const services = of(stack)
      .of("core/v1:Service")
      .filter((one) => metadata(one).labels["app"] === "lifeos")
      .filter((one) => metadata(one).labels["component"] === "backend");
    const live = services.filter((one) => !("rollout" in metadata(one).labels));

    expect(live.map((one) => [one.name, metadata(one).name])).toEqual([
      ["lifeos-backend", "lifeos"],
    ]);
    expect(live[0]?.inputs["spec"]).toEqual({
      selector: { app: "lifeos", component: "backend", rollout },
      ports: [{ name: "http", port: 5000, targetPort: "main" }],
    });
    // What asks the pods of one rollout whether they work asks them alone.
    expect(services).toHaveLength(stack === "dev" ? 2 : 3);
  },
);

import { appPods, command, pod, process } from "../support/appos-pods";
import { recordAll, STACKS } from "../support/three-stacks";

const of = recordAll();

describe.each(STACKS)("AppOS in %s", (stack) => {
  it("APP-12 APP-05 every container and every Job of the application knows its environment", () => {
    const pods = appPods(of(stack));

    const containers = pods
      .flatMap(({ spec }) => [...spec.containers, ...spec.initContainers])
      .filter(({ image }) => image.includes("/appos@"));

    expect(pods.map(({ name }) => name)).toHaveLength(stack === "dev" ? 4 : 5);
    expect(containers).toHaveLength(2 * pods.length);
    for (const container of containers) {
      expect(container.env).toContainEqual({ name: "APPOS_ENV", value: stack });
    }
  });

  it("APP-21 the worker serves three queues", () => {
    expect(command(of(stack), "worker").slice(0, 8)).toEqual([
      "celery",
      "-A",
      "appos.celery",
      "worker",
      "-l",
      LOG_LEVEL[stack],
      "-Q",
      "celery,process_steps,scheduled",
    ]);
  });

  it("APP-08 the worker runs as many processes as the environment says", () => {
    expect(command(of(stack), "worker").at(-1)).toBe(CONCURRENCY[stack]);
  });

  it("APP-07 web, worker and beat log at one level", () => {
    const config = of(stack).find(({ name }) => name.startsWith("appos-config-"));
    const yaml = Object.values((config.inputs as { data: Record<string, string> }).data)[0];

    expect(command(of(stack), "scheduler")).toContain(LOG_LEVEL[stack]);
    expect(command(of(stack), "worker")).toContain(LOG_LEVEL[stack]);
    expect(yaml).toContain(`log_level: ${LOG_LEVEL[stack].toUpperCase()}`);
  });

  it("APP-22 there is one beat, never two, and a bad one does not block its rollback", () => {
    const beat = of(stack).named("appos-scheduler", "StatefulSet");

    expect(beat.inputs).toMatchObject({ spec: { replicas: 1, podManagementPolicy: "Parallel" } });
    expect(command(of(stack), "scheduler").slice(0, 4)).toEqual([
      "celery",
      "-A",
      "appos.celery",
      "beat",
    ]);
  });

  it("APP-23 web, worker and beat start after database and cache", () => {
    const recording = of(stack);
    const stores =
      stack === "dev"
        ? ["appos-postgres-server", "appos-redis-server"]
        : ["appos-postgres-instance", "appos-redis-group"];

    for (const { name } of [
      process(recording, "backend"),
      process(recording, "worker"),
      recording.named("appos-scheduler", "StatefulSet"),
    ]) {
      expect(recording.waitsFor(name)).toEqual(expect.arrayContaining(stores));
    }
  });

  it("APP-40 a migration that fails stops the rollout", () => {
    const migrate = of(stack)
      .of("Job")
      .find(({ name }) => name.startsWith("appos-migrate"));
    const web = process(of(stack), "backend");

    expect(migrate?.inputs).toMatchObject({
      spec: { backoffLimit: 0, activeDeadlineSeconds: 600 },
    });
    expect(migrate?.createTimeout).toBe("1h"); // outlives the Job, so that Pulumi hears why
    expect(command(of(stack), "migrate")).toEqual(["appos", "migrate"]);
    expect(of(stack).waitsFor(web.name)).toContain(migrate?.name);
  });

  it("APP-41 code is generated in every pod before its process starts", () => {
    for (const { spec } of appPods(of(stack))) {
      expect(spec.initContainers[0]?.command).toEqual(["appos", "generate"]);
      expect(spec.containers[0]?.volumeMounts).toContainEqual({
        name: "generated",
        mountPath: "/app/generated",
      });
    }
  });

  it("APP-42 the Deployment carries the application's name, in the environment's namespace", () => {
    expect(
      of(stack)
        .of("core/v1:Namespace")
        .map(({ name }) => name),
    ).toContain(stack);
    expect(process(of(stack), "backend").inputs).toMatchObject({
      metadata: { namespace: stack, labels: { app: "appos" } },
    });
  });

  it("APP-43 outside dev no web pod goes before its successor is ready, nor while requests reach it", () => {
    expect(process(of(stack), "backend").inputs).toMatchObject({
      spec: {
        replicas: { dev: 1, staging: 1, prod: 3 }[stack],
        strategy:
          stack === "dev"
            ? { type: "Recreate" }
            : { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0 } },
        template: {
          spec: {
            terminationGracePeriodSeconds: 60,
            containers: [{ lifecycle: { preStop: { sleep: { seconds: 15 } } } }],
          },
        },
      },
    });
    expect(of(stack).named("appos-backend", "PodDisruptionBudget").inputs).toMatchObject({
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: { app: "appos", component: "backend" } },
      },
    });
  });

  it("APP-26 the web listens on 3000", () => {
    const [web] = pod(process(of(stack), "backend")).containers;

    expect(web?.ports).toEqual([{ name: "main", containerPort: 3000, protocol: "TCP" }]);
    expect(of(stack).named("appos-backend", "Service").inputs).toMatchObject({
      spec: { ports: [{ port: 3000, targetPort: "main" }] },
    });
  });

  it("APP-45 APP-46 readiness asks /ready, liveness asks the port alone", () => {
    const [web] = pod(process(of(stack), "backend")).containers;

    expect(web?.readinessProbe).toMatchObject({ httpGet: { path: "/ready", port: "main" } });
    expect(web?.livenessProbe).toMatchObject({ tcpSocket: { port: 3000 } });
    expect(web?.livenessProbe).not.toHaveProperty("httpGet");
  });

  it("APP-10 APP-25 every process runs one image by its digest, the same in every environment", () => {
    const images = appPods(of(stack)).flatMap(({ spec }) => spec.containers.map((c) => c.image));

    expect(new Set(images)).toEqual(
      new Set([
        "333333333333.dkr.ecr.eu-central-1.amazonaws.com/appos@sha256:0000000000000000000000000000000000000000000000000000000000000001",
      ]),
    );
  });

  it("APP-06 the application gets its two connections and no credential of its own", () => {
    const secret = of(stack)
      .of("Secret")
      .find(({ name }) => name.startsWith("appos-secrets"));

    expect(Object.keys((secret?.inputs as { stringData: object }).stringData)).toEqual([
      "DATABASE_URL",
      "REDIS_URL",
    ]);
  });

  it("APP-15 every login has a generated password", () => {
    const passwords = of(stack).of("RandomPassword");

    expect(passwords.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["appos-login-a", "appos-login-b"]),
    );
    expect(JSON.stringify(of(stack).all)).not.toContain("devpass");
  });
});

const LOG_LEVEL = { dev: "debug", staging: "info", prod: "info" } as const;
const CONCURRENCY = {
  dev: "--concurrency=2",
  staging: "--concurrency=4",
  prod: "--autoscale=16,8",
};

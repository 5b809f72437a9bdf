import { core } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { BOOTSTRAP_SCRIPT } from "../../../components/data/bootstrap-script";
import { DatabaseLogin } from "../../../components/data/database-login";
import { type Administrator, bootstrapClient } from "../../../components/data/database-server";
import { record } from "../../support/recorder";

const before = { a: "2026-10-01", b: "2026-07-01" };
const stamp = { app: "appos", environment: "prod", stack: "prod", owner: "ops" };

const master: Administrator = {
  kind: "secretsManager",
  secretArn: "arn:master",
  kmsKeyArn: "arn:key",
};
const local: Administrator = {
  kind: "kubernetesSecret",
  user: "postgres",
  secretName: "appos-admin",
};

describe("DatabaseLogin", () => {
  it.each([
    [before, "appos_a", "generated-db-a"],
    [{ ...before, b: "2027-01-01" }, "appos_b", "generated-db-b"],
  ])("logs in with the role of the later date: %j", async (rotation, user, password) => {
    const { recording, ...login } = await declared({ rotation });

    expect(login.user).toBe(user);
    expect(recording.named("uses", "Secret").inputs["stringData"]).toEqual({ password });
  });

  it("changes exactly the idle role's resources when its date moves", async () => {
    const old = (await declared()).recording.names();
    const rotated = (await declared({ rotation: { ...before, b: "2027-01-01" } })).recording;

    expect(rotated.names().filter((name) => !old.includes(name))).toEqual([
      "kubernetes:batch/v1:Job db-bootstrap-b-2027-01-01",
      "kubernetes:core/v1:Secret db-b-2027-01-01",
    ]);
  });

  it.each([
    ["db-a", "2026-10-01"],
    ["db-b", "2026-07-01"],
  ])("makes a new password of %s for a new date, fit for a URL", async (name, date) => {
    const { recording } = await declared();

    expect(recording.named(name, "RandomPassword").inputs).toEqual({
      length: 40,
      special: false,
      keepers: { date },
    });
  });

  it("hands a role's password to its Job in a Secret that never changes", async () => {
    const { inputs, secrets } = (await declared()).recording.named("db-a-2026-10-01", "Secret");

    expect(inputs).toMatchObject({
      metadata: { name: "db-a-2026-10-01", namespace: "prod", labels: stamp },
      immutable: true,
      stringData: { password: "generated-db-a" },
    });
    expect(secrets.map((path) => path.split(".")[0])).toEqual(["stringData"]);
  });

  it("gives out a password only when both roles can log in", async () => {
    const { dependsOn, secrets } = (await declared()).recording.named("uses", "Secret");

    expect(dependsOn).toEqual(
      expect.arrayContaining(["db-bootstrap-a-2026-10-01", "db-bootstrap-b-2026-07-01"]),
    );
    expect(secrets.map((path) => path.split(".")[0])).toEqual(["stringData"]);
  });
});

describe("a login on an instance that was restored beside the first", () => {
  const both = () => declared({ restored: ["r1"] });

  it("is the same, so that the application may change sides", async () => {
    const { recording } = await both();

    expect(recording.named("r1", "Secret").inputs).toEqual(
      recording.named("uses", "Secret").inputs,
    );
    expect(recording.of("RandomPassword")).toHaveLength(2);
  });

  it("is made there by Jobs of its own, and known only when they have ended well", async () => {
    const { recording } = await both();
    const { inputs } = recording.named("db-bootstrap-r1-a-2026-10-01", "Job");
    const env = (inputs as { spec: { template: { spec: Pod } } }).spec.template.spec.containers[0];

    expect(env?.env).toContainEqual({ name: "PGHOST", value: "r1.test" });
    expect(recording.named("r1", "Secret").dependsOn).toEqual(
      expect.arrayContaining(["db-bootstrap-r1-a-2026-10-01", "db-bootstrap-r1-b-2026-07-01"]),
    );
    expect(recording.named("uses", "Secret").dependsOn).not.toContain(
      "db-bootstrap-r1-b-2026-07-01",
    );
  });
});

describe("the Jobs of a login", () => {
  it("follow one another, once they may connect", async () => {
    const { recording } = await declared();

    expect(recording.named("db-bootstrap-b-2026-07-01", "Job").dependsOn).toEqual(
      expect.arrayContaining(["leave", "db-bootstrap-a-2026-10-01"]),
    );
    expect(recording.named("db-bootstrap-a-2026-10-01", "Job").dependsOn).toEqual([
      "db-a-2026-10-01",
      "db-bootstrap",
      "leave",
    ]);
  });

  it("are tried three times more, because a new Pod Identity comes late", async () => {
    expect((await job()).spec).toMatchObject({ backoffLimit: 3, activeDeadlineSeconds: 600 });
  });

  it("run one script in the toolbox, under an account of their own", async () => {
    const { pod, labels } = await job();

    expect(pod.serviceAccountName).toBe("db-bootstrap");
    expect(pod.containers[0]).toMatchObject({
      name: "bootstrap",
      image: "toolbox@sha256:0",
      command: ["sh", "-c", BOOTSTRAP_SCRIPT],
    });
    expect(labels).toEqual({ ...stamp, component: "db-bootstrap" });
  });

  const SERVER = [
    { name: "PGHOST", value: "db.test" },
    { name: "PGPORT", value: "5432" },
    { name: "PGDATABASE", value: "appos_core" },
    { name: "PGSSLMODE", value: "require" },
    { name: "OWNER", value: "appos" },
    { name: "ROLE", value: "appos_a" },
  ];
  const read = (name: string, secret: string) => ({
    name,
    valueFrom: { secretKeyRef: { name: secret, key: "password" } },
  });
  it.each<[string, Administrator, object[]]>([
    ["Secrets Manager", master, [{ name: "ADMIN_SECRET_ARN", value: "arn:master" }]],
    [
      "a Kubernetes Secret",
      local,
      [{ name: "PGUSER", value: "postgres" }, read("PGPASSWORD", "appos-admin")],
    ],
  ])("find the administrator in %s, and see nothing else", async (_title, administrator, env) => {
    expect((await job({ administrator })).pod.containers[0]?.env).toEqual([
      ...SERVER,
      ...env,
      read("ROLE_PASSWORD", "db-a-2026-10-01"),
    ]);
  });

  it("may read the master secret with their role, and do nothing else in AWS", () => {
    expect(bootstrapClient("db", "appos", [master])).toEqual({
      name: "db-bootstrap",
      pods: { kind: "pods", app: "appos", components: ["db-bootstrap"] },
      identity: {
        description: "Reads the master secret of appos's database to create its login roles",
        serviceAccount: "db-bootstrap",
        grants: [
          { actions: ["secretsmanager:GetSecretValue"], resource: "arn:master" },
          { actions: ["kms:Decrypt"], resource: "arn:key" },
        ],
      },
    });
  });

  it("have no role where the administrator is known inside the cluster", () => {
    expect(bootstrapClient("db", "appos", [local])).toEqual({
      name: "db-bootstrap",
      pods: { kind: "pods", app: "appos", components: ["db-bootstrap"] },
    });
  });
});

interface Change {
  readonly rotation?: typeof before;
  readonly administrator?: Administrator;
  /** Names of further instances. */
  readonly restored?: readonly string[];
}

/** A login, and something that uses its password. */
async function declared({ rotation = before, administrator = master, restored = [] }: Change = {}) {
  const server = (name: string) => {
    const host = pulumi.output(name === "original" ? "db.test" : `${name}.test`);
    return [name, { host, port: 5432, sslMode: "require", administrator }] as const;
  };
  let user = "";
  const recording = await record(() => {
    const login = new DatabaseLogin("db", {
      database: { name: "appos_core", owner: "appos" },
      servers: Object.fromEntries(["original", ...restored].map(server)),
      rotation,
      namespace: "prod",
      toolboxImage: "toolbox@sha256:0",
      after: [new core.v1.ConfigMap("leave")],
      stamp,
    });
    new core.v1.Secret("uses", { stringData: { password: login.passwords["original"] ?? "" } });
    for (const name of restored) {
      new core.v1.Secret(name, { stringData: { password: login.passwords[name] ?? "" } });
    }
    user = login.user;
  });
  return { user, recording };
}

interface Pod {
  readonly serviceAccountName: string;
  readonly containers: readonly { readonly env: object[] }[];
}

async function job(change: Change = {}) {
  const { inputs } = (await declared(change)).recording.named("db-bootstrap-a-2026-10-01", "Job");
  const { spec } = inputs as {
    spec: { template: { metadata: { labels: object }; spec: Pod } };
  };
  return { spec, pod: spec.template.spec, labels: spec.template.metadata.labels };
}

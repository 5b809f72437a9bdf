import { BOOTSTRAP_SCRIPT } from "../../../components/data/bootstrap-script";
import { type Administrator, bootstrapClient } from "../../../components/data/database-server";
import { declared, job, master, stamp } from "./declared-login";

const local: Administrator = {
  kind: "kubernetesSecret",
  user: "postgres",
  secretName: "appos-admin",
};

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

import * as pulumi from "@pulumi/pulumi";

import { DatabaseLogin } from "../../../components/data/database-login";
import { record } from "../../support/recorder";

const before = { a: "2026-10-01", b: "2026-07-01" };

describe("DatabaseLogin", () => {
  it("logs in with the role of the later date", async () => {
    expect((await login(before)).user).toBe("appos_a");
    expect((await login({ ...before, b: "2027-01-01" })).user).toBe("appos_b");
  });

  it("changes exactly the idle role's resources when its date moves", async () => {
    const old = (await login(before)).names;
    const rotated = (await login({ ...before, b: "2027-01-01" })).names;

    expect(rotated.filter((name) => !old.includes(name))).toEqual([
      "kubernetes:batch/v1:Job db-bootstrap-b-2027-01-01",
      "kubernetes:core/v1:Secret db-b-2027-01-01",
    ]);
  });

  it("makes a new password for a new date", async () => {
    const { recording } = await login(before);

    expect(recording.named("db-a", "RandomPassword").inputs).toMatchObject({
      special: false,
      keepers: { date: "2026-10-01" },
    });
  });

  it("lets one Job read the master secret, and nothing else", async () => {
    const { recording } = await login(before);
    const policy = JSON.parse(String(recording.one("RolePolicy").inputs["policy"])) as unknown;

    expect(policy).toMatchObject({
      Statement: [
        { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "arn:master" },
        { Effect: "Allow", Action: "kms:Decrypt", Resource: "arn:key" },
      ],
    });
    expect(recording.one("PodIdentityAssociation").inputs).toMatchObject({
      clusterName: "prod",
      namespace: "prod",
      serviceAccount: "db-bootstrap",
    });
  });

  it("gives out a password only when the role can log in with it", async () => {
    const { recording } = await login(before);
    const [a, b] = recording.of("Job");

    expect(b?.dependsOn).toContain(a?.name);
    expect(a?.dependsOn).toEqual(expect.arrayContaining(["db-bootstrap", "db-a-2026-10-01"]));
  });
});

async function login(rotation: { a: string; b: string }) {
  let user = "";
  const recording = await record(() => {
    const declared = new DatabaseLogin("db", {
      database: { name: "appos_core", owner: "appos" },
      server: {
        host: pulumi.output("db.test"),
        port: 5432,
        sslMode: "require",
        administrator: {
          kind: "secretsManager",
          secretArn: "arn:master",
          kmsKeyArn: "arn:key",
          eksName: "prod",
        },
      },
      rotation,
      namespace: "prod",
      toolboxImage: "toolbox@sha256:0",
      stamp: { app: "appos", environment: "prod", stack: "prod", owner: "ops" },
    });
    user = declared.user;
  });
  return { user, recording, names: recording.names() };
}

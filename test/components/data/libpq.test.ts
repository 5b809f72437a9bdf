import { core } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { DatabaseLogin } from "../../../components/data/database-login";
import { record } from "../../support/recorder";

it.each([
  ["the live role", "2026-07-01", "appos_a", "db-a-2026-10-01"],
  ["the role that a rotation made live", "2027-01-01", "appos_b", "db-b-2027-01-01"],
])("libpq logs in as %s, once both can, and shows no password", async (_who, b, user, secret) => {
  const recording = await record(() => {
    const { libpq } = new DatabaseLogin("db", {
      database: { name: "appos_core", owner: "appos" },
      servers: {
        original: {
          host: pulumi.output("db.test"),
          port: 5432,
          sslMode: "require",
          administrator: { kind: "kubernetesSecret", user: "postgres", secretName: "appos-admin" },
        },
      },
      rotation: { a: "2026-10-01", b },
      namespace: "prod",
      toolboxImage: "toolbox@sha256:0",
      after: [],
      stamp: { app: "appos", environment: "prod", stack: "prod", owner: "ops" },
    });
    const env = [...(libpq["original"] ?? [])];
    new core.v1.Pod("asks", { spec: { containers: [{ name: "asks", env }] } });
  });
  const { inputs, dependsOn } = recording.named("asks", "Pod");

  expect(inputs["spec"]).toEqual({
    containers: [
      {
        name: "asks",
        env: [
          { name: "PGHOST", value: "db.test" },
          { name: "PGPORT", value: "5432" },
          { name: "PGDATABASE", value: "appos_core" },
          { name: "PGSSLMODE", value: "require" },
          { name: "PGUSER", value: user },
          { name: "PGPASSWORD", valueFrom: { secretKeyRef: { name: secret, key: "password" } } },
        ],
      },
    ],
  });
  expect(dependsOn).toEqual(
    expect.arrayContaining(["db-bootstrap-a-2026-10-01", `db-bootstrap-b-${b}`]),
  );
});

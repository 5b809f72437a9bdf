import { setOffset } from "../../../sandbox/cloud/clock";
import { text } from "../../../sandbox/facts/paths";
import { Secret } from "../../../sandbox/provider/values";
import { onDisk } from "../temporary";
import type { Plugin } from "../provider/plugin";
import { Hub, R, WITHIN } from "./client";

const ENVIRONMENT = "github:index/repositoryEnvironment:RepositoryEnvironment";
const SECRET = "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret";
const VARIABLE = "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable";
const SEALED = { encrypted_value: "c2VhbGVk", key_id: "1" };

describe.each([
  ["an environment", `${R}/appos/environments/prod`],
  ["a repository", `${R}/appos/actions`],
])("the emulated secrets and variables of %s", (_where, shelf) => {
  const hub = new Hub();
  let github: Plugin;
  beforeAll(async () => {
    github = await hub.open();
    await github.create(ENVIRONMENT, "e", WITHIN);
  });
  afterAll(() => hub.close());

  it("come, are stamped, and go", async () => {
    expect((await hub.ask(`GET ${shelf}/secrets/public-key`)).body).toMatchObject({ key_id: "1" });
    expect((await hub.ask(`PUT ${shelf}/secrets/token`, SEALED)).status).toBe(201);
    expect((await hub.ask(`PUT ${shelf}/secrets/TOKEN`, SEALED)).status).toBe(204);
    const stamp = expect.stringMatching(/^\d{4}-.*Z$/) as string;
    const secret = { name: "TOKEN", created_at: stamp, updated_at: stamp };
    expect((await hub.ask(`GET ${shelf}/secrets/TOKEN`)).body).toEqual(secret);
    expect((await hub.ask(`GET ${shelf}/secrets`)).body).toEqual({
      total_count: 1,
      secrets: [secret],
    });
    await hub.ask(`DELETE ${shelf}/secrets/TOKEN`);
    expect((await hub.ask(`GET ${shelf}/secrets`)).body).toEqual({ total_count: 0, secrets: [] });
  });

  it("hold variables that everybody with access can read", async () => {
    await hub.ask(`POST ${shelf}/variables`, { name: "REGION", value: "eu" });
    const again = await hub.raw(`POST ${shelf}/variables`, { name: "region", value: "x" }, "any");
    expect(again.status).toBe(409);
    await hub.ask(`PATCH ${shelf}/variables/REGION`, { value: "us" });
    expect((await hub.ask(`GET ${shelf}/variables/REGION`)).body).toMatchObject({ value: "us" });
    await hub.ask(`DELETE ${shelf}/variables/REGION`);
    expect((await hub.raw(`GET ${shelf}/variables/REGION`, undefined, "any")).status).toBe(404);
  });

  it.each(["secrets", "secrets/public-key", "variables"])(
    "hide their %s from a weak token",
    async (list) => {
      const { status, body } = await hub.raw(`GET ${shelf}/${list}`, undefined, "weak");

      expect(status).toBe(403);
      expect(body).toMatchObject({ message: "Resource not accessible by personal access token" });
    },
  );
});

describe("a secret that the provider wrote", () => {
  const hub = new Hub();
  let github: Plugin;
  beforeAll(async () => {
    github = await hub.open();
    await github.create(ENVIRONMENT, "e", WITHIN);
  });
  afterAll(() => hub.close());

  it("is overwritten by hand, and only the remote time tells", async () => {
    const one = `${R}/appos/environments/prod/secrets/TOKEN`;
    const given = { ...WITHIN, secretName: "token", value: new Secret("hunter2-hunter2") };
    const secret = await github.create(SECRET, "s", given);
    const updatedAt = text(secret.properties, "updatedAt");
    expect((await hub.ask(`GET ${one}`)).body).toMatchObject({ updated_at: updatedAt });

    setOffset(hub.sandbox, "2h");
    await hub.ask(`PUT ${one}`, SEALED);

    const { body } = await hub.ask(`GET ${one}`);
    const now = (body as { updated_at: string }).updated_at;
    expect(now > updatedAt).toBe(true);
    const read = await github.read(SECRET, "s", secret);
    expect(read.properties).toMatchObject({ updatedAt, remoteUpdatedAt: now });
    expect(read.inputs).toEqual(given);
    expect(onDisk(hub.sandbox)).not.toContain("hunter2");
  });

  it("is found under the repository's number, too, as the provider asks", async () => {
    const list = await hub.raw("GET /repositories/9301/environments/prod/secrets", undefined, "t");

    expect(list.body).toMatchObject({ total_count: 1 });
  });

  it("stands beside variables that the provider declares", async () => {
    await github.create(VARIABLE, "v", { ...WITHIN, variableName: "region", value: "eu" });

    expect((await hub.ask(`GET ${R}/appos/environments/prod/variables/REGION`)).body).toMatchObject(
      { name: "REGION", value: "eu" },
    );
  });
});

import type { Application } from "../../config/application";
import type { Settings } from "../../config/schema";
import { recordStack } from "../support/environment";
import type { Recording } from "../support/recorder";
import { recordAll } from "../support/three-stacks";

const of = recordAll();

describe("the rollout id of AppOS", () => {
  const committed = () => idOf(of("prod"));

  it.each<[string, Partial<Application>]>([
    ["the size of its pods", { backend: { replicas: 3, size: "small" } }],
    ["a date of its credentials", { rotation: { a: "2026-10-01", b: "2026-09-01" } }],
    ["a plain variable", { variables: { FEATURE: "on" } }],
    ["its log level", { logLevel: "WARNING" }],
  ])("changes with %s, so that nothing that runs is edited in place", async (_title, change) => {
    expect(await rollout(change)).not.toBe(committed());
  });

  it("does not change with the order of keys", async () => {
    const { recording } = await recordStack("prod", (settings) =>
      reversed(apposAlone({})(settings)),
    );

    expect(recording.find(({ name }) => name.startsWith("appos-migrate-")).name).toBe(committed());
  });

  it("does not change with the number of pods", async () => {
    expect(await rollout({ backend: { replicas: 9, size: "large" } })).toBe(committed());
  });
});

it("makes no login and hands out no database address before the first release", async () => {
  const { recording } = await recordStack("prod", apposAlone({ artifacts: {}, active: "none" }));

  expect(recording.of("Job")).toEqual([]);
  expect(
    recording
      .of("ActionsEnvironmentSecret")
      .filter(({ name }) => name.startsWith("appos-"))
      .map(({ inputs }) => inputs["secretName"]),
  ).toEqual(["SLACK_WEBHOOK"]);
});

it("tries a login three times more, because a new Pod Identity comes late", () => {
  expect(of("prod").named("appos-login-bootstrap-a-2026-10-01", "Job").inputs).toMatchObject({
    spec: { backoffLimit: 3, activeDeadlineSeconds: 600 },
  });
});

it("leaves a key in the account even when a waiver lets it go", async () => {
  const { recording } = await recordStack("prod", (settings) => ({
    ...apposAlone({})(settings),
    waivers: [
      {
        kind: "destroy",
        subject: "data-key",
        reason: "the environment is retired",
        ticket: "OPS-9",
        expires: "2999-01-01",
      },
    ],
  }));
  const keys = recording
    .of("kms/key:Key")
    .map(({ name, protect, retainOnDelete }) => [name, protect, retainOnDelete]);

  expect(keys).toEqual([
    ["alerts-key", true, true],
    ["backup-audit-key", true, true],
    ["backup-copy-key", true, true],
    ["backup-key", true, true],
    ["cluster-key", true, true],
    ["data-key", false, true],
    ["logs-key", true, true],
  ]);
});

it("waits in dev for a database that answers over the network", () => {
  const server = of("dev").named("appos-postgres-server", "StatefulSet");

  expect(JSON.stringify(server.inputs)).toContain(
    '["pg_isready","-h","127.0.0.1","-U","postgres"]',
  );
});

/** Settings with AppOS alone, changed. */
function apposAlone(change: Partial<Application>): (settings: Settings) => Settings {
  return (settings) => {
    const { appos } = settings.applications;
    if (appos === undefined) throw new Error("prod has no AppOS");
    return { ...settings, applications: { appos: { ...appos, ...change } } };
  };
}

/** The same with every key in the opposite place. */
function reversed<Value>(value: Value): Value {
  if (Array.isArray(value) || value === null || typeof value !== "object") return value;
  const pairs = Object.entries(value).map(([key, inner]) => [key, reversed(inner)] as const);
  return Object.fromEntries(pairs.reverse()) as Value;
}

async function rollout(change: Partial<Application>): Promise<string> {
  return idOf((await recordStack("prod", apposAlone(change))).recording);
}

function idOf(recording: Recording): string {
  return recording.find(({ name }) => name.startsWith("appos-migrate-")).name;
}

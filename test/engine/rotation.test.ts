import { changes, type ExportedState, readState } from "../support/exported-state";
import { Lab } from "../support/lab";

type Slot = "a" | "b";
type Rotation = Readonly<Record<Slot, string>>;

/** Dates count back from today: none of the future is taken. */
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

describe("a rotation", () => {
  const lab = new Lab();
  const staging = (rotation: Rotation) =>
    lab.appos("staging", (s) =>
      Object.assign(s.applications["appos"] ?? {}, { migrations: "always", rotation }),
    );
  const up = (rotation: Rotation) =>
    lab.pulumi("up", "--yes", "--skip-preview", ...staging(rotation));
  const state = async () =>
    readState((await lab.pulumi("stack", "export", "--show-secrets", "--stack", "staging")).stdout);
  /** What the cache and the Jobs of the database accept, whatever the state says. */
  const accepted = (slot: Slot, date: string) => [
    lab.sandbox("cloud", "show", "aws:elasticache/user:User", `appos-redis-appos_${slot}`),
    lab.sandbox("cloud", "show", "kubernetes:core/v1:Secret", `appos-login-${slot}-${date}`),
  ];
  let before: ExportedState;
  beforeAll(async () => {
    await up({ a: day(40), b: day(50) });
    before = await state();
  });
  afterAll(() => {
    lab.remove();
  });

  it.each<[idle: Slot, from: number, to: number, live: Slot, since: number]>([
    ["b", 50, 30, "a", 40],
    ["a", 40, 20, "b", 30],
  ])(
    "changes %s and what logs in with it, and leaves what was live valid",
    async (idle, from, to, live, since) => {
      const valid = accepted(live, day(since));
      const wanted = { [idle]: day(to), [live]: day(since) } as Rotation;
      const { text } = await up(wanted);
      expect(text).not.toMatch(/error:|warning:/);

      const after = await state();
      expect(changes(before, after)).toEqual(rotated(idle, day(from), day(to)));
      expect(accepted(live, day(since))).toEqual(valid);
      expect(after.outputs.rotation).toEqual(wanted);
      expect(loginsOf(after)).toEqual(
        ["login", "cache-login"]
          .map((login) => `appos_${idle}:${after.passwords[`appos-${login}-${idle}`] ?? ""}`)
          .sort(),
      );
      // The cache knows the new password before anything uses it.
      const [user, pods] = [
        `appos-redis-appos_${idle} updated`,
        `${after.outputs.rollout} created`,
      ];
      expect(text.indexOf(user)).toBeLessThan(text.indexOf(`Deployment appos-backend-${pods}`));
      before = after;
    },
  );

  it("that failed has not happened: what was live may still not change", async () => {
    const valid = accepted("a", day(20));
    const third = { a: day(20), b: day(10) };
    lab.sandbox("fault", "add", "--type", "Job", "--name", "appos-migrate-*", "--times", "1");
    const failed = await up(third);
    expect(failed.code).not.toBe(0);
    expect((await state()).outputs).toEqual(before.outputs);
    expect(accepted("a", day(20))).toEqual(valid);

    const refused = await up({ a: day(5), b: day(-2) });
    expect(refused.text).toContain(
      `credentials change on the day of the update: use today (${day(0)}, UTC) or earlier; got ${day(-2)}`,
    );
    expect(refused.text).toContain(
      `applications log in with it since ${day(20)}, so it may not change now: ` +
        `a rotation moves the other date alone; got ${day(5)}`,
    );
    expect(refused.text).toContain("→ at applications.appos.rotation.a");
    expect(accepted("a", day(20))).toEqual(valid);
  });

  it("is finished by the next update, the third in a row", async () => {
    const valid = accepted("a", day(20));
    await up({ a: day(20), b: day(10) });

    const after = await state();
    expect(changes(before, after)).toEqual(rotated("b", day(30), day(10)));
    expect(accepted("a", day(20))).toEqual(valid);
    expect(after.outputs.rotation).toEqual({ a: day(20), b: day(10) });
    const { text } = await lab.audit("credentials", "--stack", "staging");
    expect(text).toContain("fresh  appos  10 days");
  });
});

it("asks for a rotation when credentials grow old", async () => {
  const lab = new Lab();
  const { text } = await lab.pulumi(
    "preview",
    ...lab.appos("staging", (s) => {
      Object.assign(s.applications["appos"] ?? {}, { rotation: { a: day(85), b: day(95) } });
    }),
  );
  lab.remove();

  expect(text).toContain(
    "warning: appos: its credentials have served for 85 days; " +
      "rotate them within 90 (applications.appos.rotation)",
  );
});

/** Everything that a rotation changes, and nothing of the other slot. */
function rotated(idle: Slot, from: string, to: string): readonly string[] {
  const both = (role: string, one: string, other: string) => [
    `create ${role}-${one}`,
    `delete ${role}-${other}`,
  ];
  return [
    `update RandomPassword appos-login-${idle}`,
    `update RandomPassword appos-cache-login-${idle}`,
    `update User appos-redis-appos_${idle}`,
    ...both(`Secret appos-login-${idle}`, to, from),
    ...both(`Job appos-login-bootstrap-${idle}`, to, from),
    ...[
      ...[
        "ConfigMap appos-config",
        "Secret appos-secrets",
        ...["preflight", "check", "migrate", "recheck"].map((role) => `Job appos-${role}`),
        "Job appos-smoke-backend",
        "Job appos-verify-backend",
      ],
      ...["Service", "TargetGroup", "ListenerRule", "TargetGroupBinding", "Deployment"].map(
        (type) => `${type} appos-backend`,
      ),
      "Deployment appos-worker",
    ].flatMap((name) => both(name, "<rollout>", "<rollout>")),
    "update Deployment appos-backend-stable",
    "update StatefulSet appos-scheduler",
    "update Job appos-confirm",
  ].sort();
}

/** With which users and passwords the pods of a state log in. */
function loginsOf({ inputs, outputs }: ExportedState): readonly string[] {
  const urls = inputs.get(`Secret appos-secrets-${outputs.rollout}`) ?? "";
  return [
    ...new Set([...urls.matchAll(/:\/\/(\w+:\w+)@/g)].map(([, login]) => login ?? "")),
  ].sort();
}

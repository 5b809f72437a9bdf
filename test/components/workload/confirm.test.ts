import * as pulumi from "@pulumi/pulumi";

import { BARE, ENTRY, podOf, released, ROLLOUT, whole } from "./sample";

const HEALTH =
  '{"method":"GET","path":"/health","expect":[200],"bodyContains":["ok"],"fatal":true}';
const PAGE = '{"method":"GET","path":"/","expect":[200],"fatal":true}';

describe("the proof that a release serves", () => {
  it("asks for a minute, as everybody does, what its host answers", async () => {
    const { env, volumes } = await asked("shop-confirm");

    expect(env).toEqual({
      TARGET_URL: "https://shop.test",
      CHECKS: `[${HEALTH},${PAGE}]`,
      TRIES: "30",
      DELAY_SECONDS: "2",
      ROUNDS: "6",
      CONNECT_TO: "edge.elb.test",
    });
    expect(volumes).toHaveLength(1); // neither secrets nor configuration
  });

  it("asks the live Service where nobody comes from outside", async () => {
    const { env } = await asked("shop-confirm", BARE);

    expect(env).toMatchObject({
      TARGET_URL: "http://shop.shops.svc.cluster.local:8000",
      CHECKS: `[${HEALTH}]`,
      ROUNDS: "6",
    });
    expect(env).not.toHaveProperty("CONNECT_TO");
  });

  it("is a new Job after each change of sides, of the same name", async () => {
    const rolloutOf = async (rolloutId: string) => {
      const recording = await released(whole({ rolloutId }));
      return podOf(recording.named("shop-confirm", "Job")).metadata.labels["rollout"];
    };

    // Another pod, so it is replaced.
    expect(await rolloutOf(ROLLOUT)).toBe(ROLLOUT);
    expect(await rolloutOf("fedcba987654")).toBe("fedcba987654");
  });
});

describe("a look through the front door, before anybody is sent through it", () => {
  it.each([
    ["backend", HEALTH],
    ["frontend", PAGE],
  ])("asks the %s of this rollout what its host sends there", async (component, check) => {
    const { env } = await asked(`shop-verify-${component}-${ROLLOUT}`);

    expect(env).toMatchObject({
      TARGET_URL: "https://shop.test",
      CHECKS: `[${check}]`,
      CONNECT_TO: "edge.elb.test",
      ROLLOUT,
      ROUNDS: "1",
    });
    expect(env).not.toHaveProperty("PASSWORD");
  });

  it("asks nothing that its host does not send there", async () => {
    const { backend } = BARE;
    const smoke = [{ method: "GET", path: "/internal", expect: [200], fatal: true }] as const;
    const recording = await released(whole({ backend: { ...backend, smoke } }));

    expect(recording.names().join()).not.toContain("shop-verify-backend");
  });

  it("knows the password that the door asks for, from a Secret of this rollout", async () => {
    const entry = { ...ENTRY, password: pulumi.secret("open sesame") };
    const recording = await released(whole({ entry }));
    const secret = recording.named(`shop-access-${ROLLOUT}`, "Secret");
    const env = (name: string) => podOf(recording.named(name, "Job")).spec.containers[0].env;
    const password = {
      name: "PASSWORD",
      valueFrom: { secretKeyRef: { name: `shop-access-${ROLLOUT}`, key: "password" } },
    };

    expect(secret.inputs).toMatchObject({
      immutable: true,
      stringData: { password: "open sesame" },
    });
    expect(secret.secrets).not.toEqual([]);
    expect(env(`shop-verify-backend-${ROLLOUT}`)).toContainEqual(password);
    expect(env("shop-confirm")).toContainEqual(password);
    expect(env(`shop-smoke-backend-${ROLLOUT}`)).not.toContainEqual(password);
  });
});

async function asked(name: string, args = whole()) {
  const { containers, volumes } = podOf((await released(args)).named(name, "Job")).spec;
  const env = containers[0].env as { name: string; value: string }[];
  return { env: Object.fromEntries(env.map((one) => [one.name, one.value])), volumes };
}

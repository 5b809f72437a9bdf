import { podOf } from "../components/workload/sample";
import { recordAll, STACKS } from "../support/three-stacks";

const of = recordAll();

const get = (path: string, ...expect: number[]) => ({ method: "GET", path, expect, fatal: true });
const WORDS = { bodyContains: ["ok", "healthy"] };

describe.each(STACKS)("before anybody is sent to a new release in %s", (stack) => {
  it.each([
    ["APP-45", "appos", "backend", [get("/ready", 200)]],
    ["LIFE-69", "life-os", "backend", [get("/health", 200)]],
    ["LIFE-69", "life-os", "frontend", [get("/", 200)]],
    [
      "LOS-83",
      "lifeos",
      "backend",
      [
        { ...get("/health", 200), ...WORDS },
        { ...get("/api/v1/ping", 200), fatal: false },
      ],
    ],
    [
      "without an account,",
      "salitemihret",
      "backend",
      [
        get("/health", 200),
        { ...get("/api/auth/login", 400, 401, 422), method: "POST", fatal: false },
        { ...get("/api/members?page=1", 401, 403), fatal: false },
      ],
    ],
  ])("%s %s asks its %s what it must answer", (_id, app, component, checks) => {
    const job = of(stack).find(({ name }) => name.startsWith(`${app}-smoke-${component}-`));
    const env = podOf(job).spec.containers[0].env as { name: string; value: string }[];
    const { TARGET_URL, CHECKS, ...retry } = Object.fromEntries(
      env.map(({ name, value }) => [name, value]),
    );
    const rollout = job.name.split("-").at(-1) ?? "";

    expect(JSON.parse(CHECKS ?? "")).toEqual(checks);
    const id = stack === "dev" ? "stable" : rollout;
    expect(TARGET_URL).toContain(`http://${app}-${component}-${id}.`);
    expect(retry).toEqual({ TRIES: "30", DELAY_SECONDS: "2", ROUNDS: "1" });
  });
});

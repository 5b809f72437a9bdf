import { Lab } from "../support/lab";

describe("several releases in one update of staging", () => {
  const lab = new Lab();
  const NAMES = ["appos", "life-os", "lifeos"];
  const up = () => {
    const file = lab.settings("staging", (settings) => {
      const all = settings.applications;
      settings.applications = Object.fromEntries(NAMES.map((name) => [name, all[name] ?? {}]));
    });
    return lab.pulumi(
      ...["up", "--yes", "--skip-preview", "--stack", "staging", "--config-file", file],
    );
  };
  const made = (pattern: RegExp) => lab.made().some((line) => pattern.test(line));
  afterAll(() => {
    lab.remove();
  });

  it("follow each other: those before one that fails serve, those after it wait", async () => {
    const fault = ["--type", "Job", "--name", "life-os-smoke-*", "--mode", "notReady"];
    lab.sandbox("fault", "add", ...fault, "--times", "1");

    expect((await up()).code).not.toBe(0);
    expect(made(/:Job\tappos-confirm\t/)).toBe(true);
    expect(made(/:Deployment\tlife-os-backend-/)).toBe(true);
    expect(made(/:Service\tlife-os\t/)).toBe(false);
    expect(made(/:(Job|Deployment)\tlifeos-(preflight|check|migrate|backend)-/)).toBe(false);
  });

  it("all serve after the next update", async () => {
    expect((await up()).code).toBe(0);
    for (const name of NAMES) expect(made(new RegExp(`:Job\\t${name}-confirm\\t`))).toBe(true);
  });
});

import { Lab } from "../support/lab";

describe("a smoke test before a release serves", () => {
  const lab = new Lab();
  const up = (feature: string) =>
    lab.pulumi(
      ...["up", "--yes", "--skip-preview"],
      ...lab.appos("staging", ({ applications: { appos } }) =>
        Object.assign(appos ?? {}, { variables: { FEATURE: feature } }),
      ),
    );
  const inputs = (type: string, name: string): unknown =>
    (JSON.parse(lab.sandbox("cloud", "show", type, name)) as { inputs: unknown }).inputs;
  /** The rollout that gets requests from inside and from outside, and the one that the stack names. */
  const serving = async () => {
    const service = inputs("kubernetes:core/v1:Service", "appos") as LiveService;
    const rule = inputs("aws:lb/listenerRule:ListenerRule", "appos-backend") as LiveRule;
    const { stdout } = await lab.pulumi("stack", "output", "--json", "--stack", "staging");
    return {
      inside: service.spec.selector.rollout,
      outside: /-([0-9a-f]{12})\//.exec(rule.actions[0].forward.targetGroups[0].arn)?.[1],
      named: (JSON.parse(stdout) as Outputs).applications.appos.rollout,
    };
  };
  /** Rollouts of which an object with this name exists. */
  const rollouts = (type: string, role: string) =>
    lab
      .made()
      .flatMap(
        (line) => new RegExp(`:${type}\\tappos-${role}-([0-9a-f]{12})\\t`).exec(line)?.[1] ?? [],
      );
  let first = "";
  afterAll(() => {
    lab.remove();
  });

  it("LIFE-69 comes after its pods are ready and before anybody is sent to them", async () => {
    const { code, text } = await up("one");
    const { inside, ...others } = await serving();
    first = inside;

    expect(code).toBe(0);
    expect(others).toEqual({ outside: first, named: first });
    const steps = [
      `Deployment appos-backend-${first} created`,
      `Job appos-smoke-backend-${first} creating`,
      `Job appos-smoke-backend-${first} created`,
      "core/v1:Service appos-backend creating",
      "ListenerRule appos-backend creating",
    ].map((line) => text.indexOf(line));
    expect(steps).not.toContain(-1);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  });

  it("leaves everybody with the old release when it fails, and its worker unstarted", async () => {
    const fault = ["--type", "Job", "--name", "appos-smoke-*", "--mode", "notReady"];
    lab.sandbox("fault", "add", ...fault, "--times", "1");

    const failed = await up("two");
    expect(failed.code).not.toBe(0);
    expect(failed.text).toMatch(/"appos-smoke-[a-z]+-[0-9a-f]{12}" exists, but failed to become/);
    expect(await serving()).toEqual({ inside: first, outside: first, named: first });
    expect(rollouts("Deployment", "backend")).toHaveLength(2);
    expect(rollouts("Deployment", "backend")).toContain(first);
    expect(rollouts("Deployment", "worker")).toEqual([first]);
  });

  it("blocks neither the way back nor the way forward", async () => {
    const back = await up("one");
    expect(back.code).toBe(0);
    expect(rollouts("Deployment", "backend")).toEqual([first]);
    expect(await serving()).toEqual({ inside: first, outside: first, named: first });

    const again = await up("two");
    expect(again.code).toBe(0);
    const { inside: second, ...others } = await serving();
    expect(second).not.toBe(first);
    expect(others).toEqual({ outside: second, named: second });
    expect(rollouts("Job", "smoke-backend")).toEqual([second]);
  });
});

interface LiveService {
  readonly spec: { readonly selector: { readonly rollout: string } };
}

interface LiveRule {
  readonly actions: readonly [
    { readonly forward: { readonly targetGroups: readonly [{ readonly arn: string }] } },
  ];
}

interface Outputs {
  readonly applications: { readonly appos: { readonly rollout: string } };
}

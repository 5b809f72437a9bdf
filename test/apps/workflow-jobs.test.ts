import { platformEnvironments } from "../../apps/platform";
import { enteredBy, jobs, readOf, stepsOf, WORKFLOWS } from "../support/workflows";

const FACTS = Object.values(platformEnvironments).flat();
const ALL = jobs().map(({ file, name, job }) => [`${name} of ${file}`, file, job] as const);
const AWS = /^aws-actions\/configure-aws-credentials@/;
const factsOf = (environment: string) => FACTS.filter((one) => one.environment === environment);
const uses = (steps: Parameters<typeof stepsOf>[0], what: RegExp) =>
  stepsOf(steps).some((step) => what.test(step.uses ?? ""));

describe.each(ALL)("the job %s", (_title, file, job) => {
  const environments = enteredBy(file, job);
  const assumes = uses(job.steps, AWS);

  it("ends, reads the repository, and writes only what it must", () => {
    const { contents, ...further } = job.permissions;

    expect(job["timeout-minutes"]).toBeLessThanOrEqual(180);
    expect(contents).toBe("read");
    expect(
      Object.keys(further).filter(
        (name) => !["actions", "id-token", "pull-requests"].includes(name),
      ),
    ).toEqual([]);
    expect(further["id-token"]).toBe(assumes ? "write" : undefined);
    expect(further["actions"] ?? "read").toBe("read");
  });

  it("takes no role but the one of the environment that it enters", () => {
    const roles = job.steps.map(({ with: { role, "role-to-assume": direct } }) => role ?? direct);

    expect(roles.filter((role) => role !== undefined)).toEqual(
      assumes ? ["${{ vars.AWS_ROLE_ARN }}"] : [],
    );
    for (const environment of environments) {
      expect(factsOf(environment).some(({ role }) => role !== undefined)).toBe(assumes);
    }
  });

  it("reads secrets and variables that its environment has, and none without one", () => {
    const has = environments.map((environment) => ({
      secrets: factsOf(environment).flatMap(({ secrets }) => Object.keys(secrets)),
      vars: factsOf(environment).flatMap(({ variables, role }) => [
        ...variables,
        ...(role === undefined ? [] : ["AWS_REGION", "AWS_ROLE_ARN"]),
      ]),
    }));
    for (const kind of ["secrets", "vars"] as const) {
      const read = readOf(kind, job);

      expect(has.length === 0 ? read : []).toEqual([]);
      for (const each of has) expect(read.filter((name) => !each[kind].includes(name))).toEqual([]);
    }
  });

  it("is the only one at its stack, and is not stopped while it changes anything", () => {
    const previews = file === "pull-request.yml";

    expect(job.concurrency === undefined).toBe(!assumes);
    expect(job.concurrency?.["cancel-in-progress"] ?? previews).toBe(previews);
  });

  it("may be run again: what it kept the first time is kept anew, which GitHub else refuses", () => {
    const kept = stepsOf(job.steps).filter(({ uses: action = "" }) =>
      action.startsWith("actions/upload-artifact@"),
    );

    expect(kept.filter(({ with: { overwrite } }) => overwrite !== true)).toEqual([]);
  });

  it("leaves no token of GitHub in the checkout", () => {
    const checkouts = job.steps.filter(({ uses: action = "" }) =>
      action.startsWith("actions/checkout@"),
    );

    expect(checkouts.map(({ with: { "persist-credentials": kept } }) => kept)).toEqual([false]);
  });
});

describe("a pull request", () => {
  const all = WORKFLOWS.get("pull-request.yml")?.jobs ?? {};
  const preview = all["preview"];
  if (preview === undefined) throw new Error("nothing previews a pull request");

  it("ALL-1 previews every stack with a role that looks, and is told in a comment", () => {
    const steps = stepsOf(preview.steps);
    const scripts = steps.map(({ run }) => run ?? "");
    const entered = enteredBy("pull-request.yml", preview);

    expect(entered).toEqual(["preview-dev", "preview-staging", "preview-prod"]);
    expect(entered.flatMap(factsOf).map(({ role }) => role)).toEqual(["plan", "plan", "plan"]);
    expect(preview.steps.at(-1)?.with).toMatchObject({
      stack: "${{ matrix.stack }}",
      "pull-request": "${{ github.event.pull_request.number }}",
    });
    expect(scripts.filter((run) => /deploy\.js|pulumi up/.test(run))).toEqual([]);
    const comment = steps.find(({ run = "" }) => run.includes("audit.js comment"));
    expect(comment?.if).toBe("${{ !cancelled() && inputs.pull-request != '' }}");
  });

  it("of a fork meets neither secrets nor a role", () => {
    expect(preview.if).toBe("github.event.pull_request.head.repo.full_name == github.repository");
    expect(preview.permissions["pull-requests"]).toBe("write");
  });

  it("has one job per stack at a time", () => {
    expect(preview.concurrency?.group).toBe(
      "preview-${{ matrix.stack }}-${{ github.event.pull_request.number }}",
    );
  });

  it("enters no other environment", () => {
    const entering = Object.entries(all).filter(([, { environment }]) => environment !== undefined);

    expect(entering.map(([name]) => name)).toEqual(["preview"]);
  });
});

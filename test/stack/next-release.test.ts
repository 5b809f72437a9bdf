import { artifactId } from "../../config/artifact";
import type { Settings } from "../../config/schema";
import { process } from "../support/appos-pods";
import { recordStack } from "../support/environment";
import type { Recording, Registration } from "../support/recorder";
import { recordAll } from "../support/three-stacks";
import { metadata } from "../support/workloads";

const of = recordAll();

describe.each(["staging", "prod"] as const)("requests for AppOS in %s", (stack) => {
  it("APP-43 stay with pods that roll over once the load balancer found one of them healthy", () => {
    const pods = process(of(stack), "backend");
    const live = of(stack).named("appos-backend", "ListenerRule");
    const tried = of(stack).find(({ name }) => name.startsWith("appos-verify-backend-"));

    expect(metadata(of(stack).named(stack, "core/v1:Namespace")).labels).toMatchObject({
      "eks.amazonaws.com/pod-readiness-gate-inject": "enabled",
    });
    expect(pods.name).toBe("appos-backend-stable");
    expect(of(stack).named(pods.name, "TargetGroupBinding").inputs).toMatchObject({
      spec: { serviceRef: { name: pods.name, port: 3000 }, targetGroupARN: `arn:${pods.name}` },
    });
    expect(live.inputs["actions"]).toEqual([forwardTo(pods.name)]);
    expect(pods.dependsOn).toContain(tried.name);
    expect(of(stack).named("appos-backend", "Service").dependsOn).toContain(pods.name);
  });
});

it.each([
  ["staging", "salitemihret.staging.example-org.test"],
  ["prod", "salitemihret.example-org.test"],
] as const)("%s sends /api of SaliteMihret's host to its backend on 8000", (stack, host) => {
  const { name } = of(stack).find(isDeployment);
  const { conditions, actions } = of(stack).named(LIVE, "ListenerRule").inputs;

  expect(conditions).toEqual([
    { hostHeader: { values: [host] } },
    { pathPattern: { values: ["/api/*", "/health"] } },
  ]);
  expect(actions).toEqual([forwardTo(name)]);
  expect(of(stack).named(name, "TargetGroup").inputs).toMatchObject({ port: 8000 });
  expect(of(stack).named(name, "TargetGroupBinding").inputs).toMatchObject({
    spec: { serviceRef: { name, port: 8000 }, targetGroupARN: `arn:${name}` },
  });
});

describe("the next release of SaliteMihret in prod", () => {
  let next: Recording;
  beforeAll(async () => {
    next = (await recordStack("prod", release)).recording;
  });

  it("updates only what switches to it, and leaves the proxy alone", () => {
    const before = new Map(of("prod").all.map((r) => [key(r), JSON.stringify(r.inputs)]));
    const changed = next.all.filter(
      (r) => before.has(key(r)) && before.get(key(r)) !== JSON.stringify(r.inputs),
    );

    expect(changed.map(key)).toEqual([
      "aws:cloudfront/keyvaluestoreKey:KeyvaluestoreKey salitemihret-pages",
      // What the Job that brings pages may write to: the folder of this release.
      "aws:iam/rolePolicy:RolePolicy salitemihret-pages",
      "aws:lb/listenerRule:ListenerRule salitemihret-backend",
      "kubernetes:apps/v1:StatefulSet salitemihret-scheduler",
      "kubernetes:batch/v1:Job salitemihret-confirm",
      "kubernetes:core/v1:Service salitemihret-backend",
    ]);
  });

  it("updates its live rule in place: host, path and priority stay", () => {
    const [old, now] = [of("prod"), next].map((one) => one.named(LIVE, "ListenerRule").inputs);

    expect(now).toEqual({ ...old, actions: [forwardTo(next.find(isDeployment).name)] });
  });

  it("replaces nothing but what bears the name of its rollout", () => {
    const [old, now] = [of("prod"), next].map((one) => new Set(one.names()));
    const id = (one: Recording) => one.find(isDeployment).name.slice(-12);
    const gone = of("prod").all.filter((r) => now?.has(key(r)) === false);
    const made = next.all.filter((r) => old?.has(key(r)) === false);

    expect(gone.filter(({ name }) => !name.endsWith(id(of("prod"))))).toEqual([]);
    expect(made.filter(({ name }) => !name.endsWith(id(next)))).toEqual([]);
    expect(made.map(({ type }) => type)).toEqual(gone.map(({ type }) => type));
    expect(made.length).toBeGreaterThan(5);
  });
});

const LIVE = "salitemihret-backend";

function isDeployment({ type, name }: Registration): boolean {
  return type.endsWith(":Deployment") && name.startsWith(`${LIVE}-`);
}

function forwardTo(name: string) {
  return { type: "forward", forward: { targetGroups: [{ arn: `arn:${name}`, weight: 100 }] } };
}

function key({ type, name }: Registration): string {
  return `${type} ${name}`;
}

/** Another image of its backend, which becomes active. */
function release(settings: Settings): Settings {
  const { salitemihret } = settings.applications;
  const running = salitemihret?.artifacts[salitemihret.active];
  if (salitemihret === undefined || running === undefined) throw new Error("nothing runs");
  const images = { ...running.images, "salitemihret-backend": `sha256:${"8".repeat(64)}` };
  const artifact = { ...running, images };
  const active = artifactId(artifact);
  const artifacts = { ...salitemihret.artifacts, [active]: artifact };
  return {
    ...settings,
    applications: {
      ...settings.applications,
      salitemihret: { ...salitemihret, artifacts, active },
    },
  };
}

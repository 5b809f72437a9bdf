import { readState } from "../../deploy/state";

const URN = "urn:pulumi:prod::platform::platform:workload:Release$";
const ROLLOUT = "0123456789ab";

const object = (type: string, name: string, inputs: object, further: object = {}) => ({
  urn: `${URN}${type}::${name}`,
  type,
  inputs,
  ...further,
});
const live = (rollout: string) =>
  object("kubernetes:core/v1:Service", "appos-backend", {
    spec: { selector: { app: "appos", component: "backend", rollout } },
  });
const failed = object(
  "kubernetes:batch/v1:Job",
  `appos-smoke-backend-${ROLLOUT}`,
  {
    metadata: {
      name: `appos-smoke-backend-${ROLLOUT}`,
      namespace: "prod",
      labels: { app: "appos", rollout: ROLLOUT },
    },
  },
  { initErrors: ["BackoffLimitExceeded"] },
);
const read = (...resources: readonly object[]) => readState({ deployment: { resources } });

describe("an exported state", () => {
  it("tells what exists and does not work, and whose it is", () => {
    expect(read(live(ROLLOUT), failed).broken).toEqual([
      {
        kind: "Job",
        name: `appos-smoke-backend-${ROLLOUT}`,
        ...{ namespace: "prod", app: "appos", rollout: ROLLOUT },
      },
    ]);
    expect(read({ ...failed, delete: true }, { ...failed, type: "aws:lb/x:X" }).broken).toEqual([]);
  });

  it("tells who serves by what sends requests there", () => {
    expect([...read(live("fedcba987654"), failed).serving]).toEqual([["appos", "fedcba987654"]]);
    const own = {
      ...live(ROLLOUT),
      urn: `${URN}kubernetes:core/v1:Service::appos-backend-${ROLLOUT}`,
    };
    expect([...read(own).serving]).toEqual([]);
  });

  it("tells which rollout pods run that roll over", () => {
    const labels = { rollout: "stable", "app.kubernetes.io/version": "fedcba987654" };
    const pods = object("kubernetes:apps/v1:Deployment", "appos-backend-stable", {
      metadata: { name: "appos-backend-stable", labels },
    });

    expect([...read(live("stable"), pods).serving]).toEqual([["appos", "fedcba987654"]]);
  });

  it("tells how the cluster is reached, secret or not", () => {
    const provider = (kubeconfig: unknown) => ({
      ...{ urn: "urn:pulumi:dev::platform::pulumi:providers:kubernetes::cluster" },
      ...{ type: "pulumi:providers:kubernetes", inputs: { kubeconfig, context: "dev" } },
    });
    const secret = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      plaintext: '"kind: Config\\n"',
    };

    expect(read(provider("~/.kube/config")).access).toEqual({
      kubeconfig: "~/.kube/config",
      context: "dev",
    });
    expect(read(provider(secret)).access?.kubeconfig).toBe("kind: Config\n");
    expect(read().access).toBeUndefined();
    expect(readState({ deployment: null })).toMatchObject({ broken: [], access: undefined });
  });
});

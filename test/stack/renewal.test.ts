import { specs } from "../../apps";
import { loadSettings } from "../../config/load";
import { planEnvironment } from "../../stack/plan";
import { pod } from "../support/appos-pods";
import { allSecrets, settingsOf, TODAY } from "../support/environment";
import { STACKS } from "../support/three-stacks";
import { container, podOf, processes, recordAllTelling, secret } from "../support/workloads";

const of = recordAllTelling();

/** A quarter, in days. */
const QUARTER = 92;

describe.each(STACKS)("secrets that %s makes itself", (stack) => {
  const generated = () => of(stack).of("random:index/randomPassword:RandomPassword");
  const dateOf = ({ inputs }: { readonly inputs: object }) =>
    (inputs as { keepers?: { date: string } }).keepers?.date;

  it("LOS-89 are renewed by a date, and those in use are no older than a quarter", () => {
    const live = generated().filter(({ name }) => name.includes("-generated-"));

    expect(live.map(({ name }) => name)).toEqual([
      "life-os-generated-JWT_SECRET_KEY",
      "lifeos-generated-JWT_SECRET_KEY",
      "salitemihret-generated-JWT_SECRET",
    ]);
    for (const { name, ...made } of live) {
      const days = (Date.parse(TODAY) - Date.parse(dateOf(made) ?? "")) / 86_400_000;
      expect([name, days >= 0 && days <= QUARTER]).toEqual([name, true]);
    }
  });

  it("SAL-52 are told apart by that date, so that an auditor sees which one was in use", () => {
    const logins = generated().filter(({ name }) => /-login-[ab]$/.test(name));
    const names = of(stack)
      .of("core/v1:Secret")
      .map(({ name }) => name);

    for (const login of logins.filter(({ name }) => !name.includes("cache"))) {
      expect(names).toContain(`${login.name}-${dateOf(login) ?? ""}`);
    }
    expect(logins.length).toBeGreaterThan(6);
  });

  it("LIFE-78 sign the sessions of Life-OS, and nobody hands them in", () => {
    const { JWT_SECRET_KEY } = secret(of(stack), "life-os", "backend");

    expect(JWT_SECRET_KEY).toBe("generated-life-os-generated-JWT_SECRET_KEY");
    expect(
      of(stack).named("life-os-generated-JWT_SECRET_KEY", "RandomPassword").inputs,
    ).toMatchObject({ length: 64 });
  });
});

it.each(["staging", "prod"] as const)(
  "LIFE-78 %s takes no secret that development uses in the open",
  (stack) => {
    const isOneOf = (_key: string, values: readonly string[]) =>
      values.includes("dev_secret_key_insecure");

    expect(() => {
      const settings = loadSettings(stack, () => settingsOf(stack));
      planEnvironment(settings, specs, { ...allSecrets, isOneOf }, TODAY);
    }).toThrow("a development value has no place here");
  },
);

describe.each(["staging", "prod"] as const)("what runs in %s", (stack) => {
  it("LOS-25 LifeOS answers on port 5000 through gunicorn, and never as root", () => {
    const { command, ports, securityContext } = container(
      of(stack),
      "lifeos",
      "backend",
    ) as ReturnType<typeof container> & { readonly ports: readonly object[] };

    expect(command).toEqual(["gunicorn", "-c", "deploy/gunicorn.conf.py"]);
    expect(ports).toMatchObject([{ containerPort: 5000 }]);
    expect(securityContext).toMatchObject({ runAsNonRoot: true });
  });

  it("SAL-53 SaliteMihret's secrets are read by accounts of its own, which are not root", () => {
    for (const each of processes(of(stack), "salitemihret")) {
      const { serviceAccountName, securityContext } = pod(each);
      expect(serviceAccountName).toMatch(/^salitemihret-/);
      expect(securityContext).toMatchObject({ runAsNonRoot: true });
    }
  });

  it("LIFE-29 Life-OS runs images by the digest that was pushed, every process the same", () => {
    for (const [component, image] of [
      ["migrate", "life-os-api"],
      ["backend", "life-os-api"],
      ["frontend", "life-os-frontend"],
    ] as const) {
      const pods = podOf(of(stack), "life-os", component);
      expect(pods.containers.map((each) => each.image)).toEqual([
        expect.stringMatching(new RegExp(`/${image}@sha256:[0-9a-f]{64}$`)),
      ]);
    }
  });
});

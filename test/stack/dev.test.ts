import type { Recording, Registration } from "../support/recorder";
import { recordAll } from "../support/three-stacks";
import { container, metadata, plain, podOf, processes } from "../support/workloads";

const of = recordAll();

describe("dev", () => {
  it.each([
    ["APP-03 AppOS", "appos"],
    ["Life-OS", "life-os"],
    ["LOS-01 LifeOS", "lifeos"],
    ["SAL-01 SaliteMihret", "salitemihret"],
  ])("%s is a sandbox there: smallest sizes, disposable data, no deployment", (_title, app) => {
    const own = of("dev").all.filter(({ name }) => name === app || name.startsWith(`${app}-`));

    for (const { inputs } of processes(of("dev"), app).filter((r) => !r.type.endsWith(":Job"))) {
      expect(inputs).toMatchObject({ spec: { replicas: 1 } });
    }
    expect(container(of("dev"), app, "backend").resources.limits).toMatchObject({
      cpu: "500m",
      memory: "256Mi",
    });
    expect(own.filter(({ type }) => /^(aws|github):/.test(type))).toEqual([]);
    expect(own.map(({ name }) => name)).toEqual(
      expect.arrayContaining([`${app}-postgres-server`, `${app}-redis-server`]),
    );
    for (const { protect, retainOnDelete } of own) {
      expect([protect, retainOnDelete]).toEqual([false, false]);
    }
  });

  it("LIFE-09 Life-OS debugs there, on 3000, 8000 and 5432", () => {
    const ports = ["frontend", "backend"].map(
      (name) => container(of("dev"), "life-os", name).ports,
    );

    expect(ports).toEqual([
      [{ name: "main", containerPort: 3000, protocol: "TCP" }],
      [{ name: "main", containerPort: 8000, protocol: "TCP" }],
    ]);
    expect(servicePorts(of("dev"), "life-os")).toEqual({
      live: [3000, 5432, 6379, 8000],
      ofOneRollout: [3000, 8000],
    });
    expect(plain(of("dev"), "life-os", "backend")["DEBUG"]).toBe("true");
  });
});

describe.each(["staging", "prod"] as const)("tools of developers in %s", (stack) => {
  it.each([
    ["APP-09 AppOS", "appos", [3000]],
    ["LIFE-09 Life-OS", "life-os", [3000, 8000]],
    ["LifeOS", "lifeos", [5000]],
    ["SaliteMihret", "salitemihret", [8000]],
  ] as const)("%s mounts no source, reloads nothing and opens no store", (_title, app, ports) => {
    for (const { inputs } of processes(of(stack), app)) {
      const component = (inputs as { metadata: { labels: Record<string, string> } }).metadata
        .labels["component"];
      const { volumes } = podOf(of(stack), app, component ?? "");
      const { image, command } = container(of(stack), app, component ?? "");

      for (const volume of volumes) {
        expect(["configMap", "emptyDir", "secret"]).toContain(
          Object.keys(volume).find((key) => key !== "name"),
        );
      }
      expect(image).toMatch(/@sha256:[0-9a-f]{64}$/);
      expect(command ?? []).not.toContain("--reload");
      expect(plain(of(stack), app, component ?? "")["DEBUG"] ?? "false").toBe("false");
    }
    expect(servicePorts(of(stack), app)).toEqual({ live: ports, ofOneRollout: ports });
  });
});

/** Ports of every Service that belongs to an application, its stores included. */
function servicePorts(recording: Recording, app: string) {
  const services = recording
    .of("core/v1:Service")
    .filter((service) => metadata(service).labels["app"] === app);
  const ports = (some: readonly Registration[]) =>
    some
      .map(({ inputs }) => inputs as { spec: { ports: { port: number }[] } })
      .flatMap(({ spec }) => spec.ports.map(({ port }) => port))
      .sort((a, b) => a - b);
  const isOfOneRollout = (service: Registration) => "rollout" in metadata(service).labels;
  return {
    live: ports(services.filter((service) => !isOfOneRollout(service))),
    ofOneRollout: [...new Set(ports(services.filter(isOfOneRollout)))],
  };
}

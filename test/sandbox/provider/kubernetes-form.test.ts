import { kept } from "../../../sandbox/facts/kubernetes-form";
import { JOB, migrate, NAMESPACE, namespace, POD } from "./kubernetes-objects";
import { plugin } from "./plugin";

describe("the form in which the API server keeps an object", () => {
  it("keeps quantities in the form of the API server, and no field that is only there when true", async () => {
    const kubernetes = await plugin("kubernetes");
    await kubernetes.create(NAMESPACE, "app", namespace);
    const mount = { name: "tmp", mountPath: "/tmp", readOnly: false };
    const limits = { cpu: "1000m", memory: "1024Mi", "ephemeral-storage": "1536Mi" };
    const [container] = POD.containers;
    const containers = [{ ...container, resources: { limits }, volumeMounts: [mount] }];
    const job = await kubernetes.create(
      JOB,
      "migrate",
      migrate({ template: { spec: { ...POD, containers } } }),
    );

    const { inputs } = await kubernetes.read(JOB, "migrate", job);
    expect(inputs["spec"]).toMatchObject({
      template: {
        spec: {
          containers: [
            {
              resources: { limits: { cpu: "1", memory: "1Gi", "ephemeral-storage": "1536Mi" } },
              volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
            },
          ],
        },
      },
    });
    expect(JSON.stringify(inputs)).not.toContain("readOnly");
  });

  it.each([
    ["1000m", "1"],
    ["1500m", "1500m"],
    ["2000", "2k"],
    ["13312Mi", "13Gi"],
    ["1025Mi", "1025Mi"],
    ["0", "0"],
    ["1.5", "1.5"],
  ])("writes %s as %s", (sent, held) => {
    expect(kept({ spec: { hard: { some: sent } } })).toEqual({ spec: { hard: { some: held } } });
  });
});

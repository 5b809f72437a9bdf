import { registered } from "../support/recorder";
import { manifestsOf } from "./manifests";

describe("the manifest of a registration", () => {
  it.each([
    ["kubernetes:core/v1:Secret", "v1", "Secret"],
    ["kubernetes:apps/v1:Deployment", "apps/v1", "Deployment"],
    [
      "kubernetes:eks.amazonaws.com/v1:TargetGroupBinding",
      "eks.amazonaws.com/v1",
      "TargetGroupBinding",
    ],
  ])("of type %s takes API and kind from there, and all inputs", (type, apiVersion, kind) => {
    expect(of(type, { data: { a: "b" } })).toEqual([{ apiVersion, kind, data: { a: "b" } }]);
  });

  it("takes what the inputs say for itself before the type", () => {
    const inputs = { apiVersion: "v1", kind: "ConfigMap" };

    expect(of("kubernetes:core/v1:ConfigMapPatch", inputs)).toEqual([inputs]);
  });

  it.each(["aws:eks/cluster:Cluster", "pulumi:providers:kubernetes"])(
    "of type %s is none",
    (type) => {
      expect(of(type, {})).toEqual([]);
    },
  );
});

function of(type: string, inputs: Readonly<Record<string, unknown>>) {
  return manifestsOf([registered(type, "web", inputs)]);
}

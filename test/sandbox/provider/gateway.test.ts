import { addFault } from "../../../sandbox/cloud/faults";
import { NAMESPACE, namespace, object } from "./kubernetes-objects";
import { plugin, unready } from "./plugin";

const ROUTE = "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute";

describe("routes in the simulated cluster", () => {
  it("say whether their Gateway has accepted them", async () => {
    const kubernetes = await plugin("kubernetes");
    await kubernetes.create(NAMESPACE, "app", namespace);
    const route = {
      ...object(ROUTE, { spec: { hostnames: ["os.fcy.sh"] } }),
      apiVersion: "gateway.networking.k8s.io/v1",
    };
    const fault = { op: "create", type: "HTTPRoute", mode: "notReady", times: 1 } as const;
    addFault(kubernetes.sandbox, { ...fault, message: "NoMatchingParent" });
    const status = (accepted: string) => ({
      status: { parents: [{ conditions: [{ type: "Accepted", status: accepted }] }] },
    });

    const refused = await unready(kubernetes.create(ROUTE, "route", route));

    expect(refused.message).toContain("NoMatchingParent");
    expect(refused.resource.properties).toMatchObject(status("False"));
    const accepted = await kubernetes.update(ROUTE, "route", refused.resource, route);
    expect(accepted.properties).toMatchObject(status("True"));
  });
});

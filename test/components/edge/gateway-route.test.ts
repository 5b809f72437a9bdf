import { gatewayRoute } from "../../../components/edge/gateway-route";
import { record } from "../../support/recorder";
import { stamp } from "./declared-edge";

describe("a route from a Gateway", () => {
  it("leads each path of a host to its Service, and is waited for until the Gateway takes it", async () => {
    const recording = await record(() =>
      gatewayRoute(
        "life-os",
        {
          namespace: "life-os",
          host: "os.fcy.sh",
          gateway: { name: "public", namespace: "gateways" },
          routes: [
            { path: "/api/*", service: "life-os-backend", port: 8000 },
            { path: "/health", service: "life-os-backend", port: 8000 },
            { path: "/*", service: "life-os-frontend", port: 3000 },
          ],
          stamp,
        },
        {},
      ),
    );

    const to = (type: string, value: string, name: string, port: number) => ({
      matches: [{ path: { type, value } }],
      backendRefs: [{ name, port }],
    });
    expect(recording.one("gateway.networking.k8s.io/v1:HTTPRoute").inputs).toEqual({
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: {
        name: "life-os",
        namespace: "life-os",
        labels: stamp,
        annotations: {
          "pulumi.com/waitFor":
            'jsonpath={.status.parents[0].conditions[?(@.type=="Accepted")].status}=True',
        },
      },
      spec: {
        parentRefs: [{ name: "public", namespace: "gateways", sectionName: "https" }],
        hostnames: ["os.fcy.sh"],
        rules: [
          to("PathPrefix", "/api", "life-os-backend", 8000),
          to("Exact", "/health", "life-os-backend", 8000),
          to("PathPrefix", "/", "life-os-frontend", 3000),
        ],
      },
    });
  });
});

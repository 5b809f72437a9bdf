import { MailCatcher, SMTP_PORT } from "../../../components/workload/mail-catcher";
import { record } from "../../support/recorder";
import { podOf, STAMP } from "./sample";

const NAME = "shop-mailhog";

describe("MailCatcher", () => {
  it("takes mail on 1025, and is ready when it can show it", async () => {
    const { spec } = podOf((await catcher()).one("Deployment"));

    expect(SMTP_PORT).toBe(1025);
    expect(spec.containers[0]).toMatchObject({
      image: "mailhog/mailhog:v1.0.1",
      ports: [{ name: "main", containerPort: 1025 }],
      startupProbe: { tcpSocket: { port: 1025 }, periodSeconds: 10 },
      livenessProbe: { tcpSocket: { port: 1025 }, periodSeconds: 10 },
      readinessProbe: { httpGet: { path: "/", port: 8025 }, periodSeconds: 10 },
    });
    expect(spec).toMatchObject({ priorityClassName: "platform-background" });
  });

  it("is one pod with an account of its own, found under its name", async () => {
    const recording = await catcher();

    expect(recording.one("Deployment").inputs).toMatchObject({
      metadata: { name: NAME, namespace: "shops" },
      spec: { replicas: 1, selector: { matchLabels: { component: NAME } } },
    });
    expect(podOf(recording.one("Deployment"))).toMatchObject({
      metadata: { labels: { ...STAMP, component: NAME } },
      spec: { serviceAccountName: NAME },
    });
    expect(recording.one("Service").inputs).toMatchObject({
      metadata: { name: NAME, annotations: { "pulumi.com/skipAwait": "true" } },
      spec: { selector: { component: NAME }, ports: [{ name: "smtp", port: 1025 }] },
    });
    expect(recording.one("Service").dependsOn).toEqual([NAME]);
  });

  it("owns exactly these resources", async () => {
    const recording = await catcher();

    expect(recording.all.map(({ type, parent }) => [type, parent])).toEqual([
      ["kubernetes:apps/v1:Deployment", NAME],
      ["kubernetes:core/v1:Service", NAME],
      ["kubernetes:core/v1:ServiceAccount", NAME],
      ["platform:workload:MailCatcher", ""],
    ]);
  });
});

function catcher() {
  const args = { namespace: "shops", image: "mailhog/mailhog:v1.0.1", stamp: STAMP };
  return record(() => new MailCatcher(NAME, args));
}

import type { Host } from "../../../components/edge/host";
import { edge, foreign, host, stamp } from "./declared-edge";

const wildcard = (app: string, change: Partial<Host> = {}) =>
  host({
    app,
    host: `${app}.staging.example-org.test`,
    domain: "staging.example-org.test",
    zoneId: "ZSTAGING",
    certificate: "wildcard",
    ...change,
  });

describe("certificates", () => {
  it("cover one host each, on a short key, seen by everybody, proven in DNS", async () => {
    const recording = await edge([host(), host({ host: "b.fcy.sh" })]);

    expect(recording.of("Certificate").map(({ inputs }) => inputs["domainName"])).toEqual([
      "b.fcy.sh",
      "os.fcy.sh",
    ]);
    expect(recording.named("edge-certificate-os.fcy.sh", "Certificate").inputs).toEqual({
      domainName: "os.fcy.sh",
      validationMethod: "DNS",
      keyAlgorithm: "EC_prime256v1",
      options: { certificateTransparencyLoggingPreference: "ENABLED" },
      tags: stamp,
    });
  });

  it("are proven in the zone, and waited for until they are issued", async () => {
    const recording = await edge();
    const waiting = recording.one("CertificateValidation");

    expect(recording.named("edge-proof-os.fcy.sh", "Record").inputs).toEqual({
      zoneId: "ZFCY",
      name: "_proof.os.fcy.sh.",
      type: "CNAME",
      records: ["_value.acm-validations.test."],
      ttl: 300,
      allowOverwrite: true,
    });
    expect(waiting.inputs).toEqual({
      certificateArn: "arn:edge-certificate-os.fcy.sh",
      validationRecordFqdns: ["_proof.os.fcy.sh"],
    });
    expect(waiting).toMatchObject({ createTimeout: "" });
  });

  it("are shared by the hosts of a domain with a wildcard, live as soon as one of them is", async () => {
    const recording = await edge([wildcard("appos", { live: false }), wildcard("lifeos")]);

    expect(recording.one("Certificate").inputs).toMatchObject({
      domainName: "*.staging.example-org.test",
    });
    expect(recording.one("CertificateValidation").name).toBe(
      "edge-issued-wildcard.staging.example-org.test",
    );
    expect(recording.one("ListenerCertificate").name).toBe(
      "edge-attached-wildcard.staging.example-org.test",
    );
  });

  it("without a zone wait an hour for people, and for hosts that are live alone", async () => {
    const recording = await edge([
      foreign(),
      foreign({ app: "next", host: "next.fcy.sh", live: false }),
    ]);
    const waiting = recording.one("CertificateValidation");

    expect(recording.of("Record")).toEqual([]);
    expect(recording.of("Certificate")).toHaveLength(2);
    expect(waiting.inputs).toEqual({ certificateArn: "arn:edge-certificate-os.fcy.sh" });
    expect(waiting.createTimeout).toBe("60m");
  });

  it("in a zone are proven before the first release, but presented only after it", async () => {
    const recording = await edge([host({ live: false })]);

    expect(recording.of("CertificateValidation")).toHaveLength(1);
    expect(recording.of("ListenerCertificate")).toEqual([]);
  });

  it("are all presented, that of the first live host to whoever names no host", async () => {
    const recording = await edge([
      host({ host: "c.fcy.sh" }),
      host({ host: "b.fcy.sh" }),
      host({ host: "a.fcy.sh", live: false }),
    ]);
    const attached = recording.of("ListenerCertificate").map(({ inputs }) => inputs);

    expect(recording.named("edge-https", "Listener").inputs).toMatchObject({
      certificateArn: "arn:edge-certificate-b.fcy.sh",
    });
    expect(recording.named("edge-https", "Listener").dependsOn).toContain("edge-issued-b.fcy.sh");
    expect(attached).toEqual([
      { listenerArn: "arn:edge-https", certificateArn: "arn:edge-certificate-b.fcy.sh" },
      { listenerArn: "arn:edge-https", certificateArn: "arn:edge-certificate-c.fcy.sh" },
    ]);
  });
});

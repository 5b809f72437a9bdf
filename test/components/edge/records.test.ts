import type { DnsRecord } from "../../../components/edge/records";
import type { Host } from "../../../components/edge/host";
import { record } from "../../support/recorder";
import { declareEdge, edge, foreign, host } from "./declared-edge";

describe("DNS records", () => {
  it("lead every host of a zone to the load balancer, and take no name from others", async () => {
    const recording = await edge();

    expect(recording.named("edge-os.fcy.sh", "Record").inputs).toEqual({
      zoneId: "ZFCY",
      name: "os.fcy.sh",
      type: "A",
      aliases: [{ name: "edge-balancer.elb.test", zoneId: "ZELB", evaluateTargetHealth: true }],
      allowOverwrite: false,
    });
    expect(await byHand([host()])).toEqual([]);
  });

  it("are left to people where no zone is given, also before the first release", async () => {
    const hosts = [foreign(), foreign({ app: "next", host: "next.fcy.sh", live: false })];

    const proof = (name: string) => ({
      name: `_proof.${name}.`,
      type: "CNAME",
      value: "_value.acm-validations.test.",
      why: `proves to AWS that a certificate for ${name} may be issued`,
    });
    const entry = (name: string, app: string) => ({
      name,
      type: "CNAME",
      value: "edge-balancer.elb.test",
      why: `leads ${name} to ${app}`,
    });
    expect(await byHand(hosts)).toEqual([
      proof("os.fcy.sh"),
      proof("next.fcy.sh"),
      entry("os.fcy.sh", "life-os"),
      entry("next.fcy.sh", "next"),
    ]);
  });
});

async function byHand(hosts: readonly Host[]): Promise<readonly DnsRecord[]> {
  let found: readonly DnsRecord[] = [];
  await record(() => {
    declareEdge(hosts).records.apply((records) => {
      found = records;
    });
  });
  return found;
}
